import type { KeywordDocument } from './keyword-index.js';
import type { Unit } from './unit-store.js';

/** A unit ready to be saved. `hash` is of its text: the same text keeps its vector from one index to the next. */
export type UnitToSave = Unit & { readonly hash: string; readonly vector: Float32Array };

export type IndexContent = {
  readonly documents: readonly KeywordDocument[];
  /** Ids count from 0 without gaps: the ids of the vector index. */
  readonly units: readonly UnitToSave[];
  /** Words to how often the pack uses them; 0 for plain English words that it does not use. */
  readonly knownWords: ReadonlyMap<string, number>;
};

/** Saves what keyword index and unit store read. */
export interface IndexWriter {
  readonly fileName: string;
  /** Writes a new file at `path`, which must not exist. */
  write(path: string, content: IndexContent): Promise<void>;
  /** Vectors of a saved file by text hash, for reuse. Throws when the file is damaged. */
  vectorsByHash(path: string): Promise<Map<string, Float32Array>>;
}
