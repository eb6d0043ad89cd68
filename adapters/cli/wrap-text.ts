import wrapAnsi from 'wrap-ansi';
import type { Look } from './look.js';

/** Breaks text at spaces to fit a width; later lines hang under the first by `indent`. A mark like [1] stays with the word before it. */
export const wrapText = (text: string, width: number, indent = ''): string => {
  const held = text.replace(/ (?=\[\d+\])/g, '\u00A0');
  const lines = wrapAnsi(held, Math.max(1, width - indent.length), { hard: true, trim: true })
    .replaceAll('\u00A0', ' ')
    .split('\n');
  return lines.map((line, at) => (at === 0 ? line : `${indent}${line}`)).join('\n');
};

/** `**strong**` as bold and marks dim, held to the word before them; the text must be clean. */
export const styleInline = (markdown: string, { colours }: Look): string =>
  markdown
    .replace(/\*\*(.+?)\*\*/g, (_, strong: string) => colours.bold(strong))
    .replace(/ ?(?:\[\d+\])+/g, marks => `${marks.startsWith(' ') ? '\u00A0' : ''}${colours.dim(marks.trim())}`);
