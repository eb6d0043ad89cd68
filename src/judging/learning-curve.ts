import { chanceOf } from '../coach/choose/boosted-trees.js';
import type { ChooserFit } from '../coach/choose/fit.js';
import { createFinder } from '../coach/find/find.js';
import type { KnowledgeBase } from '../coach/knowledge-base.js';
import { normaliseQuestion } from '../retrieval/normalise-question.js';

export { enoughJudgments } from '../coach/choose/choose.js';

/** Messages that are asked, and the shares of the others that are learned from. */
const mostAsked = 120;
const shares = [0.25, 0.5, 1] as const;

/** Whether a judged message is of a share: spread evenly (Knuth's multiplicative hash), since messages of a section stand side by side. */
const isWithin = (at: number, share: number): boolean => ((at * 2_654_435_761) % 2 ** 32) / 2 ** 32 < share;

export type CurvePoint = { readonly judged: number; readonly first: number };

/**
 * How often a sentence that helps stands first for a judged message, chosen by so many of the other judged messages. It tells whether more of them would
 * help still: neither the sentences nor the messages change from point to point.
 *
 * @param messages the judged messages, in the order of the index
 */
export const learningCurve = (
  base: KnowledgeBase,
  { judged, silence }: ChooserFit,
  messages: readonly string[],
): CurvePoint[] => {
  const { pack, units, vectors, judgments } = base;
  const finder = createFinder(base, silence);
  const ids = units.unitsOf('message').map(({ id }) => id);
  const answered = judgments.flatMap(({ best }, at) => (best.length > 0 ? [at] : []));
  const step = Math.max(1, Math.ceil(answered.length / mostAsked));
  const asked = answered.filter((_, at) => at % step === 0);
  const firstHelps = (at: number, share: number): boolean => {
    const { best = [], useful = [] } = judgments[at] ?? {};
    const words = normaliseQuestion(messages[at] ?? '', pack.vocabulary, units);
    const counts = (other: number): boolean => other !== at && isWithin(other, share);
    const { candidates } = finder.find({ words, vector: vectors.vectorOf(ids[at] ?? -1) }, counts);
    const [first] = candidates
      .map(({ sentence, signs }) => ({ sentence, chance: chanceOf(judged.helps, signs) }))
      .toSorted((a, b) => b.chance - a.chance);
    return first !== undefined && (best.includes(first.sentence) || useful.includes(first.sentence));
  };
  if (asked.length === 0) return [];
  return shares.map(share => ({
    judged: judgments.filter((_, at) => isWithin(at, share)).length,
    first: asked.filter(at => firstHelps(at, share)).length / asked.length,
  }));
};
