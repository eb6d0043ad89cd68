import { stemmer } from 'stemmer';
import english from './english.json' with { type: 'json' };

/** English function words, and the chat words around a question; they carry no topic. Negations go too: what is asked about "without a degree" is degrees. */
const stopWords = new Set(english.function.flatMap(line => line.split(' ')));

/** Words that open a question, anywhere in a sentence. */
export const askingWords: readonly string[] = english.asking.flatMap(line => line.split(' '));

/** Words that open one at the beginning of a sentence, and within it mostly go on with what is told. */
export const requestingWords: readonly string[] = english.requesting.flatMap(line => line.split(' '));

/** Small words that turn a question round, or narrow it. */
export const turningWords: ReadonlySet<string> = new Set(english.turning.flatMap(line => line.split(' ')));

/** Lower case, no accents, straight quotes and plain hyphens; everything else stays. */
export const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[‘’ʼ`]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/[‐‑‒–—]/g, '-')
    .toLowerCase();

/** The words of a text, folded, in order: letters and digits, with inner apostrophes dropped and inner hyphens split. */
export const words = (text: string): string[] =>
  fold(text)
    .replace(/(\p{L})'(\p{L})/gu, '$1$2')
    .match(/[\p{L}\p{N}]+/gu) ?? [];

export const isStopWord = (word: string): boolean => stopWords.has(word);

/** Stems kept in memory: guides repeat their words, and members' words must not pile up. */
const cachedStems = 20_000;
const stems = new Map<string, string>();

/** Porter's stem (Porter 1980); numbers and short words are kept as they are. */
export const stem = (word: string): string => {
  if (word.length < 4 || /\d/.test(word)) return word;
  const known = stems.get(word);
  if (known !== undefined) return known;
  if (stems.size >= cachedStems) stems.clear();
  const stemmed = stemmer(word);
  stems.set(word, stemmed);
  return stemmed;
};

/** The stems that carry a text's topic, in order, stop words dropped; may be empty. */
export const contentStems = (text: string): string[] =>
  words(text)
    .filter(word => !isStopWord(word))
    .map(stem);
