import type { Block, Part } from '../domain/answer.js';
import { escapeXml } from './escape-xml.js';
import { textWidth, wrapText } from './text-width.js';
import { fontFamily, type Theme } from './theme.js';

/* Lays a table out as SVG: columns as wide as their words need, wrapped where they are wider than their share. All sizes in pixels. */

type Table = Extract<Block<number>, { kind: 'table' }>;
type Cell = { readonly text: string; readonly marks: string; readonly bold: boolean };

const fontSize = 14;
const lineHeight = 20;
const cellPadding = 12;
const margin = 16;
const minColumn = 70;

const cellOf = (part: Part<number>, bold: boolean): Cell => ({
  text: part.text.replaceAll('**', ''),
  marks: part.marks.map(n => `[${n}]`).join(''),
  bold: bold || /^\*\*[^*]+\*\*$/.test(part.text),
});

const fullText = (cell: Cell): string => `${cell.text} ${cell.marks}`.trim();

/** Shares a width out: columns that need little keep it, the others share what is left by what they need. */
const columnWidths = (needs: readonly number[], room: number): number[] => {
  const narrow = room / needs.length;
  const small = needs.map(need => need <= narrow);
  const left = room - needs.reduce((sum, need, at) => sum + (small[at] ? need : 0), 0);
  const wanted = needs.reduce((sum, need, at) => sum + (small[at] ? 0 : need), 0);
  return needs.map((need, at) => (small[at] ? need : Math.max(minColumn, Math.min(need, (need / wanted) * left))));
};

const cellSvg = (cell: Cell, lines: readonly string[], x: number, top: number, theme: Theme): string =>
  lines
    .map((line, at) => {
      const isLast = at === lines.length - 1;
      const marks = isLast && cell.marks && line.endsWith(cell.marks) ? cell.marks : '';
      const words = escapeXml(line.slice(0, line.length - marks.length));
      const y = top + cellPadding + at * lineHeight + fontSize;
      const weight = cell.bold ? 600 : 400;
      return `<text x="${x}" y="${y}" font-weight="${weight}" fill="${theme.text}" xml:space="preserve">${words}<tspan fill="${theme.muted}" font-weight="400">${marks}</tspan></text>`;
    })
    .join('');

/**
 * A table as SVG; the first column is set bold, as it names the rows.
 *
 * @param maxWidth in pixels; a narrow table is narrower
 */
export const tableSvg = (table: Table, theme: Theme, maxWidth: number): { svg: string; width: number; height: number } => {
  const rows = [
    table.header.map(text => cellOf({ text, marks: [] }, true)),
    ...table.rows.map(row => table.header.map((_, at) => cellOf(row[at] ?? { text: '', marks: [] }, at === 0))),
  ];
  const needs = table.header.map(
    (_, at) =>
      2 * cellPadding +
      Math.max(minColumn, ...rows.map(row => (row[at] ? textWidth(fullText(row[at]), fontSize, row[at].bold) : 0))),
  );
  const widths = columnWidths(needs, maxWidth - 2 * margin);
  const width = Math.ceil(widths.reduce((sum, one) => sum + one, 0) + 2 * margin);
  let top = margin;
  const parts = rows.map((row, at) => {
    const wrapped = row.map((cell, column) =>
      wrapText(fullText(cell), { width: (widths[column] ?? 0) - 2 * cellPadding, fontSize, bold: cell.bold }),
    );
    const height = Math.max(1, ...wrapped.map(lines => lines.length)) * lineHeight + 2 * cellPadding - 4;
    const ground =
      at % 2 === 0
        ? `<rect x="${margin}" y="${top}" width="${width - 2 * margin}" height="${height}" rx="6" fill="${theme.band}"/>`
        : '';
    let x = margin;
    const cells = row.map((cell, column) => {
      const svg = cellSvg(cell, wrapped[column] ?? [], x + cellPadding, top, theme);
      x += widths[column] ?? 0;
      return svg;
    });
    top += height;
    return `${ground}${cells.join('')}`;
  });
  const height = Math.ceil(top + margin);
  return {
    width,
    height,
    svg: `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${fontFamily}" font-size="${fontSize}"><rect width="${width}" height="${height}" fill="${theme.background}"/>${parts.join('')}</svg>`,
  };
};
