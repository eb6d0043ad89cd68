import type { SavedJudgment } from '../../retrieval/saved-judgments.js';
import type { Like } from '../find/likeness.js';

/** At what may be expected of judges so far, they were right 83 times in 100, and said something for half of what nothing answers (six writers left out). */
const leastShare = 0.15;

/**
 * Gives the sentence, by number, that judges gave to messages like a new one, which the guides do not answer, as the nearest honest help; undefined where
 * they gave none or many.
 */
export const createNearestHelp =
  (judgments: readonly SavedJudgment[]) =>
  (like: readonly Like[]): number | undefined => {
    const weights = new Map<number, number>();
    for (const { judgment, weight } of like) {
      const { none = false, useful = [] } = judgments[judgment] ?? {};
      for (const sentence of none ? useful : []) weights.set(sentence, (weights.get(sentence) ?? 0) + weight);
    }
    const [most, weight] = [...weights].reduce((best, one) => (one[1] > best[1] ? one : best), [-1, 0]);
    return weight >= leastShare ? most : undefined;
  };
