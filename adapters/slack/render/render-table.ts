import type { RichTextBlock, TableBlock } from '@slack/types';
import { answerToMarkdown } from '../../../src/coach/answer-to-markdown.js';
import type { Block } from '../../../src/domain/answer.js';
import { maxBlockText, maxTableColumns, maxTableRows, maxTableText } from '../limits.js';
import { calmText } from './calm-text.js';
import { elementsOf } from './rich-text.js';

type Table = Extract<Block<number>, { kind: 'table' }>;

/** A line of code this long is not broken in Slack's narrowest usual column. */
const widestCode = 76;

/** Header and rows as Markdown texts with their marks. */
const cellsOf = (table: Table): string[][] => [
  [...table.header],
  ...table.rows.map(row =>
    row.map(part => answerToMarkdown({ blocks: [{ kind: 'paragraph', sentences: [{ parts: [part] }] }] })),
  ),
];

const richCell = (text: string, bold: boolean): RichTextBlock => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements: elementsOf(bold && text ? `**${text.replaceAll('*', '')}**` : text || ' ') }],
});

/** Whether a column holds amounts, which line up at their ends. */
const isAmount = (cells: readonly string[]): boolean => cells.length > 0 && cells.every(cell => /^[*~<>≈]*[$€£]?\d/.test(cell));

/** A table as Slack's own; undefined when it is larger than Slack takes. */
export const nativeTable = (table: Table): TableBlock | undefined => {
  const [header = [], ...rows] = cellsOf(table);
  const width = Math.max(header.length, ...rows.map(row => row.length));
  const length = [header, ...rows].flat().join('').length;
  if (width === 0 || width > maxTableColumns || rows.length + 1 > maxTableRows || length > maxTableText) return undefined;
  const filled = (row: readonly string[], bold: boolean): RichTextBlock[] =>
    Array.from({ length: width }, (_, at) => richCell(row[at] ?? '', bold));
  return {
    type: 'table',
    rows: [filled(header, true), ...rows.map(row => filled(row, false))],
    column_settings: Array.from({ length: width }, (_, at) => ({
      is_wrapped: true,
      ...(isAmount(rows.map(row => row[at] ?? '')) ? { align: 'right' as const } : {}),
    })),
  };
};

const plain = (cell: string): string => calmText(cell).replaceAll('**', '').replace(/\s+/g, ' ');

/** A table in letters: columns side by side where they fit, otherwise one line for each row that names its columns. */
export const tableAsText = (table: Table): { text: string; aligned: boolean } => {
  const [header = [], ...rows] = cellsOf(table).map(row => row.map(plain));
  const widths = header.map((name, at) => Math.max(name.length, ...rows.map(row => row[at]?.length ?? 0)));
  if (widths.reduce((sum, width) => sum + width + 2, 0) <= widestCode) {
    const line = (cells: readonly string[]): string =>
      cells.map((cell, at) => (at === cells.length - 1 ? cell : cell.padEnd((widths[at] ?? 0) + 2))).join('');
    return { text: [header, ...rows].map(line).join('\n'), aligned: true };
  }
  const row = (cells: readonly string[]): string =>
    cells
      .map((cell, at) => (at === 0 || !header[at] ? cell : `${header[at]}: ${cell}`))
      .filter(Boolean)
      .join('; ');
  return { text: rows.map(row).join('\n'), aligned: false };
};

/** The same as blocks that every Slack shows, cut between rows. */
export const tableAsBlocks = (table: Table): RichTextBlock[] => {
  const { text, aligned } = tableAsText(table);
  const parts: string[] = [];
  for (const line of text.split('\n').map(each => each.slice(0, maxBlockText))) {
    const last = parts.at(-1);
    if (last !== undefined && last.length + 1 + line.length <= maxBlockText) parts[parts.length - 1] = `${last}\n${line}`;
    else parts.push(line);
  }
  return parts
    .filter(part => part !== '')
    .map(part => ({
      type: 'rich_text',
      elements: aligned
        ? [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: part }] }]
        : [
            {
              type: 'rich_text_list',
              style: 'bullet',
              elements: part.split('\n').map(line => ({ type: 'rich_text_section', elements: [{ type: 'text', text: line }] })),
            },
          ],
    }));
};
