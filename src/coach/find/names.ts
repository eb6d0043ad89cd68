import { createNameMatcher } from '../../career/alias-matcher.js';
import { namesOfCredential, namesOfRole } from '../../career/names.js';
import type { Pack } from '../../domain/pack.js';

/** Things that have names in a pack: roles, credentials and countries, each by one of its names. */
const namesOf = ({ careerMap, vocabulary }: Pack): (readonly [name: string, id: string])[] => [
  ...careerMap.roles.flatMap(role => namesOfRole(role).map(name => [name, `role ${role.id}`] as const)),
  ...careerMap.credentials.flatMap(one => namesOfCredential(one).map(name => [name, `credential ${one.id}`] as const)),
  ...Object.entries(vocabulary.countries).map(([name, country]) => [name, `country ${country}`] as const),
];

const numbers = /\d+(?:[.,]\d+)*/g;
const numbersIn = (text: string): Set<string> => new Set(text.replace(/(\d),(?=\d{3})/g, '$1').match(numbers) ?? []);

/** Shares of what a message names, and of its numbers, that each sentence and each passage holds; 0 where it names nothing. */
export type Named = {
  readonly inSentences: Float64Array;
  readonly inPassages: Float64Array;
  readonly numbers: Float64Array;
  /** How many things the message names. */
  readonly count: number;
  readonly figures: number;
};

export const createNamed = (pack: Pack) => {
  const match = createNameMatcher(namesOf(pack));
  const named = (text: string): Set<string> => new Set(match(text).map(found => found.value));
  const ofPassages = pack.passages.map(passage => named([passage.section, ...passage.sentences].join('. ')));
  const sentences = pack.passages.flatMap(passage => passage.sentences.map(text => ({ text, section: passage.section })));
  const ofSentences = sentences.map(({ text, section }) => named(`${section}. ${text}`));
  const numbersOf = sentences.map(({ text }) => numbersIn(text));
  const share = (wanted: ReadonlySet<string>, held: ReadonlySet<string>): number =>
    wanted.size === 0 ? 0 : [...wanted].filter(one => held.has(one)).length / wanted.size;
  return (message: string): Named => {
    const [wanted, figures] = [named(message), numbersIn(message)];
    return {
      inSentences: Float64Array.from(ofSentences, held => share(wanted, held)),
      inPassages: Float64Array.from(ofPassages, held => share(wanted, held)),
      numbers: Float64Array.from(numbersOf, held => share(figures, held)),
      count: wanted.size,
      figures: figures.size,
    };
  };
};
