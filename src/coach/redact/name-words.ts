import { distance } from 'fastest-levenshtein';
import { englishWords, isEnglish } from '../../text/english-words.js';
import { isStopWord } from '../../text/tokens.js';

/** Whether a word in small letters is known as somebody's given name or surname. */
export type IsName = (word: string) => boolean;

/** No dictionary has them, or they are names too. */
const everyday = new Set('dr md ehr emr app apps admin info online onsite email login ed ty don uri ada claude'.split(' '));
const months = /^(?:january|february|march|april|may|june|july|august|september|october|november|december)$/;
/** "Patient John Doe" is nobody. */
const nobody = new Set(['doe', 'roe', 'bloggs', 'mustermann', 'sample', 'test']);

const folded = (word: string): string =>
  word
    .toLowerCase()
    .replace(/['’]s$/, '')
    .replace(/’/g, "'");
let common: ReadonlyMap<string, readonly string[]> | undefined;
const keyOf = (word: string, length = word.length): string => `${word[0]}${length}`;
const byKey = (all: readonly string[]): Map<string, string[]> => {
  const groups = new Map<string, string[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group) group.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return groups;
};
/** "registraton": a slip of a common word. */
const isMisspelt = (word: string): boolean => {
  if (word.length < 5) return false;
  common ??= byKey(englishWords(55));
  const most = word.length >= 8 ? 2 : 1;
  const near = Array.from({ length: 2 * most + 1 }, (_, at) => common?.get(keyOf(word, word.length - most + at)) ?? []);
  return near.flat().some(known => distance(known, word) <= most);
};

/** How a word bears on whether a row of words is somebody's name. */
export type Reading = 'name' | 'either' | 'strange' | 'word' | 'nobody';

/** Reads a word: a name, a name that is also a word ("grace", "mark"), neither, or plain English. */
export const readWord = (written: string, isName: IsName): Reading => {
  const word = folded(written);
  if (nobody.has(word)) return 'nobody';
  if (isStopWord(word) || months.test(word) || everyday.has(word) || word.length < 2) return 'word';
  // Short forms of the trade are written in capitals; so are names, by those who write all in them.
  if (/^\p{Lu}{2,5}$/u.test(written) && !(written.length > 3 && isName(word))) return 'word';
  const plain = isEnglish(word) || isEnglish(word.replace(/s$/, '')) || word.split('-').every(part => isEnglish(part));
  if (isName(word)) return plain ? 'either' : 'name';
  return plain ? 'word' : 'strange';
};

/** Whether a word that is no name and no English is a word all the same, written wrongly. */
export const isSlip = (written: string): boolean => isMisspelt(folded(written));
