import type { SavedJudgment } from '../../retrieval/saved-judgments.js';
import type { Like } from '../find/likeness.js';

/** Less that is like a new message tells nothing. */
const leastWeight = 0.15;
/**
 * So large a share of those who said of messages like it that nothing answers must have given the sentence all the same: what is near and no help stings.
 * Of 358 messages of nine strict judges (each left out) it is given to 123, where a weight alone gave it to 203, and helps in 32 of the 36.
 */
const leastShare = 0.5;

/**
 * Gives the sentence, by number, that judges gave to messages like a new one, which the guides do not answer, as the nearest honest help; undefined where
 * they gave none or many.
 */
export const createNearestHelp =
  (judgments: readonly SavedJudgment[]) =>
  (like: readonly Like[]): number | undefined => {
    const weights = new Map<number, number>();
    let ofNone = 0;
    for (const { judgment, weight } of like) {
      const { none = false, useful = [] } = judgments[judgment] ?? {};
      if (!none) continue;
      ofNone += weight;
      for (const sentence of useful) weights.set(sentence, (weights.get(sentence) ?? 0) + weight);
    }
    const [most, weight] = [...weights].reduce((best, one) => (one[1] > best[1] ? one : best), [-1, 0]);
    return weight >= leastWeight && weight >= leastShare * ofNone ? most : undefined;
  };
