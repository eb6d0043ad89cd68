import { distance } from 'fastest-levenshtein';
import { createNameMatcher } from '../career/alias-matcher.js';
import { namesOfCredential } from '../career/names.js';
import type { Pack } from '../domain/pack.js';
import { knownWordsOf } from '../retrieval/index-content.js';
import { normaliseQuestion } from '../retrieval/normalise-question.js';
import { isStopWord, stem, words } from '../text/tokens.js';

export type NameKind = 'role' | 'credential';

/** What a pack's career map and guides know by name. */
export type KnownNames = {
  /** The first word that stands nowhere in the pack and is no slip of one that does; undefined when there is none. */
  strangeWord(text: string): string | undefined;
  /** Whether a role or credential stands in the text, by any of its names. The name of the whole field counts as a role. */
  names(text: string, kind?: NameKind): boolean;
  /** Whether the text says of whom, where or of which rank a figure is to be. */
  narrowsPay(text: string): boolean;
  /** The text cut where names of roles and credentials begin and end; what stands between two names is a piece as well. */
  cutByNames(text: string): string[];
  /** The titles nearest to what was typed, best first. */
  nearest(text: string, kind?: NameKind, count?: number): string[];
};

type Named = { readonly kind: NameKind; readonly title: string };

const entriesOf = ({ careerMap }: Pack): (readonly [string, Named])[] => [
  ...careerMap.roles.flatMap(({ title, aliases }) => [title, ...aliases].map(name => [name, { kind: 'role', title }] as const)),
  ...careerMap.credentials.flatMap(one =>
    namesOfCredential(one).map(name => [name, { kind: 'credential', title: one.name }] as const),
  ),
];

/** From 0, a word of the name as it was typed, to 1, nothing alike: how far the nearest word of a name is from one that was typed. */
const farness = (typed: readonly string[], name: string): number =>
  Math.min(1, ...words(name).flatMap(word => typed.map(each => distance(word, each) / Math.max(word.length, each.length))));

const createKnownNames = (pack: Pack): KnownNames => {
  const entries = entriesOf(pack);
  const counted = knownWordsOf(pack);
  const ofPack = new Map([...counted].filter(([, count]) => count > 0));
  const stems = new Set([...ofPack.keys()].map(stem));
  const known = { isKnownWord: (word: string) => counted.has(word), packWords: () => ofPack };
  const spell = (text: string): string => normaliseQuestion(text, pack.vocabulary, known);
  const match = createNameMatcher(entries);
  const { countries, levelWords, synonyms } = pack.vocabulary;
  const narrowing = new Set(
    [
      ...Object.keys({ ...countries, ...levelWords }),
      ...Object.values(synonyms).flat(),
      ...pack.careerMap.figures.flatMap(({ statistic, period, group }) => [statistic, period ?? '', group ?? '']),
    ]
      .flatMap(words)
      .filter(word => !isStopWord(word))
      .map(stem),
  );
  const field = new Set(pack.careerMap.roles.filter(role => role.occupation).flatMap(role => words(role.title).map(stem)));
  const isField = (text: string): boolean => {
    const said = words(text).filter(word => !isStopWord(word));
    return said.length > 0 && said.every(word => field.has(stem(word)));
  };

  return {
    strangeWord: text => words(spell(text)).find(word => !isStopWord(word) && !/\d/.test(word) && !stems.has(stem(word))),
    names: (text, kind) =>
      match(spell(text)).some(({ value }) => kind === undefined || value.kind === kind) ||
      (kind !== 'credential' && isField(spell(text))),
    narrowsPay: text =>
      match(spell(text)).length > 0 ||
      isField(spell(text)) ||
      words(spell(text)).some(word => /\d/.test(word) || narrowing.has(stem(word))),
    cutByNames(text) {
      const said = words(text);
      const pieces: string[] = [];
      let at = 0;
      for (const { start, end } of match(text)) {
        if (start > at) pieces.push(said.slice(at, start).join(' '));
        pieces.push(said.slice(start, end).join(' '));
        at = end;
      }
      return at < said.length ? [...pieces, said.slice(at).join(' ')] : pieces;
    },
    nearest(text, kind, count = 3) {
      const typed = words(text);
      const ranked = entries
        .filter(([, named]) => kind === undefined || named.kind === kind)
        .map(([name, { title }]) => ({ title, far: farness(typed, name) }))
        .toSorted((one, other) => one.far - other.far);
      return [...new Set(ranked.map(({ title }) => title))].slice(0, count);
    },
  };
};

const made = new WeakMap<Pack, KnownNames>();

/** The names of a pack, read when they are first asked for. */
export const knownNamesOf = (pack: Pack): KnownNames => {
  const known = made.get(pack) ?? createKnownNames(pack);
  made.set(pack, known);
  return known;
};
