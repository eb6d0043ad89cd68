import type { Estimate } from './statistics.js';

/** Prints rows in columns wide enough for the longest cell; the first column is text, the others are figures and stand right. */
export const printTable = (header: readonly string[], rows: readonly (readonly string[])[]): void => {
  const widths = header.map((title, at) => Math.max(title.length, ...rows.map(row => row[at]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  ');
  console.log(line(header));
  console.log(widths.map(width => '-'.repeat(width)).join('  '));
  for (const row of rows) console.log(line(row));
  console.log();
};

/** Three decimals, with the interval: "0.942 [0.90, 0.98]". */
export const showEstimate = ({ value, low, high }: Estimate): string =>
  `${value.toFixed(3)} [${low.toFixed(2)}, ${high.toFixed(2)}]`;

/** "+0.03 [-0.01, +0.07]". */
export const showDifference = ({ value, low, high }: Estimate): string => {
  const signed = (number: number): string => `${number < 0 ? '-' : '+'}${Math.abs(number).toFixed(2)}`;
  return `${signed(value)} [${signed(low)}, ${signed(high)}]`;
};

/** As many decimals as say something: "0.42 ms", "8.1 ms", "640 ms", "21.3 s". */
export const showMs = (ms: number): string => {
  if (ms >= 10_000) return `${(ms / 1000).toFixed(1)} s`;
  return `${ms.toFixed(ms < 1 ? 2 : ms < 100 ? 1 : 0)} ms`;
};

export const showMb = (bytes: number): string => `${(bytes / 1e6).toFixed(bytes < 10e6 ? 1 : 0)} MB`;
