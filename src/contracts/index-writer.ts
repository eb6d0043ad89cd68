import type { KeywordDocument } from './keyword-index.js';
import type { Unit } from './unit-store.js';

/** A unit ready to be saved. `hash` is of its text: the same text keeps its vector from one index to the next. */
export type UnitToSave = Unit & { readonly hash: string; readonly vector: Float32Array };

/** How often a word stands in the whole pack and in its passages; both 0 for plain English (`english`) that the pack does not use. */
export type KnownWord = { readonly pack: number; readonly passages: number; readonly english: boolean };

export type IndexContent = {
  readonly documents: readonly KeywordDocument[];
  /** Ids count from 0 without gaps: the ids of the vector index. */
  readonly units: readonly UnitToSave[];
  readonly knownWords: ReadonlyMap<string, KnownWord>;
};

/** Saves what keyword index and unit store read. */
export interface IndexWriter {
  readonly fileName: string;
  /** Writes a new file at `path`, which must not exist. */
  write(path: string, content: IndexContent): Promise<void>;
  /** Vectors of a saved file by text hash, for reuse. Throws when the file is damaged. */
  vectorsByHash(path: string): Promise<Map<string, Float32Array>>;
}
