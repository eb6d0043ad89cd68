import type { CareerMap } from '../../domain/career-map.js';
import { isStopWord, stem, words } from '../../text/tokens.js';
import { expansionsHold } from './check-expansions.js';
import { placeNamesIn } from './mentions.js';
import { bareText, type Source } from './sources.js';
import type { SpeltNames } from './spelt-names.js';

export type NameFault = 'unknown name' | 'unknown place' | 'unknown month' | 'foreign letters' | 'unknown study';

/** Needs no source: the language, not the field. */
const freeAcronyms: ReadonlySet<string> = new Set([
  'ok',
  'us',
  'usa',
  'usd',
  'cad',
  'aud',
  'gbp',
  'eur',
  'inr',
  'uk',
  'ii',
  'iii',
  'i',
  'a',
  'tv',
  'k',
]);
const freeCapitals: ReadonlySet<string> = new Set(
  'i im ive id ill american america british britain canadian german australian indian united states kingdom states england'.split(
    ' ',
  ),
);

const months = 'january february march april may june july august september october november december'.split(' ');
const monthPattern = new RegExp(
  String.raw`\b(?:${months.filter(month => month !== 'may').join('|')})\b|\bmay(?=,? \d{4})|\b(?:in|of|since|from|until) may\b(?! be)`,
  'gi',
);

const datePattern = new RegExp(String.raw`\b(?:${months.join('|')}),? (?:of )?\d{4}\b`, 'gi');

/** Who would have found something out; a guide that names no study is not made to cite one. */
const studyWords =
  /\b(?:surveys?|stud(?:y|ies)|polls?|research(?:ers)?|analysts?|experts?|insiders?|statistics show|newsletter|magazine|podcast|whitepaper|press release)\b/gi;

const certified =
  /\bcertified(?: [\p{L}-]+){0,4}? (?:coders?|auditors?|billers?|professionals?|specialists?|officers?|managers?|experts?|associates?|instructors?|technicians?|administrators?|analysts?|consultants?|master|practitioners?)\b/giu;

/** What capitals mean nothing behind: the start, a stop, a colon, a bracket, a quote or strong text. */
const startsAnew = /(?:^|[.:?!•(|–"“/]\s*|\*\*\s*)$/;
const saying =
  /^\s*(?:'s|’s|\s(?:says?|puts?|reports?|finds?|found|estimates?|shows?|notes?|gives?|lists?|states?|claims?|recommends?|ranks?|data|figures?|survey|offers?|issues?)\b)/;

/** Who is said to have said something: behind "according to", or in front of a verb at the beginning. */
const telling =
  /\b(?:according to|as reported by|data (?:from|by)) (?:the |an? )?([\p{L}][\p{L}\p{N}-]*)|^(?:the )?([\p{L}][\p{L}\p{N}-]*)(?=\s(?:(?:itself|also|even) )?(?:says?|puts?|reports?|finds?|found|estimates?|expects?|projects?|shows?|notes?|gives?|lists?|counts?|states?|claims?|pegs?|recommends?|ranks?|data)\b)/giu;

/** A name in capitals that ends in what it is. */
const titled =
  /(?:\p{Lu}[\p{L}-]+ ){1,6}(?:Credential|Certificate|Certification|Diploma|Licen[cs]e|Designation|Fellowship)s?\b/gu;

/** Builds the check of a text's names against the sources that it cites. Every credential, organisation, place and other name must stand there. */
export const createNameCheck = (
  map: CareerMap,
  spelt: SpeltNames,
  isKnownStem: (stem: string) => boolean,
  properNames: ReadonlySet<string>,
) => {
  const issuers = new Set(
    map.credentials.flatMap(credential => credential.mentions.flatMap(mention => mention.issuer?.toLowerCase() ?? [])),
  );
  /** Names that need a source however they are written: credentials and issuers. */
  const guarded = new Set([...map.credentials.map(credential => credential.name.toLowerCase()), ...issuers]);
  /** Organisations and credentials spelt out. */
  const longNames = [...spelt.shortOf.keys()].filter(
    long =>
      guarded.has(spelt.shortOf.get(long) ?? '') ||
      / (?:association|academy|bureau|institute|board|council|society|department|centers?)\b/.test(` ${long}`),
  );

  const stands = (name: string, source: Source): boolean =>
    source.words.has(name) ||
    source.words.has(name.replace(/s$/, '')) ||
    [...(spelt.longOf.get(name) ?? spelt.longOf.get(name.replace(/s$/, '')) ?? [])].some(long =>
      source.plain.includes(` ${long} `),
    );
  const standsSomewhere = (name: string, sources: readonly Source[]): boolean => sources.some(source => stands(name, source));

  const acronymsHold = (text: string, sources: readonly Source[]): boolean => {
    const own = text.replace(/\b([A-Z])\.([A-Z])\.(?:([A-Z])\.)?/g, '$1$2$3');
    for (const [token] of own.matchAll(/[\p{L}\p{N}]+(?:[-&/][\p{L}\p{N}]+)*/gu)) {
      const name = token.toLowerCase();
      const bare = name.replace(/s$/, '');
      const isGuarded = guarded.has(name) || guarded.has(bare);
      const capitals = (token.match(/\p{Lu}/gu) ?? []).length;
      const mixed = /\p{L}\d|\d\p{L}{2,}/u.test(token) && !/^\d+(?:st|nd|rd|th|k|s|am|pm)$/i.test(token);
      if (!isGuarded && capitals < 2 && !mixed) {
        // A hyphenated word may hold a name: "AAPC-approved" does, "entry-level" does not.
        if (
          token.split(/[-/&]/).some(piece => guarded.has(piece.toLowerCase()) && !standsSomewhere(piece.toLowerCase(), sources))
        )
          return false;
        continue;
      }
      // Without a mark only what the field is full of may be named: a role, never a credential or its issuer.
      if (sources.length === 0 && !isGuarded && isKnownStem(stem(bare))) continue;
      if (freeAcronyms.has(bare) || freeAcronyms.has(name) || standsSomewhere(name, sources)) continue;
      const pieces = token.split(/[-/&]/).map(piece => piece.toLowerCase());
      const piecewise =
        pieces.length > 1 &&
        !guarded.has(name) &&
        pieces.every(
          piece =>
            freeAcronyms.has(piece) ||
            standsSomewhere(piece, sources) ||
            (isStemOf(piece, sources) && !guarded.has(piece)) ||
            (/^[a-z]{4,}$/.test(piece) && isKnownStem(stem(piece))),
        );
      const loud = capitals === token.length && token.length > 3 && !guarded.has(name) && isStemOf(name, sources);
      const camel = capitals < token.length && !mixed && !isGuarded && isStemOf(name, sources);
      if (!piecewise && !loud && !camel) return false;
    }
    return true;
  };
  const isStemOf = (word: string, sources: readonly Source[]): boolean => sources.some(source => source.stems.has(stem(word)));

  const longNamesHold = (text: string, sources: readonly Source[]): boolean => {
    const plain = ` ${bareText(text)} `;
    return longNames.every(
      long =>
        !plain.includes(` ${long} `) ||
        sources.some(source => source.plain.includes(` ${long} `)) ||
        standsSomewhere(spelt.shortOf.get(long) ?? '', sources),
    );
  };

  /** "Certified Elite Coder": what is called certified something is a credential, and stands in the source by its whole name. */
  const certifiedHold = (text: string, sources: readonly Source[]): boolean =>
    [...text.matchAll(certified)].every(([phrase]) => {
      const plain = bareText(phrase).replace(/s$/, '');
      if (sources.some(source => source.plain.includes(` ${plain}`))) return true;
      if (spelt.shortOf.has(plain)) return standsSomewhere(spelt.shortOf.get(plain) ?? '', sources);
      // "Certified coders" are coders with a certification.
      return /^certified (?:medical |professional |inpatient |outpatient )?(?:coder|professional|specialist|auditor|biller)s?$/.test(
        phrase,
      );
    });

  const spelledOut = (text: string, sources: readonly Source[]): ReadonlySet<string> =>
    new Set(
      [...spelt.shortOf].flatMap(([long, short]) =>
        ` ${bareText(text)} `.includes(` ${long} `) && standsSomewhere(short, sources) ? long.split(' ') : [],
      ),
    );

  const capitalsHold = (text: string, sources: readonly Source[]): boolean => {
    const free = spelledOut(text, sources);
    for (const match of text.matchAll(/(?<![\p{L}\p{N}'’-])\p{Lu}\p{Ll}+(?:['’]\p{Ll}+)?(?![\p{L}\p{N}])/gu)) {
      const word = match[0]
        .toLowerCase()
        .replace(/['’]s?$/, '')
        .replace(/['’].*$/, '');
      if (
        freeCapitals.has(word) ||
        free.has(word) ||
        months.includes(word) ||
        isStemOf(word, sources) ||
        (sources.length === 0 && isKnownStem(stem(word))) ||
        isStemOf(`${word}s`, sources)
      )
        continue;
      // What the pack writes with a capital wherever it stands is a name at the start of a sentence too.
      if (properNames.has(word)) return false;
      const initial = startsAnew.test(text.slice(0, match.index));
      if (!initial) return false;
      // At the start of a sentence every word has a capital: only one that says something there, and that the pack does not know, is a name.
      const known = isStopWord(word) || isKnownStem(stem(word));
      if (!known && saying.test(text.slice(match.index + match[0].length))) return false;
    }
    return true;
  };

  /** An issuer that a source names has not said what that source says, unless the guide is its own or tells so. */
  const isTeller = (issuer: string, { guide, statements }: Source): boolean =>
    words(`${guide?.publisher} ${guide?.title}`).includes(issuer) ||
    statements.some(one => [...one.matchAll(telling)].some(match => (match[1] ?? match[2])?.toLowerCase() === issuer));

  /** "According to glassdoor", "linkedin expects": who is said to have said it is named in the source, however it is written. */
  const tellersHold = (text: string, sources: readonly Source[]): boolean =>
    [...text.matchAll(telling)].every(match => {
      const teller = (match[1] ?? match[2] ?? '').toLowerCase();
      if (issuers.has(teller)) return sources.some(source => isTeller(teller, source));
      if (isStemOf(teller, sources) || standsSomewhere(teller, sources)) return true;
      return match[1] ? isStopWord(teller) || /^(?:guides?|sources?)$/.test(teller) : !properNames.has(teller);
    });

  /** "The Outpatient Coding Credential" is one by its name and stands in the source whole; so does what is called a diploma. */
  const titlesHold = (text: string, sources: readonly Source[]): boolean =>
    [...text.matchAll(titled)].every(([title]) => {
      const plain = bareText(title.replace(/^(?:The|An?|This|That|Your|Their|Most|Some|Any|Each|Every) /, ''));
      return !plain.includes(' ') || sources.some(source => source.plain.includes(` ${plain}`));
    }) && [...text.matchAll(/\b(?:diplomas?|fellowships?)\b/gi)].every(([noun]) => isStemOf(noun.toLowerCase(), sources));

  return (text: string, sources: readonly Source[]): NameFault | undefined => {
    const plain = text.replaceAll('**', '');
    for (const letter of plain)
      if (/\p{L}/u.test(letter) ? !/\p{Script=Latin}/u.test(letter) : /\p{N}/u.test(letter) && !/[0-9]/.test(letter))
        return 'foreign letters';
    if (
      !acronymsHold(plain, sources) ||
      !longNamesHold(plain, sources) ||
      !certifiedHold(plain, sources) ||
      !expansionsHold(plain, sources, spelt) ||
      !titlesHold(plain, sources) ||
      !tellersHold(plain, sources) ||
      !capitalsHold(text, sources)
    )
      return 'unknown name';
    const places = placeNamesIn(plain);
    if (
      !places.every(
        place => place === 'US' || sources.some(source => source.places.has(place) || source.plain.includes(` ${place} `)),
      )
    )
      return 'unknown place';
    const isMonthKnown = ([month]: RegExpMatchArray): boolean => {
      const name = words(month).at(-1) ?? '';
      return sources.some(source => source.words.has(name));
    };
    if (![...plain.matchAll(monthPattern)].every(isMonthKnown)) return 'unknown month';
    const dates = [...plain.matchAll(datePattern)].map(([date]) => ` ${bareText(date)} `);
    if (!dates.every(date => sources.some(source => source.plain.includes(date)))) return 'unknown month';
    if (![...plain.matchAll(studyWords)].every(([word]) => isStemOf(word.toLowerCase(), sources))) return 'unknown study';
    return undefined;
  };
};
