/** How pictures look on a light and on a dark ground: the colours of the page, `adapters/web/page/src/styles/tokens.css`. */
export type ThemeName = 'light' | 'dark';

export type Theme = {
  readonly background: string;
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  /** A ground for every other row of a table, and for its head. */
  readonly band: string;
  /** The colour of each guide in all charts, in shades for its series; each has a contrast of 3:1 or better to the ground (WCAG 2.2, 1.4.11). */
  readonly guides: readonly (readonly string[])[];
};

export const themes: Readonly<Record<ThemeName, Theme>> = {
  light: {
    background: '#ffffff',
    text: '#14201b',
    muted: '#46544d',
    line: '#dde2dc',
    band: '#f6f7f4',
    guides: [
      ['#0b5f4c', '#4c9c83', '#05291f'],
      ['#40519c', '#7787cf', '#1d2550'],
      ['#8a4b08', '#c9761b', '#4a2703'],
      ['#6b3a9e', '#a57ad0', '#351a54'],
    ],
  },
  dark: {
    background: '#171d1a',
    text: '#e9efeb',
    muted: '#b3c0b9',
    line: '#2b3530',
    band: '#1d2521',
    guides: [
      ['#6fdcbd', '#3c8d76', '#c6f5e6'],
      ['#a9b7f5', '#6b7bc4', '#dfe4ff'],
      ['#f0b35e', '#a9752c', '#fbe0b8'],
      ['#cfaef0', '#8f6bb8', '#eadcfb'],
    ],
  },
};

/** The one typeface of all pictures; the page has it too. */
export const fontFamily = 'Inter, system-ui, sans-serif';
