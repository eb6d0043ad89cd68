import type { WordHead } from '../src/coach/read/heads.js';
import { fitScaled, type SignOptions, shownBy } from './fit-signs.js';

/** Logistic regression over named signs of which a line shows few, with a ridge. */
export const fitWords = (
  lines: readonly ReadonlyMap<string, number>[],
  wanted: readonly boolean[],
  { fewestLines, ridge }: SignOptions,
): WordHead => {
  const names = [...new Set(lines.flatMap(line => [...line.keys()]))];
  const placeOf = new Map(names.map((name, at) => [name, at]));
  const signs = lines.map(line => {
    const shown = [...line].filter(([, value]) => value);
    return {
      places: Int32Array.from(shown, ([name]) => placeOf.get(name) as number),
      values: Float64Array.from(shown, ([, value]) => value),
    };
  });
  const scales = Float64Array.from(shownBy(signs, names.length), shown => (shown < fewestLines ? 0 : 1));
  const weights = fitScaled(signs, wanted, scales, { ridge });
  const round = (at: number, digits: number): number => Number((weights[at] as number).toFixed(digits));
  return {
    weights: Object.fromEntries(names.flatMap((name, at) => (scales[at] ? [[name, round(at, 2)]] : []))),
    bias: round(names.length, 3),
  };
};
