/** Numbers that look random and are the same in every run (mulberry32, Tommy Ettinger 2017). */
export type Random = { below(end: number): number; pick<T>(items: readonly T[]): T };

export const createRandom = (seed: number): Random => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (end: number): number => Math.floor(next() * end);
  return { below, pick: items => items[below(items.length)] as (typeof items)[number] };
};
