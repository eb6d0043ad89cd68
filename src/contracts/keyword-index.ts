/** What a document is: a passage, something the guides do not say, something the coach does not answer. */
export type DocumentKind = 'passage' | 'gap' | 'scope';

/** A document found by its words. `bm25` is above 0, higher is better; comparable within one query only. */
export type KeywordMatch = { readonly kind: DocumentKind; readonly owner: string; readonly bm25: number };

export type KeywordDocument = {
  readonly kind: DocumentKind;
  readonly owner: string;
  readonly heading: string;
  readonly answers: string;
  /** Words for the topic that stand in neither; empty for what has none. */
  readonly also: string;
  readonly text: string;
};

/** Finds documents by words. */
export interface KeywordIndex {
  /** Documents of a kind, or of any, that hold one of the words, best first, up to `count`. No words give no documents. */
  search(words: readonly string[], kind: DocumentKind | 'any', count: number): KeywordMatch[];
  /** In how many documents a Porter stem stands; 0 when in none. */
  documentFrequency(stem: string): number;
  readonly documentCount: number;
}
