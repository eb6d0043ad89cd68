import type { Block } from '../domain/answer.js';
import { type PictureOptions, pictureDensity } from './picture-options.js';
import { svgToPng } from './svg-to-png.js';
import { tableSvg } from './table-svg.js';
import { themes } from './theme.js';

const defaultWidth = 1600;

/** A table as PNG, for where a wide one would break. `width` is the most it may take; a narrow table takes less. */
export const renderTablePng = async (
  table: Extract<Block<number>, { kind: 'table' }>,
  options: PictureOptions = {},
): Promise<Uint8Array> => {
  const laid = tableSvg(table, themes[options.theme ?? 'light'], (options.width ?? defaultWidth) / pictureDensity);
  return svgToPng(laid.svg, laid.width * pictureDensity);
};
