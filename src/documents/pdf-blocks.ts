import { type Block, plain } from './document.js';
import { type Cell, type Line, textOfLine } from './pdf-lines.js';
import { bullet, isBullet } from './read-text.js';

/** Letters this much taller than the text's make a heading. */
const headingFrom = 1.12;
const longestHeading = 16;
/** A gap of this many lines begins a paragraph. */
const paragraphGap = 1.6;
/** Cells that begin as near as this, in points, stand in one column. */
const sameColumn = 8;

/** Height of most letters. */
export const bodySize = (lines: readonly Line[]): number => {
  const letters = new Map<number, number>();
  for (const line of lines) {
    const size = Math.round(line.size * 2) / 2;
    letters.set(size, (letters.get(size) ?? 0) + textOfLine(line).length);
  }
  return [...letters].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? 10;
};

/** Usual distance of lines within a paragraph, by the text's own. */
const lineStep = (lines: readonly Line[]): number => {
  const steps = lines
    .flatMap((line, at) => {
      const before = lines[at - 1];
      const step = before && before.page === line.page ? before.y - line.y : 0;
      return step > 0 ? [step] : [];
    })
    .sort((a, b) => a - b);
  return steps[Math.floor(steps.length * 0.4)] ?? 14;
};

/** "2.3" of a paragraph with a number of its own. */
const clause = /^\d+(?:\.\d+)+\.?\s/;

/** Joins two ends of lines; a word that was cut comes together. */
const join = (a: string, b: string): string => {
  if (/\p{L}\u00AD$/u.test(a)) return `${a.slice(0, -1)}${b}`;
  if (/\p{Ll}[-‐]$/u.test(a) && /^\p{Ll}/u.test(b)) return `${a.slice(0, -1)}${b}`;
  return `${a} ${b}`;
};

const isTableLine = (line: Line): boolean => line.cells.length > 1 && !isBullet(textOfLine(line));

/** Which of a table's columns a cell stands in. */
const columnOf = (cell: Cell, columns: readonly number[]): number => {
  const nearest = columns.map((x, at) => [Math.abs(x - cell.x), at] as const).sort((a, b) => a[0] - b[0])[0];
  return nearest?.[1] ?? 0;
};

/** Lines of cells as a table; a line that fills only later columns of the row above goes on with that row. */
const tableOf = (lines: readonly Line[]): Block => {
  const columns: number[] = [];
  for (const { x } of lines.flatMap(line => line.cells).toSorted((a, b) => a.x - b.x))
    if (columns.every(known => Math.abs(known - x) > sameColumn)) columns.push(x);
  // A column is where the cells of several lines begin; what begins elsewhere belongs to the one before it.
  const held = columns.filter(x => lines.filter(line => line.cells.some(cell => Math.abs(cell.x - x) <= sameColumn)).length > 1);
  const rows = lines.map(line => {
    const row = held.map(() => '');
    for (const cell of line.cells) {
      const at = columnOf(cell, held);
      row[at] = plain(`${row[at] ?? ''} ${cell.text}`);
    }
    return row;
  });
  const [header = [], ...body] = rows;
  const whole: string[][] = [];
  for (const row of body) {
    const last = whole.at(-1);
    if (last && row[0] === '') for (const [at, cell] of row.entries()) last[at] = plain(join(last[at] ?? '', cell));
    else whole.push(row);
  }
  return { kind: 'table', header, rows: whole };
};

/** Blocks of a PDF's lines: headings by their height, tables by the places of their cells, lists, and paragraphs whose lines are joined. */
export const blocksOfLines = (lines: readonly Line[]): Block[] => {
  const body = bodySize(lines);
  const step = lineStep(lines);
  const isHeading = (line: Line): boolean =>
    line.size >= headingFrom * body && line.cells.length === 1 && textOfLine(line).split(' ').length <= longestHeading;
  const heights = [...new Set(lines.filter(isHeading).map(line => Math.round(line.size)))].sort((a, b) => b - a);
  const right = Math.max(...lines.filter(line => !isTableLine(line)).map(line => line.cells.at(-1)?.end ?? 0));
  const blocks: Block[] = [];
  let before: Line | undefined;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] as Line;
    const text = textOfLine(line);
    const last = blocks.at(-1);
    const jump = before && before.page === line.page ? (before.y - line.y) / step : 1;
    const isNear = before !== undefined && jump > 0 && jump < paragraphGap;
    if (isTableLine(line)) {
      let end = at + 1;
      while (isTableLine(lines[end] ?? line) && end < lines.length) end++;
      if (end - at > 1) {
        blocks.push(tableOf(lines.slice(at, end)));
        before = lines[end - 1];
        at = end - 1;
        continue;
      }
    }
    if (isHeading(line)) {
      const depth = heights.indexOf(Math.round(line.size)) + 1;
      if (last?.kind === 'heading' && last.depth === depth && isNear) last.text = join(last.text, text);
      else blocks.push({ kind: 'heading', depth, text });
    } else if (isBullet(text)) {
      const ordered = /^\(?\d/.test(text);
      const item = text.replace(bullet, '');
      if (last?.kind === 'list' && last.ordered === ordered) last.items.push(item);
      else blocks.push({ kind: 'list', ordered, items: [item] });
    } else if (last?.kind === 'list' && isNear) last.items.push(join(last.items.pop() ?? '', text));
    else {
      // A line that ends early and with a stop ends its paragraph where nothing else shows it.
      const ended =
        before !== undefined && /[.!?:]["”’)]?$/.test(textOfLine(before)) && (before.cells.at(-1)?.end ?? 0) < 0.8 * right;
      const isIndented = before !== undefined && (line.cells[0]?.x ?? 0) - (before.cells[0]?.x ?? 0) > body;
      const goesOn = before?.page === line.page ? isNear : /[^.!?:]$/.test(before ? textOfLine(before) : '.');
      if (last?.kind === 'paragraph' && goesOn && !ended && !isIndented && !clause.test(text)) last.text = join(last.text, text);
      else blocks.push({ kind: 'paragraph', text });
    }
    before = line;
  }
  return blocks;
};
