import Table from 'cli-table3';
import { fitColumns } from './fit-columns.js';
import type { Look } from './look.js';
import { styleInline, wrapText } from './wrap-text.js';

const gap = '  ';
const noBorders = Object.fromEntries(
  ['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right']
    .concat(['left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid'])
    .map(name => [name, '']),
);

const plain = (cell: string): string => cell.replaceAll('**', '');

/** Rows line under line, for tables that are wider than the terminal. */
const stackRows = (header: readonly string[], rows: readonly (readonly string[])[], look: Look): string =>
  rows
    .map(([title = '', ...cells]) => {
      const lines = cells.map((cell, at) => {
        const name = header[at + 1];
        return `  ${wrapText(styleInline(name ? `${name}: ${cell}` : cell, look), look.width, '    ')}`;
      });
      return [look.colours.bold(plain(title)), ...lines].join('\n');
    })
    .join('\n');

/** A table of clean Markdown cells, set in columns that fit the terminal, or row by row where they would not. */
export const renderTable = (header: readonly string[], rows: readonly (readonly string[])[], look: Look): string => {
  const columns = header.map((name, at) => [name, ...rows.map(row => plain(row[at] ?? ''))]);
  const widths = fitColumns(columns, look.width - gap.length * (header.length - 1));
  if (!widths) return stackRows(header, rows, look);
  const wrapped = rows.map(row => header.map((_, at) => wrapText(styleInline(row[at] ?? '', look), widths[at] ?? 1)));
  const table = new Table({
    chars: { ...noBorders, middle: gap },
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
  });
  table.push(header.map((name, at) => look.colours.bold(wrapText(name, widths[at] ?? 1))));
  table.push(widths.map(width => look.colours.dim('─'.repeat(width))));
  // Rows of several lines run together without a line between them.
  const tall = wrapped.some(row => row.some(cell => cell.includes('\n')));
  for (const [at, row] of wrapped.entries()) {
    if (tall && at > 0) table.push(header.map(() => ''));
    table.push(row);
  }
  return table.toString().replace(/ +$/gm, '');
};
