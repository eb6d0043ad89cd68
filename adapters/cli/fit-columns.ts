/** A cell taller than this reads worse than the same row written line under line. */
const tallestCell = 5;

const longestWord = (text: string): number => Math.max(0, ...text.split(/\s+/).map(word => word.length));

/**
 * Widths for the columns of a table so that it fits: as wide as their text where that fits, else the widest give way first, down to
 * their longest word. Undefined when no widths make a readable table.
 *
 * @param columns the plain text of each column's cells, header included
 * @param available columns of the terminal, gaps between the table's columns taken off
 */
export const fitColumns = (columns: readonly (readonly string[])[], available: number): number[] | undefined => {
  const widths = columns.map(cells => Math.max(1, ...cells.map(cell => cell.length)));
  const floors = columns.map(cells => Math.max(1, ...cells.map(longestWord)));
  const total = (): number => widths.reduce((sum, width) => sum + width, 0);
  while (total() > available) {
    const shrinkable = widths.flatMap((width, at) => (width > (floors[at] ?? 1) ? [at] : []));
    const widest = shrinkable.toSorted((a, b) => (widths[b] ?? 0) - (widths[a] ?? 0))[0];
    if (widest === undefined) return undefined;
    widths[widest] = (widths[widest] ?? 1) - 1;
  }
  const linesOf = (cell: string, at: number): number => Math.ceil((cell.length * 1.15) / (widths[at] ?? 1));
  const tooTall = columns.some((cells, at) =>
    cells.some(cell => cell.length > (widths[at] ?? 1) && linesOf(cell, at) > tallestCell),
  );
  return tooTall ? undefined : widths;
};
