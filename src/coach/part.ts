import type { Block, Sentence } from '../domain/answer.js';
import type { Role } from '../domain/career-map.js';
import type { Passage } from '../domain/passage.js';
import type { Choice } from './choose/choose.js';

/** A passage offered as evidence to a chat model, with the chance, 0 to 1, that its best sentence helps. */
export type Evidence = { readonly passage: Passage; readonly relevance: number };

/** One thing asked with what was chosen for it. */
export type Part = {
  /** Standing alone, in the guides' words. */
  readonly question: string;
  /** In the member's own words, without what was told beside it. */
  readonly typed: string;
  /** Which of several things asked it is, from 0; undefined of the only one. */
  readonly place: number | undefined;
  readonly vector: Float32Array;
  readonly choice: Choice;
  /** What is told: the points chosen, laid out. */
  readonly blocks: readonly Block<string>[];
  /** Passages of the candidates, best first. */
  readonly evidence: readonly Evidence[];
  /** A false premise put right, with its source. */
  readonly correction: Sentence<string> | undefined;
  /** A way down that is asked for and no guide tells: from, to. */
  readonly untoldWay: readonly [Role, Role] | undefined;
};

export const isTold = (part: Part): boolean => part.choice.outcome === 'points';
