/** How pictures look on a light and on a dark ground. */
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
    text: '#1c2430',
    muted: '#566072',
    line: '#e3e7ee',
    band: '#f5f7fa',
    series: ['#1f5fa8', '#2f9488', '#b4690e', '#8452b5'],
  },
  dark: {
    background: '#151a22',
    text: '#edf1f7',
    muted: '#a3aebf',
    line: '#2c3442',
    band: '#1c232e',
    series: ['#7fb2f0', '#5fc9b8', '#e5a853', '#c29bea'],
  },
};

/** The one typeface of all pictures; the page has it too. */
export const fontFamily = 'Inter, system-ui, sans-serif';
