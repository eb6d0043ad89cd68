import { contentStems, isStopWord, words } from '../../text/tokens.js';
import { type WordHead, wordChance } from './heads.js';
import type { NamesIn } from './names-in.js';
import { vectorSigns } from './word-signs.js';

/** At or above, a message leans on what was said before. */
const leansFrom = 0.5;
/** Lengths, in words and in words of substance, up to which a message counts as short. */
const lengths = [1, 2, 3, 4, 6, 9, 14] as const;

const share = (part: readonly unknown[], whole: readonly unknown[]): number => part.length / Math.max(1, whole.length);

/**
 * What tells whether a message leans on the one before it: its words that name no topic ("and", "it", "which") and how it opens, how much it
 * says by itself, what it shares with that message, and its vector, which tells a question from what adds to one. Names of signs to their values.
 */
export const leanSigns = (
  message: string,
  before: string,
  namesIn: NamesIn,
  vector: Float32Array,
): ReadonlyMap<string, number> => {
  const own = words(message);
  const content = contentStems(message);
  const names = [...namesIn(message).values()].flat();
  const earlier = new Set(contentStems(before));
  const signs = vectorSigns(vector);
  const chat = own.filter(isStopWord);
  for (const word of chat) signs.set(`word ${word}`, 1);
  const [first = '', second = ''] = own;
  if (isStopWord(first)) signs.set(`opens ${first}`, 1);
  if (isStopWord(first) && isStopWord(second)) signs.set(`opens ${first} ${second}`, 1);
  const last = own.at(-1) ?? '';
  if (isStopWord(last)) signs.set(`ends ${last}`, 1);
  for (const length of lengths) {
    if (own.length <= length) signs.set(`words ${length}`, 1);
    if (content.length <= length) signs.set(`content ${length}`, 1);
  }
  signs.set('content 0', content.length === 0 ? 1 : 0);
  signs.set('names', Math.min(1, names.length / 2));
  signs.set('name', names.length > 0 ? 1 : 0);
  signs.set('name alone', names.length > 0 && content.length <= names.length + 1 ? 1 : 0);
  signs.set(
    'shared',
    share(
      content.filter(stem => earlier.has(stem)),
      content,
    ),
  );
  signs.set('asks', /\?\W*$/.test(message) ? 1 : 0);
  return signs;
};

/** Whether a message leans on an earlier one. */
export const createLeans =
  (head: WordHead, namesIn: NamesIn) =>
  (message: string, before: string, vector: Float32Array): boolean =>
    wordChance(head, leanSigns(message, before, namesIn, vector)) >= leansFrom;
