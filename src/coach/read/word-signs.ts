import { sayEmoji } from '../../text/emoji.js';
import { hashOf } from '../../text/hash.js';
import { words } from '../../text/tokens.js';

/** Numbers at places; wherever none stands it is 0. */
export type Signs = { readonly places: Int32Array; readonly values: Float64Array };

/** Places for pieces of words, and as many for words and their runs: the hashing trick (Weinberger et al. 2009). */
export const hashedPlaces = 2 ** 15;
/** Lengths of pieces, in letters, and of runs, in words. */
const pieceLengths = [3, 4, 5] as const;
const runLengths = [1, 2, 3] as const;
/** Brings a unit vector's numbers to the size of the other signs. */
const spread = 8;

/** A vector, number by number. */
export const vectorSigns = (vector: Float32Array): Map<string, number> =>
  new Map([...vector].map((value, at) => [`vector ${at}`, spread * value] as const));

/** The words of a message and their pairs, and its vector, number by number, each by its name. */
export const namedSigns = (message: string, vector: Float32Array): ReadonlyMap<string, number> => {
  const own = words(message);
  const pairs = own.slice(1).map((word, at) => `${own[at]} ${word}`);
  return new Map([...[...own, ...pairs].map(sign => [sign, 1] as const), ...vectorSigns(vector)]);
};

/** How often each stands there, by hashed place from `first` on, together of length 1. */
const counted = (texts: readonly string[], first: number): [number, number][] => {
  const counts = new Map<number, number>();
  for (const text of texts) {
    const place = first + (hashOf(text) % hashedPlaces);
    counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  const length = Math.hypot(...counts.values());
  return [...counts].map(([place, count]) => [place, count / length]);
};

/** Runs of so many words. */
export const runsOf = (all: readonly string[], length: number): string[] =>
  all.slice(length - 1).map((_, at) => all.slice(at, at + length).join(' '));
/** Pieces of so many letters. */
export const piecesOf = (text: string, length: number): string[] =>
  Array.from(text.slice(length - 1), (_, at) => text.slice(at, at + length));

/** The words of a message, their runs and their pieces, where the very words tell, and its vector, which tells what they mean. */
export const wordSigns = (message: string, vector: Float32Array): Signs => {
  const own = words(sayEmoji(message));
  const text = ` ${own.join(' ')} `;
  const pieces = pieceLengths.flatMap(length => piecesOf(text, length));
  const runs = runLengths.flatMap(length => runsOf(own, length));
  const signs = [
    ...counted(pieces, 0),
    ...counted(runs, hashedPlaces),
    ...Array.from(vector, (value, at) => [2 * hashedPlaces + at, spread * value] as const),
  ];
  return { places: Int32Array.from(signs, ([place]) => place), values: Float64Array.from(signs, ([, value]) => value) };
};
