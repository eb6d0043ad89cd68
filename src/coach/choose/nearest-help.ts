import type { SavedJudgment } from '../../retrieval/saved-judgments.js';

/** Width of the look at near judged messages. */
const width = 0.05;

/** The sentence that judges gave to messages like this, which the guides do not answer, as the nearest honest help. */
export type NearestHelp = {
  /** Its number among all sentences of the pack. */
  readonly sentence: number;
  /** Nearness of the nearest such message that it was given to, a cosine. */
  readonly near: number;
  /** Share, 0 to 1, of what such messages weigh together that it was given to. */
  readonly share: number;
};

/** @param nearness to each judged message */
export const nearestHelp = (
  judgments: readonly SavedJudgment[],
  nearness: Float32Array,
  counts: (judgment: number) => boolean,
): NearestHelp | undefined => {
  const weights = new Map<number, { weight: number; near: number }>();
  let all = 1e-12;
  for (const [at, { none, useful }] of judgments.entries()) {
    if (!none || !counts(at)) continue;
    const near = nearness[at] ?? 0;
    const weight = Math.exp((near - 1) / width);
    all += weight;
    for (const sentence of useful) {
      const own = weights.get(sentence) ?? { weight: 0, near: 0 };
      weights.set(sentence, { weight: own.weight + weight, near: Math.max(own.near, near) });
    }
  }
  const [best] = [...weights].toSorted(([, a], [, b]) => b.weight - a.weight);
  return best && { sentence: best[0], near: best[1].near, share: best[1].weight / all };
};
