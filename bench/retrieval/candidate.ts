import type { Embedder } from '../../src/contracts/embedder.js';
import type { FoundText } from '../support/evidence.js';
import type { Queries, Query } from '../support/queries.js';

/** A search over the shipped guides that is ready to be asked. */
type Searcher = {
  /** What the search does to a question before its vector is made; most do nothing. Its result is what `asks` says. */
  prepare?(question: string): string;
  /** The nearest texts, best first, up to `depth`. */
  search(query: Query): Promise<readonly FoundText[]>;
};

/** Milliseconds by what was done in them. */
export type Stages = Readonly<Record<string, number>>;

/** Something that a user would pick to find passages, with what it saves between two runs. */
export type Candidate = {
  readonly name: string;
  /** Candidates that only ask in another way share what is saved under this name. */
  readonly savedAs: string;
  /** Cuts the guides up, embeds and saves them; returns how many pieces there are, and what took how long when it can tell. */
  index(folder: string, embedder: Embedder): Promise<{ pieces: number; stages?: Stages }>;
  /** Whether it is asked questions as typed, or as our search rewrites them. */
  readonly asks: keyof Queries;
  open(folder: string): Promise<Searcher>;
};
