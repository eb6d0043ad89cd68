import type { CareerMap, Credential } from '../../domain/career-map.js';
import { escapeRegExp } from '../../text/escape-reg-exp.js';
import type { Source } from './sources.js';
import type { SpeltNames } from './spelt-names.js';

/** A credential that a text gives to somebody. */
export type Issuing = { readonly credential: Credential; readonly issuer: string };

const looseName = (text: string): string => escapeRegExp(text).replaceAll(' ', '[ -]');

/** Words by which a credential is given to an organisation. */
const giving =
  /\b(?:issue[sd]?|issuing|issuer|offer(?:s|ed)?|award(?:s|ed|ing)?|grant(?:s|ed)?|confer(?:s|red)?|administer(?:s|ed)?|run(?:s)?|own(?:s|ed)?|give[sn]?|comes?|from|by|through|(?<!\b(?:along|together) )with|belongs?|via|body|behind|hand(?:s|ed)? out|credentials? of|certif(?:y|ies)|is|are|certifications?|credentials?)\b|['’]s?\b|[(/:]/i;
const turn = /;|\b(?:while|whereas|but|unlike|versus|vs)\b/i;

/** An organisation's name right before a credential's: "AHIMA's CCS", "the AAPC CPC". */
const adjoining = /^(?:['’]s?)?\s+(?:own |certified )?(?:\w+ )?\(?$/i;
const owning =
  /^(?:['’]s?\b|,?\s+(?:which |also |who )*(?:issues|offers|awards|runs|gives|grants|administers|confers|is behind|is the body behind|certifies|owns)\b)[^.,;]*$/i;

/** Two issuers as one: "both AAPC and AHIMA", "jointly". */
const together =
  /\bjointly\b|\b(?:issued?|run|offer(?:ed|s)?|award(?:ed|s)?|grant(?:ed|s)?)\b[^.;]*\btogether\b|^both (?!the |of )[A-Z]/i;

/** Builds the reader of who issues what: pairs that a text states, and whether the career map and the sources bear them out. */
export const createIssuerCheck = (map: CareerMap, spelt: SpeltNames) => {
  const byName = new Map<string, Credential>();
  for (const credential of map.credentials)
    for (const name of [credential.name, credential.expansion]) if (name) byName.set(name.toLowerCase(), credential);
  const issuers = [
    ...new Set(map.credentials.flatMap(credential => credential.mentions.flatMap(mention => mention.issuer ?? []))),
  ];
  const issuerOf = new Map<string, string>();
  for (const issuer of issuers)
    for (const name of [issuer.toLowerCase(), ...(spelt.longOf.get(issuer.toLowerCase()) ?? [])]) issuerOf.set(name, issuer);
  const pattern = (names: Iterable<string>): RegExp =>
    new RegExp(
      String.raw`(?<![\p{L}\p{N}-])(?:${[...names]
        .sort((a, b) => b.length - a.length)
        .map(looseName)
        .join('|')})s?(?![\p{L}\p{N}]|-[\p{L}\p{N}])`,
      'giu',
    );
  const credentialPattern = pattern(byName.keys());
  const issuerPattern = pattern(issuerOf.keys());
  const lookUp = <T>(names: ReadonlyMap<string, T>, found: string): T | undefined => {
    const key = found.toLowerCase().replaceAll('-', ' ');
    return (
      names.get(found.toLowerCase()) ??
      names.get(found.toLowerCase().replace(/s$/, '')) ??
      names.get(key) ??
      names.get(key.replace(/s$/, ''))
    );
  };

  /** Each organisation is given the credentials before it, back to the organisation before; else those that follow it closely. */
  const statedIn = (text: string): Issuing[] => {
    const plain = text.replaceAll('**', '');
    const bodies = [...plain.matchAll(issuerPattern)];
    const credentials = [...plain.matchAll(credentialPattern)];
    const taken = new Set<RegExpMatchArray>();
    return bodies.flatMap((body, at) => {
      const issuer = lookUp(issuerOf, body[0]);
      const start = body.index;
      const end = start + body[0].length;
      const next = bodies[at + 1]?.index ?? plain.length;
      const previous = bodies[at - 1];
      const from = previous ? previous.index + previous[0].length : 0;
      const closely = credentials.filter(one => {
        if (one.index < end || one.index >= next) return false;
        const between = plain.slice(end, one.index);
        return between.length <= 60 && !turn.test(between) && (adjoining.test(between) || owning.test(between));
      });
      const issues =
        /^\s*(?:issues|offers|awards|runs|gives|grants|is (?:the|its|their) (?:issuer|body|one|organi[sz]ation))\b/i.test(
          plain.slice(end),
        );
      const before = credentials.filter(one => {
        if (one.index < from || one.index >= start || taken.has(one)) return false;
        const between = plain.slice(one.index + one[0].length, start);
        return !turn.test(between) && (issues || giving.test(between));
      });
      const own = before.length > 0 ? before : closely;
      for (const one of closely) taken.add(one);
      return own.flatMap(one => {
        const credential = lookUp(byName, one[0]);
        return credential && issuer ? [{ credential, issuer }] : [];
      });
    });
  };
  /** "Both AAPC and AHIMA issue the CCS": what two are said to do together is said of each. */
  const statedOfEach = (text: string): Issuing[] => {
    const plain = text.replaceAll('**', '');
    const credentials = new Set([...plain.matchAll(credentialPattern)].flatMap(match => lookUp(byName, match[0]) ?? []));
    const bodies = new Set([...plain.matchAll(issuerPattern)].flatMap(match => lookUp(issuerOf, match[0]) ?? []));
    if (bodies.size < 2 || !together.test(plain) || /\brespectively\b/i.test(plain)) return statedIn(text);
    return [...credentials].flatMap(credential => [...bodies].map(issuer => ({ credential, issuer })));
  };
  const isBorneOut = ({ credential, issuer }: Issuing, sources: readonly Source[]): boolean => {
    if (credential.mentions.some(mention => mention.issuer === issuer)) return true;
    // An issuer that no record gives may stand in the cited text itself, unless a record gives another.
    if (credential.mentions.some(mention => mention.issuer !== undefined)) return false;
    return sources.some(source =>
      source.passage.sentences.some(text => statedIn(text).some(one => one.credential === credential && one.issuer === issuer)),
    );
  };
  return { statedIn: statedOfEach, isBorneOut };
};
