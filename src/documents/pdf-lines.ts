import { plain } from './document.js';

/** A run of text on a page, as a PDF places it; points from the lower left. */
export type Run = {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly size: number;
};

/** Text of a line that stands apart from its neighbours. */
export type Cell = { readonly text: string; readonly x: number; readonly end: number; readonly size: number };
export type Line = { readonly cells: readonly Cell[]; readonly y: number; readonly size: number; readonly page: number };

export const textOfLine = (line: Line): string => plain(line.cells.map(cell => cell.text).join(' '));

/** Widths of a gap in letter heights: from the first it is a space, from the second a new cell. */
const gaps = { space: 0.15, cell: 1.2 } as const;
/** Runs whose heights differ by less than this share of a letter's stand on one line. */
const sameLine = 0.5;

const cellsOf = (runs: readonly Run[]): Cell[] => {
  const cells: Cell[] = [];
  for (const run of runs.toSorted((a, b) => a.x - b.x)) {
    const last = cells.at(-1);
    const gap = last ? (run.x - last.end) / run.size : 0;
    const end = run.x + run.width;
    if (!last || gap > gaps.cell) cells.push({ text: run.text, x: run.x, end, size: run.size });
    else
      cells[cells.length - 1] = {
        text: `${last.text}${gap > gaps.space ? ' ' : ''}${run.text}`,
        x: last.x,
        end,
        size: Math.max(last.size, run.size),
      };
  }
  return cells.map(cell => ({ ...cell, text: plain(cell.text) })).filter(cell => cell.text !== '');
};

const tallest = (cells: readonly Cell[]): number => Math.max(...cells.map(cell => cell.size));

/** Lines of a page from top to bottom. */
export const linesOf = (runs: readonly Run[], page: number): Line[] => {
  const groups: Run[][] = [];
  for (const run of runs.filter(one => one.text.trim()).toSorted((a, b) => b.y - a.y || a.x - b.x)) {
    const group = groups.at(-1);
    const [first] = group ?? [];
    if (group && first && Math.abs(first.y - run.y) < sameLine * Math.max(first.size, run.size)) group.push(run);
    else groups.push([run]);
  }
  return groups.flatMap(group => {
    const cells = cellsOf(group);
    return cells.length > 0 ? [{ cells, y: group[0]?.y ?? 0, size: tallest(cells), page }] : [];
  });
};

/** A column holds at least this share of a page's cells, and this share of them at most may reach across its edge. */
const column = { least: 0.25, across: 0.15, words: 4, prose: 0.6 } as const;

/** Where a page of two columns is cut, if it is one: hardly a cell reaches across, and prose stands on both sides. */
const columnCut = (lines: readonly Line[]): number | undefined => {
  const cells = lines.flatMap(line => line.cells);
  const [left, right] = [Math.min(...cells.map(cell => cell.x)), Math.max(...cells.map(cell => cell.end))];
  const isProse = (side: readonly Cell[]): boolean => {
    const counts = side.map(cell => cell.text.split(' ').length);
    const sum = (some: readonly number[]): number => some.reduce((all, one) => all + one, 0);
    return (
      side.length >= column.least * cells.length &&
      sum(counts.filter(count => count >= column.words)) > column.prose * sum(counts)
    );
  };
  const starts = [...new Set(cells.map(cell => Math.round(cell.x)))].filter(
    x => x > left + 0.3 * (right - left) && x < left + 0.7 * (right - left),
  );
  const fits = starts.map(start => {
    const cut = start - 2;
    const across = cells.filter(cell => cell.x < cut - 2 && cell.end > cut).length / cells.length;
    const begins = cells.filter(cell => Math.abs(cell.x - start) < 3).length;
    const isSplit =
      across <= column.across && isProse(cells.filter(cell => cell.end <= cut)) && isProse(cells.filter(cell => cell.x >= cut));
    return { cut, fit: isSplit ? begins : 0 };
  });
  return fits.filter(one => one.fit >= 4).sort((a, b) => b.fit - a.fit)[0]?.cut;
};

/** Lines in the order of reading: between lines that reach across a page of two columns, the left column before the right. */
export const inReadingOrder = (lines: readonly Line[]): Line[] => {
  const cut = lines.length < 8 ? undefined : columnCut(lines);
  if (cut === undefined) return [...lines];
  const ordered: Line[] = [];
  let band: Line[] = [];
  const endBand = (): void => {
    for (const isRight of [false, true])
      for (const line of band) {
        const cells = line.cells.filter(cell => cell.x >= cut === isRight);
        if (cells.length > 0) ordered.push({ ...line, cells, size: tallest(cells) });
      }
    band = [];
  };
  for (const line of lines) {
    if (line.cells.some(cell => cell.x < cut && cell.end > cut + 2)) {
      endBand();
      ordered.push(line);
    } else band.push(line);
  }
  endBand();
  return ordered;
};

const edgeLines = 2;
const numberless = (text: string): string => text.replace(/\d+/g, '#').toLowerCase();
const pageNumber = /^[-–—]?\s*\d{1,4}\s*[-–—]?(?:\s*(?:of|\/)\s*\d{1,4})?$|\bpage \d{1,4}(?:\s*(?:of|\/)\s*\d{1,4})?$/i;
/** Letters this much smaller than the text's, at the edge of a page, are no text. */
const smallPrint = 0.9;

/** Tells lines at the edges of pages that stand on most of them, small print there and page numbers from the text, whose letters are `body` high. */
export const splitEdges = (
  pages: readonly (readonly Line[])[],
  body: number,
): { readonly text: readonly Line[][]; readonly edges: readonly Line[] } => {
  const atEdge = (lines: readonly Line[], at: number): boolean => at < edgeLines || at >= lines.length - edgeLines;
  const counts = new Map<string, number>();
  for (const lines of pages)
    for (const key of new Set(lines.filter((_, at) => atEdge(lines, at)).map(line => numberless(textOfLine(line)))))
      counts.set(key, (counts.get(key) ?? 0) + 1);
  const repeats = (text: string): boolean =>
    pages.length > 1 && (counts.get(numberless(text)) ?? 0) >= Math.max(2, pages.length / 2);
  const isEdge = (lines: readonly Line[], at: number): boolean => {
    const text = textOfLine(lines[at] as Line);
    const isSmall = (at === 0 || at === lines.length - 1) && (lines[at]?.size ?? body) <= smallPrint * body;
    return atEdge(lines, at) && (repeats(text) || pageNumber.test(text) || isSmall);
  };
  return {
    text: pages.map(lines => lines.filter((_, at) => !isEdge(lines, at))),
    edges: pages.flatMap(lines => lines.filter((_, at) => isEdge(lines, at))),
  };
};
