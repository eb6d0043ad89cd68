import type { BoostedTrees } from '../src/coach/choose/boosted-trees.js';
import { messageSigns, signNames } from '../src/coach/find/signs.js';

/** Rows of signs with what they should give. */
export type Samples = {
  readonly rows: readonly ArrayLike<number>[];
  /** 1 for yes, 0 for no. */
  readonly wanted: ArrayLike<number>;
  readonly weights: ArrayLike<number>;
};

export type TreeOptions = {
  readonly trees: number;
  readonly leaves: number;
  readonly rate: number;
  readonly leastInLeaf: number;
  /** Added to the sum of second derivatives: the larger, the smaller the leaves' values. */
  readonly ridge: number;
  /** Signs that a tree may use, by place; all when not given. */
  readonly signs?: readonly number[];
};
export const usualOptions: TreeOptions = { trees: 200, leaves: 12, rate: 0.05, leastInLeaf: 60, ridge: 1 };

/** For the second look: one row a message. */
export const sureOptions: TreeOptions = { trees: 80, leaves: 5, rate: 0.05, leastInLeaf: 30, ridge: 1 };

/** Signs that a fit without judgments may look at. */
const ofGuidesAlone = signNames.flatMap((name, at) => (/^(expected|nearest)/.test(name) ? [] : [at]));
/** Places of the second look's signs that need no embedder: the chances, and what words and numbers tell. */
export const wordsSureSigns: readonly number[] = [
  0,
  1,
  2,
  3,
  ...messageSigns.flatMap((name, at) => (/^(mostWords|unheard|names|figures|mostFigures)/.test(name) ? [4 + at] : [])),
];

/** Signs that need no embedder. */
export const wordsOptions: TreeOptions = {
  ...usualOptions,
  trees: 80,
  leaves: 8,
  signs: signNames.flatMap((name, at) =>
    /^(words|keywords|mostWords|unheard|names|numbers|figures|mostFigures)/.test(name) ? [at] : [],
  ),
};
/** For packs without judgments: fewer messages to fit on, so smaller trees. */
export const plainOptions: TreeOptions = { ...usualOptions, trees: 120, leaves: 8, leastInLeaf: 40, signs: ofGuidesAlone };
export const plainSureOptions: TreeOptions = { ...sureOptions, trees: 120, leaves: 8 };

const mostBins = 96;

/** Thresholds between all values where they are few, else between bins of like many rows, ascending. Values that many rows share share a bin. */
const thresholdsOf = (values: Float64Array): number[] => {
  const sorted = values.slice().sort();
  const distinct = [...new Set(sorted)];
  const starts =
    distinct.length <= mostBins
      ? distinct
      : new Set(Array.from({ length: mostBins }, (_, at) => sorted[Math.floor((at * sorted.length) / mostBins)] as number));
  const before = new Map(distinct.map((value, at) => [value, distinct[at - 1]]));
  return [...starts].flatMap(value => {
    const below = before.get(value);
    return below === undefined ? [] : [(below + value) / 2];
  });
};

/** Index of the first threshold that is not below a value. */
const binOf = (thresholds: readonly number[], value: number): number => {
  let [low, high] = [0, thresholds.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= (thresholds[middle] as number)) high = middle;
    else low = middle + 1;
  }
  return low;
};

type Split = { readonly gain: number; readonly sign: number; readonly bin: number };
/** Sums over a leaf's rows, sign after sign and bin after bin: gradients, second derivatives, rows. */
type Histogram = { readonly gradients: Float64Array; readonly hessians: Float64Array; readonly rows: Int32Array };
type Leaf = {
  readonly rows: Int32Array;
  readonly node: number;
  readonly histogram: Histogram;
  readonly gradient: number;
  readonly hessian: number;
  readonly best: Split | undefined;
};

/**
 * Gradient boosting on the logistic loss with histograms and leaf-wise growth, as LightGBM does it (Friedman 2001; Ke et al. 2017): small enough to
 * read, so that whoever changes the judgments can fit the chooser again with nothing else installed. The same samples give the same trees.
 */
export const fitTrees = ({ rows, wanted, weights }: Samples, options: TreeOptions = usualOptions): BoostedTrees => {
  const count = rows.length;
  const signs = options.signs ?? Array.from({ length: rows[0]?.length ?? 0 }, (_, at) => at);
  const columns = signs.map(sign => Float64Array.from(rows, row => row[sign] ?? 0));
  const thresholds = columns.map(thresholdsOf);
  const bins = columns.map((column, at) => Uint8Array.from(column, value => binOf(thresholds[at] ?? [], value)));
  const total = rows.reduce((sum, _, at) => sum + (weights[at] ?? 0), 0);
  const share = rows.reduce((sum, _, at) => sum + (weights[at] ?? 0) * (wanted[at] ?? 0), 0) / total;
  const start = Math.log(share / (1 - share));
  const scores = new Float64Array(count).fill(start);
  const [gradients, hessians] = [new Float64Array(count), new Float64Array(count)];

  const histogramOf = (rows: Int32Array): Histogram => {
    const size = bins.length * mostBins;
    const [g, h, n] = [new Float64Array(size), new Float64Array(size), new Int32Array(size)];
    for (const [at, own] of bins.entries()) {
      const from = at * mostBins;
      for (let place = 0; place < rows.length; place++) {
        const row = rows[place] as number;
        const bin = from + (own[row] as number);
        g[bin] = (g[bin] as number) + (gradients[row] as number);
        h[bin] = (h[bin] as number) + (hessians[row] as number);
        n[bin] = (n[bin] as number) + 1;
      }
    }
    return { gradients: g, hessians: h, rows: n };
  };
  /** What is left of a leaf's sums without one of its halves: half the work of counting both. */
  const without = (whole: Histogram, half: Histogram): Histogram => ({
    gradients: whole.gradients.map((value, at) => value - (half.gradients[at] as number)),
    hessians: whole.hessians.map((value, at) => value - (half.hessians[at] as number)),
    rows: whole.rows.map((value, at) => value - (half.rows[at] as number)),
  });
  const leafOf = (own: Int32Array, node: number, histogram: Histogram): Leaf => {
    let [gradient, hessian] = [0, 0];
    for (const row of own) {
      gradient += gradients[row] as number;
      hessian += hessians[row] as number;
    }
    let best: Split | undefined;
    const value = (g: number, h: number): number => (g * g) / (h + options.ridge);
    const whole = value(gradient, hessian);
    for (const [at, cuts] of thresholds.entries()) {
      const from = at * mostBins;
      let [leftG, leftH, leftN] = [0, 0, 0];
      for (let bin = 0; bin < cuts.length; bin++) {
        leftG += histogram.gradients[from + bin] as number;
        leftH += histogram.hessians[from + bin] as number;
        leftN += histogram.rows[from + bin] as number;
        if (leftN < options.leastInLeaf || own.length - leftN < options.leastInLeaf) continue;
        const gain = value(leftG, leftH) + value(gradient - leftG, hessian - leftH) - whole;
        if (gain > 1e-9 && gain > (best?.gain ?? 0)) best = { gain, sign: at, bin };
      }
    }
    return { rows: own, node, histogram, gradient, hessian, best };
  };

  const everyRow = Int32Array.from({ length: count }, (_, at) => at);
  const trees: BoostedTrees['trees'] = [];
  for (let round = 0; round < options.trees; round++) {
    for (let at = 0; at < count; at++) {
      const chance = 1 / (1 + Math.exp(-(scores[at] as number)));
      gradients[at] = (weights[at] as number) * (chance - (wanted[at] as number));
      hessians[at] = (weights[at] as number) * chance * (1 - chance);
    }
    const nodes: BoostedTrees['trees'][number] = [[0]];
    let leaves = [leafOf(everyRow, 0, histogramOf(everyRow))];
    while (leaves.length < options.leaves) {
      const leaf = leaves.reduce((a, b) => ((b.best?.gain ?? 0) > (a.best?.gain ?? 0) ? b : a));
      if (!leaf.best) break;
      const { sign, bin } = leaf.best;
      const own = bins[sign] as Uint8Array;
      const places = [nodes.length, nodes.length + 1] as const;
      nodes[leaf.node] = [signs[sign] as number, thresholds[sign]?.[bin] as number, ...places];
      nodes.push([0], [0]);
      const [left, right] = [
        leaf.rows.filter(row => (own[row] as number) <= bin),
        leaf.rows.filter(row => (own[row] as number) > bin),
      ];
      const less = histogramOf(left.length < right.length ? left : right);
      const more = without(leaf.histogram, less);
      const [ofLeft, ofRight] = left.length < right.length ? [less, more] : [more, less];
      leaves = [...leaves.filter(other => other !== leaf), leafOf(left, places[0], ofLeft), leafOf(right, places[1], ofRight)];
    }
    for (const leaf of leaves) {
      const value = (-options.rate * leaf.gradient) / (leaf.hessian + options.ridge);
      nodes[leaf.node] = [Number(value.toFixed(6))];
      for (const row of leaf.rows) scores[row] = (scores[row] as number) + value;
    }
    trees.push(nodes);
  }
  return { start, trees };
};
