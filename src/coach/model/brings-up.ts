import { createNameMatcher } from '../../career/alias-matcher.js';
import { namesOfCredential } from '../../career/names.js';
import type { Pack } from '../../domain/pack.js';
import { numberIn } from '../../text/number-words.js';
import { measuredWords, stem, words as wordsOf } from '../../text/tokens.js';
import { words } from './line-signs.js';

export type Given = {
  /** What the member wrote, and what it was understood as. */
  readonly question: string;
  /** The sentences chosen so far, and those that the line leads over to. */
  readonly chosen: string;
};

const rolesOf = ({ careerMap }: Pack): string[] =>
  careerMap.roles.flatMap(role => [...(role.occupation ? [] : [role.title]), ...role.aliases]);
/** All else that has a name in a pack. */
const namesOf = ({ careerMap, vocabulary, guides }: Pack): string[] => [
  ...careerMap.credentials.flatMap(one => [...namesOfCredential(one), ...one.mentions.flatMap(mention => mention.issuer ?? [])]),
  ...Object.keys(vocabulary.countries),
  ...guides.flatMap(guide => [guide.title, guide.publisher, guide.spokenName]),
];

const pairOf = (all: readonly string[], at: number): string => `${stem(all[at] ?? '')} ${stem(all[at + 1] ?? '')}`;
const pairsOf = (text: string): string[] => words(text).map((_, at, all) => pairOf(all, at));

/** What is counted in a claim of time, money or amount. */
const isMeasured = (word: string): boolean => measuredWords.has(word) || measuredWords.has(word.replace(/s$/, ''));
/** Words that are a figure where they stand before what is measured, or before what it is compared with ("double what you have"). */
const amounts = new Set('one half halves double triple twice quarter quarters'.split(' '));
const compared = new Set(['what', 'as', 'that']);
/** May stand between an amount and what it measures. */
const between = new Set('a an the of your their its this more'.split(' '));

const isAmount = (told: readonly string[], at: number): boolean => {
  if (!amounts.has(told[at] ?? '')) return false;
  const next = told.slice(at + 1).find(word => !between.has(word)) ?? '';
  return isMeasured(next) || (told[at] !== 'one' && (compared.has(next) || numberIn(next) > 1));
};

/** "Which of the two", "the three of them" and "a day or two" count what was told, or nothing. */
const countsNothing = (told: readonly string[], at: number): boolean => {
  const [word = '', before = '', next = ''] = [told[at], told[at - 1], told[at + 1]];
  if (isMeasured(next)) return false;
  return (['two', 'three'].includes(word) && ['the', 'these'].includes(before)) || (word === 'two' && before === 'or');
};

const someone = new Set(['a', 'an', 'any']);

/**
 * Whether a line brings up names or figures that neither the member nor a chosen sentence did.
 *
 * @param own the coach's own sentences: what they count ("two ways") is no figure, and what they name no name
 */
export const createBringsUp = (pack: Pack, own: readonly string[]) => {
  const roles = new Set(rolesOf(pack));
  const matchNames = createNameMatcher([...roles, ...namesOf(pack)].map(name => [name, name] as const));
  const counted = new Set(own.flatMap(pairsOf));
  const ownWords = new Set(own.flatMap(words));
  return (line: string, { question, chosen }: Given): boolean => {
    const given = new Set([question, chosen].flatMap(words).map(stem));
    const numbers = new Set(question.replace(/(\d),(?=\d{3})/g, '$1').match(/\d+/g) ?? []);
    const told = words(line);
    const figures = told.filter(
      (word, at) =>
        /\d/.test(word) ||
        word.startsWith('dozen') ||
        ((numberIn(word) > 1 || isAmount(told, at)) && !countsNothing(told, at) && !counted.has(pairOf(told, at))),
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
    // "Your manager" is the member's own, "a neighbour you know" somebody to turn to.
    return matchNames(line).some(({ start, end, value }) => {
      const found = said.slice(start, end);
      const isName = found.join(' ').replace(/s\b/g, '') === wordsOf(value).join(' ').replace(/s\b/g, '');
      const isSomebody = said[start - 1] === 'your' || (roles.has(value) && someone.has(said[start - 1] ?? ''));
      return isName && !isSomebody && !found.every(word => given.has(stem(word)));
    });
  };
};
