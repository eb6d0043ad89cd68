import { createNameMatcher } from '../../career/alias-matcher.js';
import { namesOfCredential } from '../../career/names.js';
import type { Pack } from '../../domain/pack.js';
import { numberIn } from '../../text/number-words.js';
import { stem, words as wordsOf } from '../../text/tokens.js';
import { words } from './line-signs.js';

export type Given = {
  /** What the member wrote, and what it was understood as. */
  readonly question: string;
  /** The sentences chosen so far, and those that the line leads over to. */
  readonly chosen: string;
};

/** All that has a name in a pack. */
const namesOf = ({ careerMap, vocabulary, guides }: Pack): string[] => [
  ...careerMap.roles.flatMap(role => [...(role.occupation ? [] : [role.title]), ...role.aliases]),
  ...careerMap.credentials.flatMap(one => [...namesOfCredential(one), ...one.mentions.flatMap(mention => mention.issuer ?? [])]),
  ...Object.keys(vocabulary.countries),
  ...guides.flatMap(guide => [guide.title, guide.publisher, guide.spokenName]),
];

const pairsOf = (text: string): string[] => {
  const own = words(text).map(stem);
  return own.slice(1).map((word, at) => `${own[at]} ${word}`);
};

/**
 * Whether a line brings up names or figures that neither the member nor a chosen sentence did.
 *
 * @param own the coach's own sentences: what they count ("two ways") is no figure, and what they name no name
 */
export const createBringsUp = (pack: Pack, own: readonly string[]) => {
  const matchNames = createNameMatcher(namesOf(pack).map(name => [name, name] as const));
  const counted = new Set(own.flatMap(pairsOf));
  const ownWords = new Set(own.flatMap(words));
  return (line: string, { question, chosen }: Given): boolean => {
    const given = new Set([question, chosen].flatMap(words).map(stem));
    const numbers = new Set(question.replace(/(\d),(?=\d{3})/g, '$1').match(/\d+/g) ?? []);
    const told = words(line);
    // "Which of the two" counts what was told; "a day or two" counts nothing.
    const figures = told.filter(
      (word, at) =>
        /\d/.test(word) ||
        (numberIn(word) > 1 &&
          !['the', 'these', 'or'].includes(told[at - 1] ?? '') &&
          told[at + 1] !== 'or' &&
          !counted.has(`${word} ${stem(told[at + 1] ?? '')}`)),
    );
    if (figures.some(word => !words(question).includes(word) && !numbers.has(String(numberIn(word))))) return true;
    const capitals = line.match(/(?<=[\p{L}\p{N},'’"”)] ["“(]?)\p{Lu}[\p{L}-]*|\p{Lu}[\p{L}-]*\p{Lu}[\p{L}-]*/gu) ?? [];
    if (
      capitals.some(
        name => name !== 'I' && !/^I['’]/.test(name) && !words(name).every(word => given.has(stem(word)) || ownWords.has(word)),
      )
    )
      return true;
    const said = wordsOf(line);
    // "Your manager" is the member's own.
    return matchNames(line).some(({ start, end, value }) => {
      const found = said.slice(start, end);
      const isName = found.join(' ').replace(/s\b/g, '') === wordsOf(value).join(' ').replace(/s\b/g, '');
      return isName && said[start - 1] !== 'your' && !found.every(word => given.has(stem(word)));
    });
  };
};
