/**
 * A unit is a short text with a vector: a sentence, a question or the whole of a passage, a question of a gap or of a part of one, of something out of scope, of a
 * typed record or disagreement, a judged message or what it asks or a suggestion. `owner` is the id of what it belongs to; `ordinal` its place
 * there, from 0.
 */
export type UnitKind =
  | 'sentence'
  | 'answer'
  | 'passage'
  | 'gap'
  | 'gap part'
  | 'scope'
  | 'record'
  | 'message'
  | 'ask'
  | 'suggestion';
export type Unit = {
  /** From 0 without gaps, one kind after the other: the ids of the vector index. */
  readonly id: number;
  readonly kind: UnitKind;
  readonly owner: string;
  readonly ordinal: number;
};

/** Reads the units of a saved index, and the words it knows. */
export interface UnitStore {
  /** The units of one kind, by id. */
  unitsOf(kind: UnitKind): readonly Unit[];
  /** Whether a word is ordinary English or stands in the pack. */
  isKnownWord(word: string): boolean;
  /** Words of the pack with their counts, for spelling correction. */
  packWords(): ReadonlyMap<string, number>;
  close(): void;
}
