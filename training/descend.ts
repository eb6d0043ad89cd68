/** Value of a function at a point; writes its gradient there into the second. */
export type Valued = (point: Float64Array, gradient: Float64Array) => number;

type Past = { readonly moved: Float64Array; readonly turned: Float64Array; readonly bend: number };
/** So many last moves tell how the function bends. */
const remembered = 10;
/** A move that gains less than this share ends it. */
const leastGain = 1e-5;

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] as number) * (b[at] as number);
  return sum;
};
/** Adds `by` times one to another, in place. */
const add = (to: Float64Array, by: number, what: Float64Array): Float64Array => {
  for (let at = 0; at < to.length; at++) to[at] = (to[at] as number) + by * (what[at] as number);
  return to;
};

const directionOf = (gradient: Float64Array, past: readonly Past[]): Float64Array => {
  const direction = gradient.map(slope => -slope);
  const shares = past.toReversed().map(({ moved, turned, bend }) => {
    const share = dot(moved, direction) / bend;
    add(direction, -share, turned);
    return share;
  });
  const last = past.at(-1);
  const size = last ? last.bend / dot(last.turned, last.turned) : 1 / Math.max(1, Math.sqrt(dot(gradient, gradient)));
  for (let at = 0; at < direction.length; at++) direction[at] = (direction[at] as number) * size;
  for (const [n, { moved, turned, bend }] of past.entries())
    add(direction, (shares[past.length - 1 - n] as number) - dot(turned, direction) / bend, moved);
  return direction;
};

/** The lowest point of a smooth convex function of `size` numbers, by L-BFGS (Liu and Nocedal 1989), halving a move until it gains. */
export const descend = (valueAt: Valued, size: number, steps = 150): Float64Array => {
  let [point, gradient]: [Float64Array, Float64Array] = [new Float64Array(size), new Float64Array(size)];
  let value = valueAt(point, gradient);
  const past: Past[] = [];
  for (let step = 0; step < steps; step++) {
    const direction = directionOf(gradient, past);
    const slope = dot(direction, gradient);
    let length = 1;
    let next = add(point.slice(), length, direction);
    const nextGradient = new Float64Array(size);
    let nextValue = valueAt(next, nextGradient);
    while (nextValue > value + 1e-4 * length * slope && length > 1e-6) {
      length /= 2;
      next = add(point.slice(), length, direction);
      nextValue = valueAt(next, nextGradient);
    }
    const [moved, turned] = [add(next.slice(), -1, point), add(nextGradient.slice(), -1, gradient)];
    const bend = dot(moved, turned);
    if (bend > 0) past.push({ moved, turned, bend });
    if (past.length > remembered) past.shift();
    const gain = value - nextValue;
    [point, gradient, value] = [next, nextGradient, nextValue];
    if (gain < leastGain * value) break;
  }
  return point;
};
