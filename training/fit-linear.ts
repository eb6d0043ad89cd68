import type { Linear } from '../src/coach/choose/fit.js';

/** Logistic regression by gradient descent with a small ridge; the problem is convex, so the start does not matter. Signs should be of like size. */
export const fitLinear = (rows: readonly (readonly number[])[], wanted: readonly number[], ridge = 0.001): Linear => {
  const weights = new Float64Array((rows[0]?.length ?? 0) + 1);
  for (let step = 0; step < 4000; step++) {
    const gradient = weights.map((weight, at) => (at === 0 ? 0 : ridge * weight));
    for (const [n, row] of rows.entries()) {
      let sum = weights[0] as number;
      for (let at = 0; at < row.length; at++) sum += (weights[at + 1] as number) * (row[at] as number);
      const error = (1 / (1 + Math.exp(-sum)) - (wanted[n] as number)) / rows.length;
      gradient[0] = (gradient[0] as number) + error;
      for (let at = 0; at < row.length; at++) gradient[at + 1] = (gradient[at + 1] as number) + error * (row[at] as number);
    }
    for (let at = 0; at < weights.length; at++) weights[at] = (weights[at] as number) - 2 * (gradient[at] as number);
  }
  const [bias = 0, ...rest] = weights;
  return { bias: Number(bias.toFixed(4)), weights: rest.map(weight => Number(weight.toFixed(4))) };
};
