import type { CareerMap, PayFigure } from '../../domain/career-map.js';
import type { GuideInfo } from '../../domain/guide.js';
import { type Passage, passageText } from '../../domain/passage.js';
import { type Quantity, readQuantities } from '../../text/quantities.js';
import { passageIdOf } from '../../text/slug.js';
import { contentStems, fold, stem, words } from '../../text/tokens.js';
import { type Attached, attach } from './attach.js';
import { type Aspect, type Mention, placeNamesIn } from './mentions.js';
import { once } from './once.js';
import { aspectsOfRecord, measureWords } from './record-aspects.js';

/** A figure as a source gives it, with what the source says it is of. */
export type KnownFigure = {
  /** Whether it is a record of the career map, and not read from a text. */
  readonly typed: boolean;
  readonly quantity: Quantity;
  readonly aspects: ReadonlyMap<Aspect, ReadonlySet<string>>;
  readonly experience: ReadonlySet<number>;
  /** The sentence, or what the record says. */
  readonly text: string;
  /** Years of the calendar that its sentence names. */
  readonly years: ReadonlySet<number>;
  /** Which end of a range it is. */
  readonly end: 'low' | 'high' | undefined;
};

const endOf = ({ start, range }: Quantity, all: readonly Quantity[]): KnownFigure['end'] =>
  range !== undefined ? 'high' : all.some(other => other.range === start) ? 'low' : undefined;

/** What a passage supports: its own text, the records that cite it, and what its guide says of itself. */
export type Source = {
  readonly id: string;
  readonly passage: Passage;
  readonly guide: GuideInfo | undefined;
  readonly figures: readonly KnownFigure[];
  /** Years of the calendar of the passage and its records. */
  readonly years: ReadonlySet<number>;
  /** Years that the guide says its data are of. */
  readonly dataYears: ReadonlySet<number>;
  /** Stems of every word, function words too, of the passage and its records. */
  readonly stems: ReadonlySet<string>;
  /** Stems that carry its topic, of the questions it answers too; not of what members call it otherwise, which says little. */
  readonly topic: ReadonlySet<string>;
  /** Words as they stand, lower case, hyphenated names whole. */
  readonly words: ReadonlySet<string>;
  /** The text, lower case, words parted by single blanks. */
  readonly plain: string;
  readonly places: ReadonlySet<string>;
  /** Its sentences and what its records say, as they stand. */
  readonly statements: readonly string[];
  /** Sentences that may be repeated word for word, by their exact text. */
  readonly sentences: ReadonlySet<string>;
};

export type Sources = {
  of(id: string): Source | undefined;
  /** How much a topic's stem tells: rare ones more. */
  weightOf(stem: string): number;
  isKnownStem(stem: string): boolean;
  /** The stems of every passage's own text. */
  everyPassage(): readonly ReadonlySet<string>[];
  /** Every heading and sentence of the pack as its stems in order, parted by blanks, without what it says it leaves out. */
  everySentence(): readonly string[];
};

/** How a sentence is compared with another: by its letters and digits. */
export const bareText = (text: string): string => words(text).join(' ');

/**
 * How a sentence is compared word for word: dashes, stops and strong text aside, every sign of an amount counts, so that "€24.16", "-7%" and
 * "$50.250" are not "$24.16", "7%" and "$50,250".
 */
export const exactText = (text: string): string =>
  (fold(text).match(/\p{L}+|(?<![\p{L}\p{N}])[-−](?=[\d$£€₹])|\d+(?:[.,]\d+)*|[$£€₹%‰+~<>≈≤≥]/gu) ?? []).join(' ');

const wholeWords = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+(?:[-/&][\p{L}\p{N}]+)*/gu) ?? [];

const merge = (into: Map<Aspect, Set<string>>, from: ReadonlyMap<Aspect, ReadonlySet<string>>): void => {
  for (const [aspect, values] of from) into.set(aspect, new Set([...(into.get(aspect) ?? []), ...values]));
};

/** A figure that stands alone in its sentence is of all that the sentence names. */
const aspectsOfSentence = (
  mentions: readonly Mention[],
  attached: Attached | undefined,
  alone: boolean,
): ReadonlyMap<Aspect, ReadonlySet<string>> => {
  if (!alone) return attached?.aspects ?? new Map();
  const all = new Map<Aspect, Set<string>>();
  for (const mention of mentions) merge(all, new Map([[mention.aspect, new Set([mention.value])]]));
  merge(all, attached?.aspects ?? new Map());
  return all;
};

/** The ends of a projection are not when the data are of. */
const isRangeEnd = (text: string, year: number): boolean =>
  new RegExp(String.raw`${year}\s*(?:[-–]|to)\s*\d|\d\s*(?:[-–]|to)\s*${year}`).test(text);

const yearsIn = (text: string): Set<number> =>
  new Set(readQuantities(text).quantities.flatMap(one => (one.kind === 'year' ? [one.value] : [])));

/** An object whose properties are made when they are first read. */
const lazily = (makers: { readonly [K in keyof Source]: () => Source[K] }): Source => {
  const source = {};
  for (const [name, make] of Object.entries(makers))
    Object.defineProperty(source, name, { get: once(make as () => unknown), enumerable: true });
  return source as Source;
};

/** Reads sources as they are asked for and keeps them. */
export const createSources = (
  passages: ReadonlyMap<string, Passage>,
  guides: ReadonlyMap<string, GuideInfo>,
  map: CareerMap,
  mentionsIn: (text: string) => Mention[],
): Sources => {
  const credentials = new Set(map.credentials.map(credential => credential.name.toLowerCase()));
  const occupations = new Set(map.roles.filter(role => role.occupation).map(role => role.id));
  const says = new Map<string, string[]>();
  const figures = new Map<string, PayFigure[]>();
  const addSays = (cite: { guide: string; section: string; says: string }): void => {
    const id = passageIdOf(cite);
    says.set(id, [...(says.get(id) ?? []), cite.says]);
  };
  for (const figure of map.figures) {
    addSays(figure);
    figures.set(passageIdOf(figure), [...(figures.get(passageIdOf(figure)) ?? []), figure]);
  }
  for (const credential of map.credentials) for (const mention of credential.mentions) addSays(mention);
  for (const move of map.moves) addSays(move);
  for (const conflict of map.conflicts)
    for (const side of conflict.sides) {
      addSays(side);
      addSays({ ...side, says: conflict.note });
    }

  const known = (text: string): KnownFigure[] => {
    const reading = readQuantities(text);
    const mentions = mentionsIn(reading.text);
    const attached = attach(reading, mentions);
    const [first] = new Set(attached.values());
    const others = reading.quantities.filter(one => attached.get(one) !== first && one.kind === 'count');
    const alone = new Set(attached.values()).size <= 1 && others.length === 0;
    const years = yearsIn(text);
    return reading.quantities.map(quantity => ({
      text,
      years,
      end: endOf(quantity, reading.quantities),
      typed: false,
      quantity,
      aspects: aspectsOfSentence(mentions, attached.get(quantity), alone),
      experience: new Set(
        alone
          ? reading.quantities.filter(one => one.kind === 'time').map(one => one.value)
          : (attached.get(quantity)?.experience ?? []),
      ),
    }));
  };

  const read = (passage: Passage): Source => {
    const guide = guides.get(passage.guide);
    const records = figures.get(passage.id) ?? [];
    const ownSays = says.get(passage.id) ?? [];
    const text = `${passage.section}. ${passageText(passage)}`;
    const meta = guide
      ? [guide.title, guide.publisher, guide.spokenName, guide.author, guide.dataAsOf, guide.published].join(' ')
      : '';
    const all = `${text} ${passage.headingPath.join(' ')} ${ownSays.join(' ')} ${meta}`;
    const figuresOf = (): KnownFigure[] => [
      ...[passage.section, ...passage.sentences, ...ownSays].flatMap(known),
      ...records.flatMap(recordFigures),
    ];
    return lazily({
      id: () => passage.id,
      passage: () => passage,
      guide: () => guide,
      figures: figuresOf,
      years: () => yearsIn(`${text} ${ownSays.join(' ')}`),
      dataYears: () => new Set([...yearsIn(meta)].filter(year => !isRangeEnd(meta, year))),
      stems: () => new Set(words(all).map(stem)),
      topic: () => new Set(contentStems(`${all} ${passage.answers.join(' ')}`)),
      words: () => new Set(wholeWords(all).flatMap(word => (credentials.has(word) ? [word] : [word, ...words(word)]))),
      plain: () => ` ${bareText(all)} `,
      places: () => new Set(placeNamesIn(`${all} ${guide?.region ?? ''}`)),
      statements: () => [...passage.sentences, ...ownSays],
      sentences: () => new Set([...passage.sentences, ...ownSays].map(exactText)),
    });
  };
  const recordFigures = (record: PayFigure): KnownFigure[] => {
    const typed = aspectsOfRecord(record, occupations);
    const experience = new Set(
      [record.years?.from, record.years?.to].flatMap(years => (years === undefined ? [] : [years * 12])),
    );
    const { quantities } = readQuantities(record.text);
    const text = [record.text, record.basis, record.says, measureWords[record.measure]].join(' ');
    const years = yearsIn(`${record.basis} ${record.says}`);
    return quantities.map(quantity => ({
      typed: true,
      quantity,
      aspects: typed,
      experience,
      text,
      years,
      end: endOf(quantity, quantities),
    }));
  };

  const everyPassage = once(() =>
    [...passages.values()].map(passage => new Set(contentStems(`${passage.section} ${passageText(passage)}`))),
  );
  const everySentence = once(() =>
    [...passages.values()]
      .flatMap(passage => [passage.section, ...passage.sentences])
      .map(text =>
        words(text.replace(/\b(?:excluding|not counting|without|other than)\b[^,.;]*/gi, ''))
          .map(stem)
          .join(' '),
      ),
  );
  const counts = once(() => {
    const found = new Map<string, number>();
    for (const [at, passage] of [...passages.values()].entries())
      for (const one of new Set([...(everyPassage()[at] ?? []), ...contentStems(passage.answers.join(' '))]))
        found.set(one, (found.get(one) ?? 0) + 1);
    for (const text of [...says.values()].flat()) for (const one of contentStems(text)) if (!found.has(one)) found.set(one, 1);
    return found;
  });
  const cache = new Map<string, Source>();
  return {
    of(id) {
      const kept = cache.get(id);
      if (kept) return kept;
      const passage = passages.get(id);
      if (!passage) return undefined;
      const source = read(passage);
      cache.set(id, source);
      return source;
    },
    weightOf: one => Math.log((passages.size + 1) / ((counts().get(one) ?? 2) + 0.5)),
    isKnownStem: one => counts().has(one),
    everyPassage,
    everySentence,
  };
};
