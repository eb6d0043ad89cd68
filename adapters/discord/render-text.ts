import { answerToMarkdown } from '../../src/coach/answer-to-markdown.js';
import type { Answer, Block, Citation, Part, Sentence } from '../../src/domain/answer.js';
import { cleanLine } from '../../src/text/clean-text.js';
import { addressOf, describeDisagreement, describeSource, sourceOf, untoldDisagreements } from '../describe-source.js';
import { markOwn, setOwn } from '../own-words.js';
import { escapeAnswerText, escapeCode, escapePlain } from './escape-text.js';

/* An answer's parts as Discord's Markdown. Tables are not in it: narrow ones become a code block, wide ones a list. */

/** Columns of a code block that a phone shows without breaking lines. */
const narrowColumns = 44;

type Table = Extract<Block<number>, { kind: 'table' }>;

/** The canonical rendering places the marks, here as everywhere. */
const markdownOf = (sentences: readonly Sentence<number>[]): string =>
  cleanLine(answerToMarkdown({ blocks: [{ kind: 'paragraph', sentences }] }, markOwn));

/** As Discord shows it: what the coach says by itself is in italics. */
const shown = (sentences: readonly Sentence<number>[]): string =>
  setOwn(markdownOf(sentences), text => `*${escapeAnswerText(text)}*`, escapeAnswerText);

const cellOf = (part: Part<number>): string =>
  setOwn(
    markdownOf([{ parts: [part] }]),
    text => text,
    text => text,
  );
const plainCell = (cell: string): string => escapeCode(cleanLine(cell.replaceAll('**', '')));

/** A table's cells as text, header first. */
const gridOf = (table: Table): string[][] => [
  table.header.map(plainCell),
  ...table.rows.map(row => row.map(cell => plainCell(cellOf(cell)))),
];

const columnWidths = (grid: readonly (readonly string[])[]): number[] =>
  (grid[0] ?? []).map((_, column) => Math.max(...grid.map(row => row[column]?.length ?? 0)));

/** Whether a table is too wide for a code block on a phone, so that it is drawn as a picture and written as a list. */
export const isWide = (table: Table): boolean =>
  columnWidths(gridOf(table)).reduce((sum, width) => sum + width + 2, -2) > narrowColumns;

const narrowTable = (table: Table): string => {
  const grid = gridOf(table);
  const widths = columnWidths(grid);
  const lines = grid.map(row =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const rule = widths.map(width => '-'.repeat(width)).join('  ');
  return ['```', lines[0] ?? '', rule, ...lines.slice(1), '```'].join('\n');
};

const nameOf = (table: Table, column: number): string => escapePlain(cleanLine(table.header[column] ?? '')).replace(/:$/, '');

/** Row by row, each cell behind the name of its column; that of the first stands above them all. */
const wideTable = (table: Table): string => {
  const rows = table.rows.map(row => {
    const [first, ...rest] = row.map(cell => escapeAnswerText(cellOf(cell)));
    const named = rest.flatMap((cell, at) => (cell ? `${nameOf(table, at + 1)}: ${cell}` : []));
    const lead = first ? `**${first.replaceAll('**', '')}**` : '';
    return `- ${[lead, named.join('; ')].filter(Boolean).join('. ')}`;
  });
  const heading = nameOf(table, 0);
  return [...(heading ? [`**${heading}**`] : []), ...rows].join('\n');
};

const blockText = (block: Block<number>): string => {
  switch (block.kind) {
    case 'paragraph':
      return shown(block.sentences);
    case 'list':
      return block.items.map((item, at) => `${block.ordered ? `${at + 1}.` : '-'} ${shown(item)}`).join('\n');
    case 'table':
      return isWide(block) ? wideTable(block) : narrowTable(block);
    default:
      return block satisfies never;
  }
};

/** What is said. */
export const bodyText = (answer: Pick<Answer, 'blocks'>): string => answer.blocks.map(blockText).filter(Boolean).join('\n\n');

/** A line for each disagreement that the body does not tell itself; empty when there is none. */
export const disagreementText = (answer: Pick<Answer, 'blocks' | 'disagreements'>): string =>
  untoldDisagreements(answer)
    .map(disagreement => `> ${escapePlain(describeDisagreement(disagreement))}`)
    .join('\n');

/** The source's name is a link where the guide has an address; brackets keep Discord from showing a preview. */
const sourceLine = (citation: Citation): string => {
  const [line, name, address] = [describeSource(citation), sourceOf(citation), addressOf(citation)];
  // A bracket or a parenthesis in an address would end the link.
  return address && !/[()<>]/.test(address) && line.startsWith(name)
    ? `[${escapePlain(name).replace(/[[\]]/g, '')}](<${address}>)${escapePlain(line.slice(name.length))}`
    : escapePlain(line);
};

/** One line of small print for each source, with the age of its data; empty when nothing is cited. */
export const sourcesText = ({ citations }: Pick<Answer, 'citations'>): string =>
  citations.map(citation => `-# [${citation.n}] ${sourceLine(citation)}`).join('\n');
