import { hashOf } from '../../text/hash.js';
import { hashedPlaces, piecesOf, runsOf, type Signs } from '../read/word-signs.js';
import { type IsName, readWord } from './name-words.js';

/** Places for all signs: the hashing trick (Weinberger et al. 2009). */
const places = 2 * hashedPlaces;
/** Lengths of runs, in words, and of pieces, in characters. */
const runLengths = [1, 2, 3] as const;
const pieceLengths = [3, 4, 5] as const;
/** A number or a name tells by the words as near as this. */
const nearWords = 6;
/** Longer numbers look alike. */
const mostDigits = 7;

const token = /\p{L}+(?:['’]\p{L}+)?|\d+|[^\s\p{L}\d]/gu;
const isNumber = (text: string): boolean => /^\d/.test(text);
const sized = (digits: string): string => '9'.repeat(Math.min(digits.length, mostDigits));

/** A number by its length, a name or what is no word, or a word in capitals where no sentence begins: what may be somebody's. */
const shapeOf = (text: string, begins: boolean, isName: IsName): string | undefined => {
  if (isNumber(text)) return sized(text);
  const reading = /^\p{L}/u.test(text) ? readWord(text, isName) : 'word';
  if (reading !== 'word') return reading;
  if (/^\p{Lu}[\p{Lu}'’]+$/u.test(text)) return 'AA';
  return /^\p{Lu}/u.test(text) && !begins ? 'Aa' : undefined;
};

/** Counts a family of signs by hashed place, together of length 1: long messages tell no more than short ones. */
const count = (family: string, signs: readonly string[], counts: Map<number, number>): void => {
  const own = new Map<number, number>();
  for (const sign of signs) {
    const place = hashOf(`${family} ${sign}`) % places;
    own.set(place, (own.get(place) ?? 0) + 1);
  }
  const length = Math.hypot(...own.values());
  for (const [place, times] of own) counts.set(place, (counts.get(place) ?? 0) + times / length);
};

/**
 * What tells whether a text speaks of a patient whom one could find: its words and their runs, pieces of it, and the words near numbers, names and
 * capitals.
 */
export const patientSigns = (text: string, isName: IsName): Signs => {
  const tokens = text.match(token) ?? [];
  const words = tokens.map(one => (isNumber(one) ? sized(one) : one.toLowerCase()));
  const near = tokens.flatMap((one, at) => {
    const shape = shapeOf(one, at === 0 || /^[.?!:]$/.test(tokens[at - 1] ?? ''), isName);
    if (shape === undefined) return [];
    const before = words.slice(Math.max(0, at - nearWords), at).map(word => `${word} ${shape}`);
    return [...before, ...words.slice(at + 1, at + 1 + nearWords).map(word => `${shape} ${word}`)];
  });
  const plain = ` ${text.toLowerCase().replace(/\s+/g, ' ')} `.replace(/\d/g, '9').replace(/9{4,}/g, '9999');
  const counts = new Map<number, number>();
  count(
    'run',
    runLengths.flatMap(length => runsOf(['^', ...words, '$'], length)),
    counts,
  );
  count('near', near, counts);
  count(
    'piece',
    pieceLengths.flatMap(length => piecesOf(plain, length)),
    counts,
  );
  const signs = [...counts].toSorted(([a], [b]) => a - b);
  return { places: Int32Array.from(signs, ([place]) => place), values: Float64Array.from(signs, ([, value]) => value) };
};
