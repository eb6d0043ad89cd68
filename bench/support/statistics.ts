/** Numbers from 0 to 1 that repeat from run to run (mulberry32), so that two runs differ by what they measure alone. */
export const createRandom = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** The value below which `share` of the numbers lie (nearest rank); NaN of an empty list. */
export const percentile = (numbers: readonly number[], share: number): number => {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN;
};

export const median = (numbers: readonly number[]): number => percentile(numbers, 0.5);

export const mean = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

/** A mean with its 95% interval, by resampling the questions (Efron 1979). */
export type Estimate = { readonly value: number; readonly low: number; readonly high: number };

const resamples = 2000;

/**
 * Mean and 95% bootstrap interval of one number per question. For a difference between two systems, give the differences per question:
 * both answered the same questions, so what is hard for both cancels out.
 */
export const estimateMean = (numbers: readonly number[]): Estimate => {
  const random = createRandom(20_261_121);
  const means = Array.from({ length: resamples }, () => {
    let sum = 0;
    for (let drawn = 0; drawn < numbers.length; drawn++) sum += numbers[Math.floor(random() * numbers.length)] ?? 0;
    return sum / numbers.length;
  });
  return { value: mean(numbers), low: percentile(means, 0.025), high: percentile(means, 0.975) };
};
