import type { CareerMap, Credential, Role } from '../domain/career-map.js';
import type { Vocabulary } from '../domain/pack.js';
import { createNameMatcher } from './alias-matcher.js';

/** What a question asks about, as far as its words tell; every field may be empty. */
export type Slots = {
  readonly roles: readonly Role[];
  readonly credentials: readonly Credential[];
  /** Organisations that issue credentials, as the career map writes them. */
  readonly issuers: readonly string[];
  readonly wants: ReadonlySet<Want>;
};

type Want = keyof Vocabulary['asks'];

/** Builds the reader once for a pack; the returned function takes a normalised question. */
export const createSlotReader = (map: CareerMap, vocabulary: Vocabulary): ((question: string) => Slots) => {
  // The longest name wins, so what only holds a role's name takes it away.
  const matchRoles = createNameMatcher([
    ...map.roles.flatMap(role => [...(role.occupation ? [] : [role.title]), ...role.aliases].map(name => [name, role] as const)),
    ...vocabulary.notRoles.map(name => [name, undefined] as const),
  ]);
  const matchCredentials = createNameMatcher(
    map.credentials.flatMap(credential =>
      [credential.name, credential.expansion ?? credential.name, ...credential.aliases].map(name => [name, credential] as const),
    ),
  );
  const issuers = new Set(map.credentials.flatMap(credential => credential.mentions.flatMap(mention => mention.issuer ?? [])));
  const matchIssuers = createNameMatcher([...issuers].map(issuer => [issuer, issuer] as const));
  const matchWants = createNameMatcher(
    (Object.keys(vocabulary.asks) as Want[]).flatMap(want => vocabulary.asks[want].map(words => [words, want] as const)),
  );
  const distinct = <T>(matches: readonly { value: T }[]): NonNullable<T>[] => [
    ...new Set(matches.flatMap(({ value }) => value ?? [])),
  ];
  const names = new Set(
    map.credentials.flatMap(credential => [credential.name, ...credential.aliases].map(name => name.toLowerCase())),
  );
  /** "XYZ-A" is not the XYZ: a hyphenated name that is no credential's is kept from matching its first half. */
  const apart = (text: string): string =>
    text.replace(/\b[a-z]{2,5}-[a-z]{1,2}\b/g, name => (names.has(name) ? name : name.replace('-', '')));
  return question => {
    const text = apart(question.toLowerCase());
    return {
      roles: distinct(matchRoles(text)),
      credentials: distinct(matchCredentials(text)),
      issuers: distinct(matchIssuers(text)),
      wants: new Set(distinct(matchWants(text))),
    };
  };
};
