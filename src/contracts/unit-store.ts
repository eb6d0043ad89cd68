/**
 * A unit is a short text with a vector: a sentence or a question of a passage, a question of a gap, of something out of scope, of a
 * conflict, what is said of a credential, or a suggestion. `owner` is the id of what it belongs to; `ordinal` its place there, from 0.
 */
export type UnitKind = 'sentence' | 'answer' | 'gap' | 'scope' | 'conflict' | 'credential' | 'suggestion';
export type Unit = {
  readonly id: number;
  readonly kind: UnitKind;
  readonly owner: string;
  readonly ordinal: number;
  readonly text: string;
};

/** Reads the units of a saved index, and the words it knows. */
export interface UnitStore {
  /** Units by id, in the order asked; ids that do not exist are left out. */
  unitsByIds(ids: readonly number[]): Unit[];
  /** The vectors of an owner's units of one kind, by ordinal. */
  vectorsOf(owner: string, kind: UnitKind): Float32Array[];
  /** Whether a word is ordinary English or stands in the pack. */
  isKnownWord(word: string): boolean;
  /** Words of the pack with their counts, for spelling correction. */
  packWords(): ReadonlyMap<string, number>;
  close(): void;
}
