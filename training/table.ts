/** Rows under a header, columns as wide as their longest cell. */
export const tableOf = (header: readonly string[], rows: readonly (readonly (string | number)[])[]): string => {
  const all = [header, ...rows.map(row => row.map(String))];
  const widths = header.map((_, at) => Math.max(...all.map(row => row[at]?.length ?? 0)));
  return all.map(row => `  ${row.map((cell, at) => cell.padStart(widths[at] ?? 0)).join('  ')}`).join('\n');
};
