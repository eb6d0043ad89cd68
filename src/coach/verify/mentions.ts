import type { CareerMap } from '../../domain/career-map.js';
import { escapeRegExp } from '../../text/escape-reg-exp.js';
import { placesIn } from '../../text/places.js';
import { words } from '../../text/tokens.js';

/** What a figure may be said to be of. A figure of coders in general is of role `coder`. */
export type Aspect = 'role' | 'statistic' | 'country' | 'group' | 'measure' | 'period' | 'study' | 'pace';

/** A word of a text that says what a figure is of, with its place. */
export type Mention = { readonly aspect: Aspect; readonly value: string; readonly start: number; readonly end: number };

/** The role of a figure that is for all coders. */
export const anyCoder = 'coder';

/** Ways to name the countries that figures are for; the first is how the career map writes it. */
const countryNames: Readonly<Record<string, string>> = {
  US: String.raw`US|U\.S\.A?\.?|USA|United States|the States|America|American|stateside`,
  UK: String.raw`UK|U\.K\.|United Kingdom|Britain|British|England`,
  Canada: 'Canada|Canadian',
  Germany: 'Germany|German',
  Australia: 'Australia|Australian',
  India: 'India|Indian',
};

const fixed: readonly (readonly [Aspect, string, RegExp])[] = [
  ['statistic', 'median', /\b(?:medians?|midpoint|middle of)\b/gi],
  [
    'statistic',
    'mean',
    /\b(?:means?(?= (?:of|is|was|pay|wage|salary|annual|figure|\W*[$\d]))|mean\b|averag(?:e[sd]?|ing)|avg)\b/gi,
  ],
  [
    'group',
    'entry',
    /\b(?:entry[- ]level|new coders?|newly certified|newcomers?|beginners?|starting (?:pay|salar\w+|wages?|out)|starters?)\b/gi,
  ],
  ['group', 'experienced', /\b(?:experienced|seasoned|veteran)\b/gi],
  ['measure', 'openings', /\b(?:openings?|vacanc(?:y|ies))\b/gi],
  [
    'measure',
    'new-jobs',
    /\b(?:new|additional|added|more) (?:US |coding )?(?:jobs?|positions?|posts?)\b|\b(?:jobs?|positions?) (?:added|gained)\b/gi,
  ],
  ['period', 'hour', /\b(?:hourly|(?:an|per|each|by the) hour|\/\s?h(?:ou)?r)\b/gi],
  ['period', 'year', /\b(?:annual(?:ly)?|yearly|(?:a|per|each|every) year|\/\s?y(?:ea)?r)\b/gi],
  ['period', 'month', /\b(?:monthly|(?:a|per|each|every|by the) month|\/\s?mo(?:nth)?)\b/gi],
  ['period', 'week', /\b(?:weekly|(?:a|per|each|every|by the) week|\/\s?w(?:ee)?k)\b/gi],
  ['period', 'day', /\b(?:daily|(?:a|per|each|every|by the) (?:day|shift)|\/\s?day)\b/gi],
  [
    'period',
    'piece',
    /\b(?:(?:a|per|each|every|by the) (?:chart|claim|record|case|encounter|code|page|visit|patient|project|assignment|piece|report|audit|contract|job|head|person)|per[- ]\p{L}+(?<!per[ -](?:year|hour|month|week|day|shift|cent|annum|percentile)))\b/giu,
  ],
  ['study', 'associate', /\bassociate(?:'s|’s|s)?\b/gi],
  ['study', 'bachelor', /\bbachelor(?:'s|’s|s)?\b/gi],
  ['study', 'certificate', /\bcertificat(?:e|ion)s? (?:program|course|training)s?\b|\bcertificates?\b/gi],
  ['pace', 'full-time', /\bfull[- ]time\b/gi],
  ['pace', 'part-time', /\bpart[- ]time\b/gi],
];

const looseName = (text: string): string => escapeRegExp(text).replace(/[ -]/g, '[ -]');

/** Short names of rungs that are ordinary words too, and so are read only where they stand as a noun. */
const bareWords: ReadonlySet<string> = new Set([
  'lead',
  'senior',
  'junior',
  'manager',
  'director',
  'supervisor',
  'consultant',
  'educator',
]);

/** Builds the finder once for a career map; the returned function gives mentions in reading order, the longest where they overlap. */
export const createMentionFinder = (map: CareerMap): ((text: string) => Mention[]) => {
  const roleOf = new Map<string, Set<string>>();
  for (const role of map.roles)
    for (const name of [role.title, ...role.aliases, ...role.placements.map(one => one.as)]) {
      const key = words(name).join(' ');
      if (key.length < 4 || /^(?:sr|jr|snr|mgr|mngr|dir)$/.test(key)) continue;
      roleOf.set(
        key,
        (roleOf.get(key) ?? new Set()).add(role.occupation && key === words(role.title).join(' ') ? anyCoder : role.id),
      );
    }
  for (const word of bareWords) {
    const owner = map.roles.find(role => role.rung !== undefined && words(role.title).includes(word) && !role.occupation);
    if (owner) roleOf.set(word, (roleOf.get(word) ?? new Set()).add(owner.id));
  }
  const names = [...roleOf.keys()].sort((a, b) => b.length - a.length);
  const roles = new RegExp(
    String.raw`(?<![\p{L}\p{N}-])(?:${names.map(looseName).join('|')})(?:s|es|ies)?(?![\p{L}\p{N}])`,
    'giu',
  );
  const coders =
    /(?<![\p{L}\p{N}])(?:medical )?coders?(?![\p{L}\p{N}])|\b(?:overall|nationally|nationwide|across the (?:field|occupation|profession)|all coders)\b/giu;
  const rolesNamed = (found: string): ReadonlySet<string> => {
    const key = words(found).join(' ');
    return (
      roleOf.get(key) ??
      roleOf.get(key.replace(/ies$/, 'y')) ??
      roleOf.get(key.replace(/e?s$/, '')) ??
      roleOf.get(key.replace(/s$/, '')) ??
      new Set()
    );
  };

  return text => {
    const found: Mention[] = [];
    const add = (aspect: Aspect, value: string, match: RegExpMatchArray): void => {
      const start = match.index ?? 0;
      found.push({ aspect, value, start, end: start + match[0].length });
    };
    for (const match of text.matchAll(roles)) for (const role of rolesNamed(match[0])) add('role', role, match);
    for (const match of text.matchAll(coders))
      if (!found.some(one => one.start <= match.index && one.end >= match.index + match[0].length)) add('role', anyCoder, match);
    for (const [country, pattern] of Object.entries(countryNames))
      for (const match of text.matchAll(
        new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${pattern})(?![\p{L}\p{N}])`, country.length > 2 ? 'giu' : 'gu'),
      ))
        add('country', country, match);
    for (const [aspect, value, pattern] of fixed) for (const match of text.matchAll(pattern)) add(aspect, value, match);
    return found.sort((a, b) => a.start - b.start);
  };
};

const known = new RegExp(`^(?:${Object.values(countryNames).join('|')})$`, 'i');

/** Places of a text by the names that sources are searched for: countries as the career map writes them, others as they stand. */
export const placeNamesIn = (text: string): string[] => {
  const countries = Object.entries(countryNames)
    .filter(([country, pattern]) =>
      new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${pattern})(?![\p{L}\p{N}])`, country.length > 2 ? 'iu' : 'u').test(text),
    )
    .map(([country]) => country);
  return [...countries, ...placesIn(text).filter(place => !known.test(place))];
};
