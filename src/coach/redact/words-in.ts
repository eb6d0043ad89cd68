/** A word with where it stands. */
export type Word = { readonly text: string; readonly start: number; readonly end: number };

const token = /\p{L}[\p{L}\p{M}'’-]*/gu;
/** Words of a stretch of text, in order. */
export const wordsIn = (text: string, start = 0, end = text.length): Word[] =>
  [...text.slice(start, end).matchAll(token)].map(match => ({
    text: match[0],
    start: start + match.index,
    end: start + match.index + match[0].length,
  }));

/** Whether a word is written as names are. */
export const isTitled = (word: string): boolean => /^\p{Lu}[\p{L}'’-]*\p{Ll}/u.test(word);
