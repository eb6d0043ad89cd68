import type { WordHead } from '../src/coach/read/heads.js';

export type WordOptions = {
  /** A sign that fewer lines show tells nothing. */
  readonly fewestLines: number;
  readonly ridge: number;
  /** Weighs both answers alike, however rare one is. */
  readonly balanced?: boolean;
};

const steps = 400;

/** Logistic regression over signs of which a line shows few, with a ridge, by Adam (Kingma and Ba 2015) on the whole batch. */
export const fitWords = (
  lines: readonly ReadonlyMap<string, number>[],
  wanted: readonly boolean[],
  { fewestLines, ridge, balanced = false }: WordOptions,
): WordHead => {
  const counts = new Map<string, number>();
  for (const line of lines) for (const [name, value] of line) if (value) counts.set(name, (counts.get(name) ?? 0) + 1);
  const names = [...counts].filter(([, count]) => count >= fewestLines).map(([name]) => name);
  const placeOf = new Map(names.map((name, at) => [name, at]));
  // Row after row: those of line n stand from `from[n]` to `from[n + 1]`.
  const shown = lines.map(line => [...line].filter(([name, value]) => value && placeOf.has(name)));
  const from = new Int32Array(lines.length + 1);
  for (const [n, row] of shown.entries()) from[n + 1] = (from[n] as number) + row.length;
  const places = Int32Array.from(shown.flatMap(row => row.map(([name]) => placeOf.get(name) as number)));
  const values = Float64Array.from(shown.flatMap(row => row.map(([, value]) => value)));
  const yes = wanted.filter(Boolean).length;
  const weightOf = (answer: boolean): number => (balanced ? lines.length / (2 * (answer ? yes : lines.length - yes)) : 1);
  const weights = new Float64Array(names.length + 1);
  const [mean, square] = [new Float64Array(weights.length), new Float64Array(weights.length)];
  for (let step = 1; step <= steps; step++) {
    const gradient = weights.map((weight, at) => (at === names.length ? 0 : ridge * weight));
    for (let n = 0; n < lines.length; n++) {
      let sum = weights[names.length] as number;
      for (let at = from[n] as number; at < (from[n + 1] as number); at++)
        sum += (weights[places[at] as number] as number) * (values[at] as number);
      const answer = wanted[n] ?? false;
      const error = (weightOf(answer) * (1 / (1 + Math.exp(-sum)) - (answer ? 1 : 0))) / lines.length;
      for (let at = from[n] as number; at < (from[n + 1] as number); at++) {
        const place = places[at] as number;
        gradient[place] = (gradient[place] as number) + error * (values[at] as number);
      }
      gradient[names.length] = (gradient[names.length] as number) + error;
    }
    for (const [at, slope] of gradient.entries()) {
      mean[at] = 0.9 * (mean[at] as number) + 0.1 * slope;
      square[at] = 0.999 * (square[at] as number) + 0.001 * slope * slope;
      const [first, second] = [(mean[at] as number) / (1 - 0.9 ** step), (square[at] as number) / (1 - 0.999 ** step)];
      weights[at] = (weights[at] as number) - (0.03 * first) / (Math.sqrt(second) + 1e-8);
    }
  }
  return {
    weights: Object.fromEntries(names.map((name, at) => [name, Number((weights[at] as number).toFixed(2))])),
    bias: Number((weights[names.length] as number).toFixed(3)),
  };
};
