import type { Block, Draft } from '../domain/answer.js';
import type { Passage } from '../domain/passage.js';

/** A passage offered as evidence, with how well it fits. All scores are 0 to 1. */
export type Evidence = {
  readonly passage: Passage;
  /** Fused relevance to the question. */
  readonly relevance: number;
  /** Cosine similarity of each of the passage's sentences to the question, by place. */
  readonly sentenceSimilarities: readonly number[];
};

/** What a writer is given: the question that stands alone, typed facts that lead, and passages, best first. */
export type AnswerBrief = {
  readonly question: string;
  /** Blocks from the career map; empty when it has nothing for the question. */
  readonly facts: readonly Block<string>[];
  /** Whether the facts answer the whole question. */
  readonly factsComplete: boolean;
  readonly evidence: readonly Evidence[];
  /** How rare a stem is in the pack, 0 up: rare words say more about what is asked. */
  readonly rarity: (stem: string) => number;
  /** Words the draft may take, tables not counted. */
  readonly wordBudget: number;
};

/** Turns evidence into a draft whose parts carry the ids of the passages that support them. `verify` decides what a member sees. */
export interface AnswerWriter {
  readonly name: 'extractive' | 'model';
  write(brief: AnswerBrief, signal?: AbortSignal): Promise<Draft>;
}
