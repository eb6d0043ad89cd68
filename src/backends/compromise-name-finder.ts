import type { NameFinder } from '../contracts/name-finder.js';

/** What `json()` says of a person; the package's own types say `any`. */
type Person = {
  readonly offset: { readonly start: number; readonly length: number };
  readonly person: { readonly firstName: string; readonly honorific: string };
};

/** The package takes other words before a noun for titles too ("third person"). */
const title = /^(mr|mrs|ms|miss|mx|dr|prof|professor|sir|madam|sister|rev|reverend)\b/i;
const ofNames: ReadonlySet<unknown> = new Set(['FirstName', 'MaleName', 'FemaleName', 'LastName', 'Person']);

/**
 * Finds people by their given names and titles with compromise, an English tagger. What it takes for a person by its place in the sentence
 * alone is left: that is as often a city or a school.
 */
export const createNameFinder = async (): Promise<NameFinder> => {
  const { default: nlp } = await import('compromise');
  const { lexicon } = (nlp.model() as { one: { lexicon: Record<string, string | string[]> } }).one;
  const tagsOf = (word: string) => (Object.hasOwn(lexicon, word) ? [lexicon[word]].flat() : []);
  return {
    find(text) {
      const people: Person[] = nlp(text).people().json({ offset: true });
      return people
        .filter(({ person }) => person.firstName !== '' || title.test(person.honorific))
        .map(({ offset }) => ({ start: offset.start, end: offset.start + offset.length }));
    },
    isName: word => tagsOf(word).some(tag => ofNames.has(tag)),
  };
};
