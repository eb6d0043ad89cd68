import { readFile } from 'node:fs/promises';
import { NextRungError } from '../domain/errors.js';
import { hashOf } from '../text/hash.js';
import { words } from '../text/tokens.js';

/** Places for words (the hashing trick, Weinberger et al. 2009): of a pack's 10,000 few share one, and none can be read back. */
export const wordPlaces = 2 ** 18;

/** The different words of a text, each by its place. */
export const placesOfWords = (text: string): Uint32Array =>
  Uint32Array.from(new Set(words(text).map(word => hashOf(word) % wordPlaces)));

/** Texts in one list: for each, how many words it has, then their places. */
export const judgedWords = (texts: readonly string[]): Uint32Array => {
  const each = texts.map(placesOfWords);
  const all = new Uint32Array(each.reduce((sum, own) => sum + 1 + own.length, 0));
  let at = 0;
  for (const own of each) {
    all[at] = own.length;
    all.set(own, at + 1);
    at += 1 + own.length;
  }
  return all;
};

/** The words of each judged message, then those of what each asks, from a saved index. Throws `index_corrupt` when the file is gone or cut. */
export const readJudgedWords = async (path: string): Promise<Uint32Array[]> => {
  try {
    const { buffer, byteOffset, byteLength } = await readFile(path);
    const all = new Uint32Array(buffer.slice(byteOffset, byteOffset + byteLength));
    const each: Uint32Array[] = [];
    for (let at = 0; at < all.length; at += 1 + (all[at] as number))
      each.push(all.subarray(at + 1, at + 1 + (all[at] as number)));
    return each;
  } catch (cause) {
    throw new NextRungError('index_corrupt', `${path} cannot be read; run \`npm run index -- --force\`.`, { cause });
  }
};
