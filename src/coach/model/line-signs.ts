import { fold, words as wordsOf } from '../../text/tokens.js';
import { namedSigns } from '../read/word-signs.js';

/** The words of a text, short forms apart: "isn't" is "is not". */
export const words = (text: string): string[] =>
  wordsOf(
    fold(text)
      .replace(/\bcan't/g, 'can not')
      .replace(/\bwon't/g, 'will not')
      .replace(/n't\b/g, ' not')
      .replace(/\b(that|it|here|there|what|who|how|let)'s\b/g, '$1 is')
      .replace(/'re\b/g, ' are')
      .replace(/'ve\b/g, ' have')
      .replace(/'ll\b/g, ' will')
      .replace(/'d\b/g, ' would')
      .replace(/'m\b/g, ' am')
      .replace(/'s\b/g, ''),
  );

/** What of a line is said by itself: its sentences, and what a colon, a semicolon or a dash parts. */
export const piecesOf = (line: string): string[] =>
  line
    .split(/(?<=[.!?:;…])\s+|\s*[–—]\s*|\s-\s/)
    .map(piece => piece.trim())
    .filter(piece => words(piece).length > 0);

/** What a piece is: its end says it. */
const formOf = (piece: string): string => (/\?\W*$/.test(piece) ? 'question' : /:\W*$/.test(piece) ? 'link' : 'sentence');

/**
 * Signs of whether a piece of a line states something: its words and their pairs, where it begins and ends, and its vector; each once by itself and
 * once with what the piece is, since the same words ask in a question and tell in a sentence.
 */
export const lineSigns = (piece: string, vector: Float32Array): ReadonlyMap<string, number> => {
  const form = formOf(piece);
  const signs = namedSigns(`begins ${words(piece).join(' ')} ends`, vector);
  return new Map([...signs, ...[...signs].map(([name, value]) => [`${form}: ${name}`, value] as const), [form, 1] as const]);
};
