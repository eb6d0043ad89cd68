/** Knows people's names. */
export type NameFinder = {
  /** Places of a text that are likely a person's name, title included; they do not overlap. */
  find(text: string): readonly { readonly start: number; readonly end: number }[];
  /** Whether a word in small letters is known as a given name or a surname; it may be another word too. */
  isName(word: string): boolean;
};
