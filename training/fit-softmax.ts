import type { Head } from '../src/coach/read/heads.js';

/** Unit vectors are small in each dimension: this much larger, so that a plain descent gets along. Weights are given for the vector itself. */
const scale = 8;

/**
 * Multinomial logistic regression with a ridge, by Adam (Kingma and Ba 2015) on the whole batch; the problem is convex, so the start does not matter.
 *
 * @param labels the place of each row's name
 */
export const fitSoftmax = (
  rows: readonly Float32Array[],
  labels: readonly number[],
  names: readonly string[],
  ridge = 0.003,
  steps = 250,
): Head => {
  const dimensions = rows[0]?.length ?? 0;
  const width = dimensions + 1;
  const weights = new Float64Array(names.length * width);
  const [mean, square] = [new Float64Array(weights.length), new Float64Array(weights.length)];
  const flat = new Float64Array(rows.length * dimensions);
  for (const [n, row] of rows.entries())
    flat.set(
      Float64Array.from(row, value => value * scale),
      n * dimensions,
    );
  const scores = new Float64Array(names.length);
  for (let step = 1; step <= steps; step++) {
    const gradient = weights.map((weight, at) => (at % width === dimensions ? 0 : ridge * weight));
    for (let n = 0; n < rows.length; n++) {
      const row = n * dimensions;
      let all = 0;
      for (let name = 0; name < names.length; name++) {
        const from = name * width;
        let sum = weights[from + dimensions] as number;
        for (let at = 0; at < dimensions; at++) sum += (weights[from + at] as number) * (flat[row + at] as number);
        scores[name] = sum;
      }
      const most = Math.max(...scores);
      for (let name = 0; name < names.length; name++) {
        scores[name] = Math.exp((scores[name] as number) - most);
        all += scores[name] as number;
      }
      for (let name = 0; name < names.length; name++) {
        const error = ((scores[name] as number) / all - (labels[n] === name ? 1 : 0)) / rows.length;
        const from = name * width;
        for (let at = 0; at < dimensions; at++)
          gradient[from + at] = (gradient[from + at] as number) + error * (flat[row + at] as number);
        gradient[from + dimensions] = (gradient[from + dimensions] as number) + error;
      }
    }
    for (let at = 0; at < weights.length; at++) {
      const slope = gradient[at] as number;
      mean[at] = 0.9 * (mean[at] as number) + 0.1 * slope;
      square[at] = 0.999 * (square[at] as number) + 0.001 * slope * slope;
      const [first, second] = [(mean[at] as number) / (1 - 0.9 ** step), (square[at] as number) / (1 - 0.999 ** step)];
      weights[at] = (weights[at] as number) - (0.05 * first) / (Math.sqrt(second) + 1e-8);
    }
  }
  return {
    names: [...names],
    weights: names.map((_, name) =>
      [...weights.subarray(name * width, name * width + dimensions)].map(weight => Number((weight * scale).toFixed(3))),
    ),
    biases: names.map((_, name) => Number((weights[name * width + dimensions] as number).toFixed(3))),
  };
};
