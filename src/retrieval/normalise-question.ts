import { distance } from 'fastest-levenshtein';
import type { UnitStore } from '../contracts/unit-store.js';
import type { Vocabulary } from '../domain/pack.js';
import { fold } from '../text/tokens.js';

/** What normalising needs of the unit store. */
type Words = Pick<UnitStore, 'isKnownWord' | 'packWords'>;

/** A record's own entry: "constructor" is a word like any other. */
const entryOf = (record: Readonly<Record<string, string>>, word: string): string | undefined =>
  Object.hasOwn(record, word) ? record[word] : undefined;

const wordPattern = /[\p{L}\p{N}][\p{L}\p{N}'/&+-]*/gu;

const phrases = new WeakMap<Vocabulary, readonly (readonly [RegExp, string])[]>();
/** Short forms of several words or with signs in them ("the big two", "w/o"), longest first. */
const phrasesOf = (vocabulary: Vocabulary): readonly (readonly [RegExp, string])[] => {
  const known = phrases.get(vocabulary);
  if (known) return known;
  const made = Object.entries(vocabulary.abbreviations)
    .filter(([short]) => /[^\p{L}\p{N}]/u.test(short))
    .toSorted(([a], [b]) => b.length - a.length)
    .map(
      ([short, plain]) =>
        [
          new RegExp(`(?<![\\p{L}\\p{N}])${short.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{L}\\p{N}])`, 'gu'),
          plain.toLowerCase(),
        ] as const,
    );
  phrases.set(vocabulary, made);
  return made;
};

/**
 * Rewrites a question into the guides' words: abbreviations spelt out, misspellings corrected against the pack's own words, run-together
 * words split. Case of acronyms is lost; punctuation stays. Words of ordinary English are never "corrected".
 */
export const normaliseQuestion = (question: string, vocabulary: Vocabulary, known: Words): string => {
  const replaceWord = (word: string): string => {
    const expanded = entryOf(vocabulary.abbreviations, word) ?? entryOf(vocabulary.misspellings, word);
    if (expanded) return expanded.toLowerCase();
    if (word.length < 4 || /[\d/&+]/.test(word) || known.isKnownWord(word.replace(/'s?$|'/g, ''))) return word;
    if (word.includes('-')) return word.split('-').map(replaceWord).join('-');
    return splitWord(word, known) ?? nearestWord(word, known) ?? word;
  };
  const spelt = phrasesOf(vocabulary).reduce((text, [pattern, plain]) => text.replace(pattern, plain), fold(question));
  return (
    spelt
      .replace(/[^\p{L}\p{N}\p{P}\p{Sc}\p{Z}%+<>@=|]/gu, ' ')
      // Letters spelt one by one ("c-d-e-o", "c p c") are an acronym.
      .replace(/\b[a-z](?:[-. ][a-z]){2,4}\b/g, letters =>
        known.isKnownWord(letters.replace(/[^a-z]/g, '')) ? letters.replace(/[^a-z]/g, '') : letters,
      )
      .replace(wordPattern, replaceWord)
      .replace(/\s+/g, ' ')
      .trim()
  );
};

/** "isit" -> "is it": two known words of two letters or more, when no spelling nearby explains it better. */
const splitWord = (word: string, known: Words): string | undefined => {
  const packWords = known.packWords();
  for (let at = 2; at <= word.length - 2; at++) {
    const [left, right] = [word.slice(0, at), word.slice(at)];
    if ((packWords.get(left) ?? 0) > 20 && (packWords.get(right) ?? 0) > 20) return `${left} ${right}`;
  }
  return undefined;
};

/** The pack's word at the smallest edit distance (1 for up to six letters, else 2), the commoner of equals. */
const nearestWord = (word: string, known: Words): string | undefined => {
  const furthest = word.length <= 6 ? 1 : 2;
  let best: { word: string; edits: number; count: number } | undefined;
  for (const [candidate, count] of known.packWords()) {
    if (Math.abs(candidate.length - word.length) > furthest || candidate.length < 4 || /\d/.test(candidate)) continue;
    // People rarely miss the first letter, and a wrong guess is worse than none.
    if (candidate[0] !== word[0]) continue;
    const edits = transposed(word, candidate) ? 1 : distance(word, candidate);
    if (edits > furthest) continue;
    if (!best || edits < best.edits || (edits === best.edits && count > best.count)) best = { word: candidate, edits, count };
  }
  return best?.word;
};

/** Whether two words differ by two neighbouring letters swapped: one slip, though two edits. */
const transposed = (a: string, b: string): boolean => {
  if (a.length !== b.length) return false;
  const at = [...a].findIndex((letter, n) => letter !== b[n]);
  return at >= 0 && a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
};
