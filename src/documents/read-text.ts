import { type Block, plain, type SourceDocument } from './document.js';

export const bullet = /^\s*(?:[-*•●▪◦–]|\(?\d{1,2}[.)]|[a-z][.)])\s+(?=\S)/;
export const isBullet = (line: string): boolean => bullet.test(line);
/** "Q:", "A2." of an FAQ: such a line begins something. */
const mark = /^\s*(?:Q|A|Question|Answer)\s*\d*\s*[:.)]/i;
const ruler = /^\s*[-=_*~#]{3,}\s*$/;
/** Lines of a text that was wrapped by hand are at most this long. */
const widestWrapped = 100;

/** Whether a text was wrapped at a width: then a line end within a block is a space. Else each line is a paragraph. */
const isWrapped = (block: readonly string[]): boolean => {
  const inner = block.slice(0, -1);
  const width = Math.max(...block.map(line => line.length));
  // A line in capitals is a heading.
  if (block.some(line => /\p{Lu}{2}/u.test(line) && line === line.toUpperCase())) return false;
  return (
    inner.length > 0 &&
    !block.some(line => mark.test(line)) &&
    width <= widestWrapped &&
    inner.every(line => line.length >= 0.7 * width && line.length > 40)
  );
};

/** A line's cells between tabs; none in a line without. */
const cellsOf = (line: string): string[] =>
  line.includes('\t')
    ? line
        .split('\t')
        .map(cell => cell.trim())
        .filter(Boolean)
    : [];

const paragraph = (text: string): Block => ({ kind: 'paragraph', text });

const tableRule = /^\s*\|?\s*:?-{3,}:?\s*(?:\|\s*:?-{3,}:?\s*)*\|?\s*$/;
const pipedCells = (line: string): string[] =>
  line
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|')
    .map(plain);

/** Where a table of cells between bars begins, and the line behind its end. */
const pipedTable = (lines: readonly string[]): readonly [from: number, end: number] | undefined => {
  const from = lines.findIndex(
    (line, at) => line.includes('|') && tableRule.test(lines[at + 1] ?? '') && lines[at + 1]?.includes('|'),
  );
  if (from < 0) return undefined;
  const end = lines.findIndex((line, at) => at > from && !line.includes('|'));
  return [from, end < 0 ? lines.length : end];
};

/** Lists and paragraphs of lines without a blank one among them. */
const blocksOfLines = (lines: readonly string[]): Block[] => {
  if (lines.length === 0) return [];
  const table = pipedTable(lines);
  if (table) {
    const [from, end] = table;
    const [header = [], , ...body] = lines.slice(from, end).map(pipedCells);
    return [...blocksOfLines(lines.slice(0, from)), { kind: 'table', header, rows: body }, ...blocksOfLines(lines.slice(end))];
  }
  const rows = lines.map(cellsOf);
  const columns = rows[0]?.length ?? 0;
  if (lines.length > 1 && columns > 1 && rows.every(row => row.length === columns))
    return [{ kind: 'table', header: rows[0] ?? [], rows: rows.slice(1) }];
  if (isWrapped(lines) && !lines.some(isBullet)) return [paragraph(plain(lines.join(' ')))];
  const blocks: Block[] = [];
  for (const [at, line] of lines.entries()) {
    const last = blocks.at(-1);
    const text = plain(line);
    if (isBullet(line)) {
      const ordered = /^\s*\(?\d/.test(line);
      const item = plain(line.replace(bullet, ''));
      if (last?.kind === 'list' && last.ordered === ordered) last.items.push(item);
      else blocks.push({ kind: 'list', ordered, items: [item] });
    } else if (last?.kind === 'list' && /^\s{2,}/.test(line)) last.items.push(`${last.items.pop() ?? ''} ${text}`);
    else if (at > 0 && last?.kind === 'paragraph' && isWrapped([lines[at - 1] ?? '', line])) last.text = `${last.text} ${text}`;
    else blocks.push(paragraph(text));
  }
  return blocks;
};

/** Reads plain text: paragraphs, lists and tab-separated tables. Its headings are found by `findHeadings`. */
export const readText = (text: string): SourceDocument => {
  const groups: string[][] = [[]];
  for (const line of text.replace(/\f/g, '\n\n').split('\n')) {
    if (!line.trim() || ruler.test(line)) groups.push([]);
    else groups.at(-1)?.push(line);
  }
  return { blocks: groups.filter(group => group.length > 0).flatMap(blocksOfLines), dropped: [], told: [] };
};

const markdownSigns = [
  /^#{1,6} \S/m,
  /^---\n[\s\S]*?\n---\n/,
  /^\S.*\n(?:={3,}|-{3,})\s*$/m,
  /\*\*[^*\n]+\*\*/,
  /\[[^\]\n]+\]\([^)\s]+\)/,
];

/** Whether a text is Markdown whatever it is called: it has headings, front matter, bold words or links of its kind. */
export const looksLikeMarkdown = (text: string): boolean => markdownSigns.some(sign => sign.test(text));
