/** Numbers from 0 to 1 that follow from a seed (mulberry32), so that a measured recall is the same in every run. */
export const randomFrom = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

const gaussian = (random: () => number): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** Vectors around a number of centres, as texts of a field lie around its topics: harder for a graph than vectors spread evenly. */
export const clusteredVectors = (count: number, dimensions: number, clusters: number, random: () => number): Float32Array[] => {
  const vector = (): Float32Array => Float32Array.from({ length: dimensions }, () => gaussian(random));
  const centres = Array.from({ length: clusters }, vector);
  return Array.from({ length: count }, () => {
    const centre = centres[Math.floor(random() * clusters)] ?? vector();
    return centre.map(value => value + 0.4 * gaussian(random));
  });
};
