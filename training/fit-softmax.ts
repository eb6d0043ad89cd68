import type { Head } from '../src/coach/read/heads.js';
import { descend } from './descend.js';

/** Unit vectors are small in each dimension: this much larger, so that a ridge is of like size for all heads. Weights are given for the vector itself. */
const scale = 8;

/**
 * Multinomial logistic regression with a ridge; the problem is convex, so the start does not matter.
 *
 * @param labels the place of each row's name
 */
export const fitSoftmax = (
  rows: readonly Float32Array[],
  labels: readonly number[],
  names: readonly string[],
  ridge = 0.003,
): Head => {
  const dimensions = rows[0]?.length ?? 0;
  const width = dimensions + 1;
  const flat = new Float64Array(rows.length * dimensions);
  for (const [n, row] of rows.entries())
    flat.set(
      Float64Array.from(row, value => value * scale),
      n * dimensions,
    );
  const scores = new Float64Array(names.length);
  const weights = descend((point, gradient) => {
    let value = 0;
    for (let at = 0; at < point.length; at++) {
      const weight = at % width === dimensions ? 0 : (point[at] as number);
      gradient[at] = ridge * weight;
      value += (ridge / 2) * weight ** 2;
    }
    for (let n = 0; n < rows.length; n++) {
      const row = n * dimensions;
      let all = 0;
      for (let name = 0; name < names.length; name++) {
        const from = name * width;
        let sum = point[from + dimensions] as number;
        for (let at = 0; at < dimensions; at++) sum += (point[from + at] as number) * (flat[row + at] as number);
        scores[name] = sum;
      }
      const most = Math.max(...scores);
      const right = (scores[labels[n] as number] as number) - most;
      for (let name = 0; name < names.length; name++) {
        scores[name] = Math.exp((scores[name] as number) - most);
        all += scores[name] as number;
      }
      value += (Math.log(all) - right) / rows.length;
      for (let name = 0; name < names.length; name++) {
        const error = ((scores[name] as number) / all - (labels[n] === name ? 1 : 0)) / rows.length;
        const from = name * width;
        for (let at = 0; at < dimensions; at++)
          gradient[from + at] = (gradient[from + at] as number) + error * (flat[row + at] as number);
        gradient[from + dimensions] = (gradient[from + dimensions] as number) + error;
      }
    }
    return value;
  }, names.length * width);
  return {
    names: [...names],
    weights: names.map((_, name) =>
      [...weights.subarray(name * width, name * width + dimensions)].map(weight => Number((weight * scale).toFixed(3))),
    ),
    biases: names.map((_, name) => Number((weights[name * width + dimensions] as number).toFixed(3))),
  };
};
