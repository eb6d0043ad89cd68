import { words } from '../../text/tokens.js';

/** Brings a unit vector's numbers to the size of the other signs. */
const spread = 8;

/** The words of a message and their pairs, where the very words tell, and its vector, number by number, which tells what they mean. */
export const wordSigns = (message: string, vector: Float32Array): ReadonlyMap<string, number> => {
  const own = words(message);
  const pairs = own.slice(1).map((word, at) => `${own[at]} ${word}`);
  return new Map([
    ...[...own, ...pairs].map(sign => [sign, 1] as const),
    ...[...vector].map((value, at) => [`vector ${at}`, spread * value] as const),
  ]);
};
