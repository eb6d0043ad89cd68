import type { Chart } from './chart.js';

/** The canonical answer: platform-free blocks whose parts carry marks. Adapters render it; nothing else knows of platforms. */

export const outcomes = ['answered', 'clarify', 'partial', 'no_evidence', 'out_of_scope', 'declined'] as const;
export type Outcome = (typeof outcomes)[number];

/** True when nothing is going to be answered: no evidence, out of scope, or declined. A question back is none. */
export const isAbstention = (outcome: Outcome): boolean =>
  outcome === 'no_evidence' || outcome === 'out_of_scope' || outcome === 'declined';

/**
 * A stretch of text with the marks that support it. `text` may hold `**strong**` and nothing else of Markdown.
 * `Mark` is a passage id in a draft and a citation number (from 1) in an answer.
 */
export type Part<Mark> = {
  readonly text: string;
  readonly marks: readonly Mark[];
  /** The coach's own words, which state nothing of the field and so need no source. */
  readonly from?: 'coach';
};
export type Sentence<Mark> = { readonly parts: readonly Part<Mark>[] };

export type Block<Mark> =
  | { readonly kind: 'paragraph'; readonly sentences: readonly Sentence<Mark>[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Sentence<Mark>[])[] }
  | { readonly kind: 'table'; readonly header: readonly string[]; readonly rows: readonly (readonly Part<Mark>[])[] };

export type Citation = {
  readonly n: number;
  readonly guide: string;
  readonly title: string;
  readonly publisher: string;
  readonly section: string;
  readonly dataAsOf: string | null;
  readonly published: string | null;
  readonly url: string | null;
  /** The sentences of the passage that support the answer. */
  readonly quote: string;
};

export type Disagreement = {
  readonly topic: string;
  readonly values: readonly { readonly value: string; readonly citation: number }[];
  readonly note: string;
};

export type Answer = {
  readonly outcome: Outcome;
  readonly blocks: readonly Block<number>[];
  readonly citations: readonly Citation[];
  readonly disagreements: readonly Disagreement[];
  readonly suggestions: readonly string[];
  /** 0 to 1: how sure the coach is that the evidence answers the question. */
  readonly confidence: number;
  readonly writer: 'extractive' | 'model';
  /** Pictures of figures in the answer; a chart says nothing that the blocks do not. */
  readonly charts: readonly Chart<number>[];
  /** What a model was paid for; none when no model was called. */
  readonly usage?: Usage;
  /** The question (`asked`, as it was typed) leaned on an earlier one (`on`): alone it would be another question. */
  readonly followUp?: { readonly on: string; readonly asked: string };
  /** Nothing was asked (thanks, an aside): where many talk, nothing need be said. */
  readonly isAside?: true;
  /** For the asker's eyes alone: nothing of it is posted where others read. */
  readonly isPrivate?: true;
};

/** Tokens of all model calls for one answer, as the provider counted them or, where it did not, as we did. */
export type Usage = {
  readonly calls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** US dollars, when prices are configured. */
  readonly cost?: number;
};
