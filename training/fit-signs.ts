import { type SignHead, weightUnit } from '../src/coach/read/heads.js';
import { hashedPlaces, type Signs } from '../src/coach/read/word-signs.js';
import { descend } from './descend.js';

export type SignOptions = {
  /** A sign that fewer lines show tells nothing. */
  readonly fewestLines: number;
  readonly ridge: number;
  /** What each line counts; else all alike. */
  readonly counts?: readonly number[];
};

/** Makes rare words count as much as common ones before the ridge, with the vector as it is. */
const rareWeight = 2;

/** What each line counts, so that each group has its share of the whole, however many it has. */
export const countsBy = (groups: readonly string[], shares: Readonly<Record<string, number>>): number[] => {
  const sizes = new Map<string, number>();
  for (const group of groups) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  return groups.map(group => ((shares[group] ?? 0) * groups.length) / (sizes.get(group) ?? 1));
};

/** Lines that show each of `width` signs. */
export const shownBy = (lines: readonly Signs[], width: number): Int32Array => {
  const shown = new Int32Array(width);
  for (const { places } of lines) for (const place of places) shown[place] = (shown[place] as number) + 1;
  return shown;
};

/** Logistic regression over signs of which a line shows few, each times its scale, with a ridge; the last weight is the bias. */
export const fitScaled = (
  lines: readonly Signs[],
  wanted: readonly boolean[],
  scales: Float64Array,
  { ridge, counts }: Pick<SignOptions, 'ridge' | 'counts'>,
): Float64Array => {
  const width = scales.length;
  const weights = descend((point, gradient) => {
    let value = 0;
    for (let at = 0; at < width; at++) {
      gradient[at] = ridge * (point[at] as number);
      value += (ridge / 2) * (point[at] as number) ** 2;
    }
    gradient[width] = 0;
    for (const [n, { places, values }] of lines.entries()) {
      let sum = point[width] as number;
      for (let at = 0; at < places.length; at++) {
        const place = places[at] as number;
        sum += (point[place] as number) * (scales[place] as number) * (values[at] as number);
      }
      const count = (counts?.[n] ?? 1) / lines.length;
      const signed = wanted[n] ? sum : -sum;
      value += count * (Math.max(0, -signed) + Math.log1p(Math.exp(-Math.abs(signed))));
      const error = count * (1 / (1 + Math.exp(-sum)) - (wanted[n] ? 1 : 0));
      for (let at = 0; at < places.length; at++) {
        const place = places[at] as number;
        gradient[place] = (gradient[place] as number) + error * (scales[place] as number) * (values[at] as number);
      }
      gradient[width] = (gradient[width] as number) + error;
    }
    return value;
  }, width + 1);
  for (let at = 0; at < width; at++) weights[at] = (weights[at] as number) * (scales[at] as number);
  return weights;
};

/** A head over `word-signs.ts`. */
export const fitSigns = (lines: readonly Signs[], wanted: readonly boolean[], options: SignOptions): SignHead => {
  const width = 1 + lines.reduce((most, { places }) => Math.max(most, places.at(-1) ?? 0), 2 * hashedPlaces);
  const scales = Float64Array.from(shownBy(lines, width), (shown, place) => {
    if (shown < options.fewestLines) return 0;
    return place < 2 * hashedPlaces ? rareWeight * (1 + Math.log((1 + lines.length) / (1 + shown))) : 1;
  });
  const weights = fitScaled(lines, wanted, scales, options);
  return {
    weights: Int16Array.from(weights.subarray(0, width), weight => Math.round(weight * weightUnit)),
    bias: Number((weights[width] as number).toFixed(3)),
  };
};
