/*
 * What the coach says by itself, beside what guides say, is set in italics: quiet, and the same everywhere. Each platform writes italics in its own
 * way and only after it has made a text plain, so until then two characters for private use stand around them.
 */

const [begin, end] = ['\u{E010}', '\u{E011}'];
const stray = new RegExp(`[${begin}${end}]`, 'gu');
const marked = new RegExp(`${begin}([^${begin}${end}]*)${end}`, 'u');

/** Marks the coach's own words in a text that `setOwn` sets. */
export const markOwn = (text: string): string => `${begin}${text.replace(stray, '')}${end}`;

/** A text in pieces, in order, with whose words each is. */
export const piecesOf = (text: string): { readonly text: string; readonly isOwn: boolean }[] =>
  text
    .split(marked)
    .map((piece, at) => ({ text: piece.replace(stray, ''), isOwn: at % 2 === 1 }))
    .filter(piece => piece.text !== '');

/** A text with its pieces set: the coach's own by `own`, others by `others`. */
export const setOwn = (text: string, own: (text: string) => string, others: (text: string) => string): string =>
  piecesOf(text)
    .map(piece => (piece.isOwn ? own(piece.text) : others(piece.text)))
    .join('');
