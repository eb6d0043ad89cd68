import type { EvaluationCase } from '../../test/evaluation/score.js';
import { type Estimate, estimateMean } from './statistics.js';

/** A piece of a guide as a search returned it, whatever it was cut into. Questions indexed beside the text are not part of it. */
export type FoundText = { readonly guide: string; readonly text: string };

/** How deep a search is judged. */
export const depth = 10;

export const evidenceRule =
  "Found at k: the first k texts from the question's source guides, together, hold a phrase of each of its `must` groups. Same rule for all.";

/** As the evaluation compares phrases: no case, no bold, plain quotes and dashes. */
const fold = (text: string): string =>
  text.toLowerCase().replaceAll('**', '').replace(/[’‘]/g, "'").replace(/[–—]/g, '-').replace(/\s+/g, ' ');

/** The smallest k at which the first k texts hold the evidence for a question; undefined when the first ten do not. */
export const rankOfEvidence = (item: EvaluationCase, found: readonly FoundText[]): number | undefined => {
  const missing = new Set(item.must.map(group => group.map(fold)));
  for (const [at, { guide, text }] of found.slice(0, depth).entries()) {
    if (!item.sources.includes(guide)) continue;
    const held = fold(text);
    for (const group of missing) if (group.some(phrase => held.includes(phrase))) missing.delete(group);
    if (missing.size === 0) return at + 1;
  }
  return undefined;
};

/** Rank of the evidence per question, in the order of the questions. */
export type Ranks = readonly (number | undefined)[];

const recallPerQuestion = (ranks: Ranks, k: number): number[] => ranks.map(rank => (rank !== undefined && rank <= k ? 1 : 0));
const reciprocalPerQuestion = (ranks: Ranks): number[] => ranks.map(rank => (rank === undefined ? 0 : 1 / rank));

export type Quality = {
  readonly recall1: Estimate;
  readonly recall3: Estimate;
  readonly recall5: Estimate;
  readonly mrr: Estimate;
};

export const qualityOf = (ranks: Ranks): Quality => ({
  recall1: estimateMean(recallPerQuestion(ranks, 1)),
  recall3: estimateMean(recallPerQuestion(ranks, 3)),
  recall5: estimateMean(recallPerQuestion(ranks, 5)),
  mrr: estimateMean(reciprocalPerQuestion(ranks)),
});

/** How much more (or less) of the evidence one search has among its first five than another, on the same questions. */
export const recall5Difference = (ranks: Ranks, than: Ranks): Estimate => {
  const other = recallPerQuestion(than, 5);
  return estimateMean(recallPerQuestion(ranks, 5).map((own, at) => own - (other[at] ?? 0)));
};
