import { z } from 'zod';

/**
 * Boosted trees as they are saved. A node is `[sign, threshold, left, right]`, the last two being places of nodes; a leaf is `[value]`. Signs at or
 * below a threshold go left.
 */
const nodeSchema = z.union([z.tuple([z.number()]), z.tuple([z.number(), z.number(), z.number(), z.number()])]);
export const boostedTreesSchema = z.object({ start: z.number(), trees: z.array(z.array(nodeSchema).min(1)) });
export type BoostedTrees = z.infer<typeof boostedTreesSchema>;

/** The chance, 0 to 1, that trees fitted on yes and no give for these signs. */
export const chanceOf = ({ start, trees }: BoostedTrees, signs: ArrayLike<number>): number => {
  let sum = start;
  for (const nodes of trees) {
    let node = nodes[0];
    while (node && node.length === 4) node = nodes[(signs[node[0]] ?? 0) <= node[1] ? node[2] : node[3]];
    sum += node?.[0] ?? 0;
  }
  return 1 / (1 + Math.exp(-sum));
};
