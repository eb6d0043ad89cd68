import type { ThemeName } from './theme.js';

export type PictureOptions = {
  /** Pixels across, 640 to 4,096. */
  readonly width?: number;
  /** Light when not given. */
  readonly theme?: ThemeName;
  /** What the marks of a chart stand for, a line each, beneath it: a picture is passed on without the words around it. */
  readonly sources?: readonly string[];
};

/** Pixels of a picture for one of its layout: pictures are looked at on dense screens, and on phones. */
export const pictureDensity = 2;
