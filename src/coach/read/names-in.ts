import { createNameMatcher } from '../../career/alias-matcher.js';
import { namesOfCredential, namesOfRole } from '../../career/names.js';
import type { Pack } from '../../domain/pack.js';
import { words } from '../../text/tokens.js';

/** A name as it stands in a text: `start` and `end` count its words. */
export type NameIn = { readonly id: string; readonly start: number; readonly end: number };
/** What a text names, by kind: things of one kind take one another's place ("and by night?" after by day). */
export type NamesIn = (text: string) => ReadonlyMap<string, readonly NameIn[]>;

/** Finds a pack's roles, credentials, countries, and whatever else its vocabulary says may take another's place. */
export const createNamesIn = ({ careerMap, vocabulary }: Pick<Pack, 'careerMap' | 'vocabulary'>): NamesIn => {
  const credentialNames = careerMap.credentials.flatMap(one => namesOfCredential(one).map(name => [name, one.id] as const));
  const roleNames = careerMap.roles.flatMap(role => namesOfRole(role).map(name => [name, role.id] as const));
  const kinds: readonly (readonly [kind: string, names: readonly (readonly [string, string])[]])[] = [
    ['credential', credentialNames],
    ['role', roleNames],
    ['country', Object.entries(vocabulary.countries)],
    ...vocabulary.alternatives.map((group, at) => [`alternative ${at}`, group.map(one => [one, one] as const)] as const),
  ];
  const matchers = kinds.map(([kind, names]) => [kind, createNameMatcher(names)] as const);
  return text => {
    const found = new Map<string, readonly NameIn[]>();
    for (const [kind, match] of matchers) {
      const own = match(text).map(({ value, start, end }) => ({ id: value, start, end }));
      if (own.length > 0) found.set(kind, own);
    }
    return found;
  };
};

/** The words of a name, as the text has them. */
export const wordsOfName = (text: string, { start, end }: NameIn): string => words(text).slice(start, end).join(' ');
