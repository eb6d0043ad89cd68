import type { SavedJudgment } from '../../retrieval/saved-judgments.js';

/** Width of the look at near judged messages. */
const width = 0.05;
/** Where so much of what is near was given one sentence, it was right 78 times in 100, and was there for 45 (16 writers left out). */
const leastShare = 0.4;

/**
 * Gives the sentence, by number, that judges gave to messages like a new one, which the guides do not answer, as the nearest honest help; undefined where
 * they gave none or many. What it gives is asked with the nearness to each judged message, a cosine, and which of them may be neighbours.
 */
export const createNearestHelp = (judgments: readonly SavedJudgment[]) => {
  const silent = judgments.flatMap(({ none, useful }, at) => (none ? [{ at, useful }] : []));
  return (nearness: Float32Array, counts: (judgment: number) => boolean): number | undefined => {
    const weights = new Map<number, number>();
    let all = 1e-12;
    for (const { at, useful } of silent) {
      if (!counts(at)) continue;
      const weight = Math.exp(((nearness[at] ?? 0) - 1) / width);
      all += weight;
      for (const sentence of useful) weights.set(sentence, (weights.get(sentence) ?? 0) + weight);
    }
    const [most, weight] = [...weights].reduce((best, one) => (one[1] > best[1] ? one : best), [-1, 0]);
    return weight >= leastShare * all ? most : undefined;
  };
};
