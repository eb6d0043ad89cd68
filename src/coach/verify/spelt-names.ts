import type { CareerMap } from '../../domain/career-map.js';
import { type Passage, passageText } from '../../domain/passage.js';
import { words } from '../../text/tokens.js';

/** Short names with what they stand for, as the pack itself spells them: "CPC (Certified Professional Coder)", "Bureau of Labor Statistics (BLS)". */
export type SpeltNames = {
  readonly longOf: ReadonlyMap<string, ReadonlySet<string>>;
  readonly shortOf: ReadonlyMap<string, string>;
};

const small: ReadonlySet<string> = new Set(['of', 'and', 'for', 'the', 'in', 'on', 'to']);

/** The first letters of a name's words, small words left out. */
export const initialsOf = (phrase: readonly string[]): string =>
  phrase
    .filter(word => !small.has(word))
    .map(word => word[0])
    .join('');

const pairsIn = (text: string): [string, string][] => {
  const pairs: [string, string][] = [];
  const add = (short: string, phrase: readonly string[]): void => {
    const letters = short.toLowerCase().replace(/[^a-z0-9]/g, '');
    for (let from = 0; from < phrase.length; from++) {
      const long = phrase.slice(from);
      if (!small.has(long[0] ?? '') && initialsOf(long) === letters) pairs.push([short.toLowerCase(), long.join(' ')]);
    }
  };
  for (const match of text.matchAll(/((?:[\p{L}'’-]+ ){2,9})\(([A-Z][A-Za-z-]{1,7})s?\)/gu))
    add(match[2] ?? '', words(match[1] ?? ''));
  for (const match of text.matchAll(
    /\b([A-Z][A-Z-]{1,7})s? ?(?:\(|, the |, or |: | stands for (?:the )?| is short for (?:the )?)((?:[\p{L}'’-]+ ?){2,8})/gu,
  )) {
    const long = words(match[2] ?? '');
    for (let length = 2; length <= long.length; length++) add(match[1] ?? '', long.slice(0, length));
  }
  return pairs;
};

/** Collects the pairs of a pack's passages and career map. */
export const readSpeltNames = (passages: ReadonlyMap<string, Passage>, map: CareerMap): SpeltNames => {
  const longOf = new Map<string, Set<string>>();
  const add = (short: string, long: string): void => {
    longOf.set(short, (longOf.get(short) ?? new Set()).add(long));
  };
  for (const passage of passages.values()) for (const [short, long] of pairsIn(passageText(passage))) add(short, long);
  for (const credential of map.credentials) {
    if (credential.expansion) add(credential.name.toLowerCase(), words(credential.expansion).join(' '));
    for (const mention of credential.mentions) for (const [short, long] of pairsIn(mention.says)) add(short, long);
  }
  return { longOf, shortOf: new Map([...longOf].flatMap(([short, longs]) => [...longs].map(long => [long, short] as const))) };
};
