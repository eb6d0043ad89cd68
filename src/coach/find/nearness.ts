import type { UnitStore } from '../../contracts/unit-store.js';
import type { Marks } from '../../retrieval/marks.js';
import type { SavedJudgment } from '../../retrieval/saved-judgments.js';

/** How near a message is to each judged message: by its words, by what it asks, and the mean of both; cosines. */
export type Nearness = {
  readonly byMessage: Float32Array;
  /** The nearest of its asks; -1 for a message that asks nothing. */
  readonly byAsk: Float32Array;
  readonly both: Float32Array;
};

export const createNearness = (
  units: Pick<UnitStore, 'unitsOf'>,
  judgments: readonly SavedJudgment[],
): ((similarities: Float32Array) => Nearness) => {
  const messages = units.unitsOf('message').map(unit => unit.id);
  const asks = units.unitsOf('ask').map(unit => ({ id: unit.id, judgment: Number(unit.owner) }));
  return similarities => {
    const byMessage = Float32Array.from(messages, id => similarities[id] ?? 0);
    const byAsk = new Float32Array(judgments.length).fill(-1);
    for (const { id, judgment } of asks) byAsk[judgment] = Math.max(byAsk[judgment] ?? -1, similarities[id] ?? 0);
    return { byMessage, byAsk, both: byMessage.map((value, at) => (value + (byAsk[at] ?? -1)) / 2) };
  };
};

/**
 * Marks of all sentences, summed over judged messages and weighed by nearness: log of the sum of exp((nearness - 1) / width) times mark, so that
 * one very near message outweighs a hundred far ones.
 *
 * @param width the smaller, the fewer neighbours count
 * @param counts whether a judged message may be a neighbour
 */
export const weighMarks = (
  nearness: Float32Array,
  { from, sentence, mark }: Marks,
  sentences: number,
  width: number,
  counts: (judgment: number) => boolean,
): Float64Array => {
  const sums = new Float64Array(sentences);
  for (let at = 0; at < nearness.length; at++) {
    if (!counts(at)) continue;
    const weight = Math.exp(((nearness[at] as number) - 1) / width);
    for (let n = from[at] as number; n < (from[at + 1] as number); n++) {
      const place = sentence[n] as number;
      sums[place] = (sums[place] as number) + weight * (mark[n] as number);
    }
  }
  return sums.map(sum => Math.log(sum + 1e-4));
};
