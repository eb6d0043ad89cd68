/** How pictures look on a light and on a dark ground: the colours of the page, `adapters/web/page/src/styles/tokens.css`. */
export type ThemeName = 'light' | 'dark';

export type Theme = {
  readonly background: string;
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  /** A ground for every other row of a table, and for its head. */
  readonly band: string;
  /** One colour for each series, in order; each has a contrast of 3:1 or better to the ground (WCAG 2.2, 1.4.11). */
  readonly series: readonly string[];
};

export const themes: Readonly<Record<ThemeName, Theme>> = {
  light: {
    background: '#ffffff',
    text: '#14201b',
    muted: '#46544d',
    line: '#dde2dc',
    band: '#f6f7f4',
    series: ['#0b5f4c', '#4c9c83', '#b4690e', '#8452b5'],
  },
  dark: {
    background: '#171d1a',
    text: '#e9efeb',
    muted: '#b3c0b9',
    line: '#2b3530',
    band: '#1d2521',
    series: ['#6fdcbd', '#3c8d76', '#e5a853', '#c29bea'],
  },
};

/** The one typeface of all pictures; the page has it too. */
export const fontFamily = 'Inter, system-ui, sans-serif';
