import { stemmer } from 'stemmer';
import english from './english.json' with { type: 'json' };

/** English function words, and the chat words around a question; they carry no topic. Negations go too: what is asked about "without a degree" is degrees. */
const stopWords = new Set(english.function.flatMap(line => line.split(' ')));

const listed = (lines: readonly string[]): readonly string[] => lines.flatMap(line => line.split(' '));

/** Words that ask for what is not known: "how". */
export const questionWords: readonly string[] = listed(english.questioning);

/** Words that ask where they stand before who does something: "can i". */
export const invertingWords: readonly string[] = listed(english.inverting);

/** Words that open a question, anywhere in a sentence. */
export const askingWords: readonly string[] = [...questionWords, ...invertingWords];

/** Who does something, in one word. */
export const pronouns: readonly string[] = listed(english.pronouns);

/** Words that open what is told. */
export const tellingWords: readonly string[] = listed(english.telling);

/** Words that lead over to a question in other words: "wondering if". */
export const wonderingWords: readonly string[] = english.wondering;

/** Words that may lead over to one, and may only sigh: "i don't know why". */
export const doubtingWords: readonly string[] = english.doubting;

/** Words that open one at the beginning of a sentence, and within it mostly go on with what is told. */
export const requestingWords: readonly string[] = listed(english.requesting);

/** What a member says of themselves, by what it is when said to them: "my" is "your". */
export const toYou: Readonly<Record<string, string>> = english.toYou;

/** Small words that turn a question round, or narrow it. */
export const turningWords: ReadonlySet<string> = new Set(listed(english.turning));

/** Time, money and amounts: what figures are given of. */
export const measuredWords: ReadonlySet<string> = new Set(listed(english.measured));

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
