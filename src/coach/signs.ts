import type { CareerFacts } from '../career/career-facts.js';
import type { Found, FoundPassage } from '../retrieval/hybrid-retriever.js';

/** What speaks for and against the guides being silent on a question. Differences are gap minus passage; shares and cosines are 0 to 1. */
export const signNames = [
  'relevanceLead',
  'questionLead',
  'coverageLead',
  'passageCoverage',
  'passageQuestion',
  'gapQuestion',
  'gapSignal',
  'specificFacts',
  'generalFacts',
  'unmetType',
  'payUnknown',
  'strangePlace',
  'strangeYear',
] as const;
export type Signs = Readonly<Record<(typeof signNames)[number], number>>;

/** The signs for a question, from the best passage, the best gap and what the career map had for it. */
export const readSigns = (found: {
  readonly passage: FoundPassage | undefined;
  readonly gap: Found | undefined;
  /** Share of the question's rare words that the best passages, and the gap's questions, hold. */
  readonly passageCoverage: number;
  readonly gapCoverage: number;
  readonly signalled: boolean;
  readonly facts: CareerFacts | undefined;
  /** Whether the question needs a kind of figure that the passages lack. */
  readonly unmetType: boolean;
  /** Pay asked for what has no figure; a place or a year named that no guide knows. */
  readonly payUnknown: boolean;
  readonly strangePlace: boolean;
  readonly strangeYear: boolean;
}): Signs => {
  const { passage, gap, facts } = found;
  return {
    relevanceLead: (gap?.relevance ?? 0) - (passage?.relevance ?? 0),
    questionLead: (gap?.question ?? 0) - (passage?.question ?? 0),
    coverageLead: found.gapCoverage - found.passageCoverage,
    passageCoverage: found.passageCoverage,
    passageQuestion: passage?.question ?? 0,
    gapQuestion: gap?.question ?? 0,
    gapSignal: found.signalled ? 1 : 0,
    specificFacts: facts?.strength === 'specific' ? 1 : 0,
    generalFacts: facts?.strength === 'general' ? 1 : 0,
    unmetType: found.unmetType ? 1 : 0,
    payUnknown: found.payUnknown ? 1 : 0,
    strangePlace: found.strangePlace ? 1 : 0,
    strangeYear: found.strangeYear ? 1 : 0,
  };
};

/** Logistic regression (`npx tsx test/evaluation/fit-judge.ts` prints it), fitted on the tuning questions, never on held-out ones. */
const weights: Signs & { readonly bias: number } = {
  bias: -2.93,
  relevanceLead: 3.42,
  questionLead: 1.98,
  coverageLead: 3.18,
  passageCoverage: 1.47,
  passageQuestion: -0.28,
  gapQuestion: 1.7,
  gapSignal: 2.09,
  specificFacts: -0.85,
  generalFacts: -0.64,
  unmetType: 1.86,
  payUnknown: 1.54,
  strangePlace: 1.13,
  strangeYear: 1.16,
};

/** The chance, 0 to 1, that the guides are silent on a question with these signs. */
export const chanceOfSilence = (signs: Signs): number =>
  1 / (1 + Math.exp(-(weights.bias + signNames.reduce((sum, name) => sum + weights[name] * signs[name], 0))));
