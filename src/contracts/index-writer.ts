import type { KeywordDocument } from './keyword-index.js';
import type { Unit } from './unit-store.js';

/** A unit ready to be saved. `hash` is of its text: the same text keeps its vector from one index to the next. */
export type UnitToSave = Unit & { readonly hash: string };

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
  /** Ids of a saved file's units by text hash, so that vectors can be used again. Throws when the file is damaged. */
  idsByHash(path: string): Promise<Map<string, number>>;
}
