import { type Quantity, type Reading, readQuantities } from '../../text/quantities.js';
import { type Attached, attach } from './attach.js';
import { isSameQuantity } from './figure-match.js';
import { type Aspect, anyCoder, type Mention } from './mentions.js';
import type { KnownFigure, Source } from './sources.js';

/** A part of a sentence with the sources that its marks name. */
export type SourcedPart = { readonly text: string; readonly sources: readonly Source[] };

/** The figures of a sentence, each with its part's place in the list, read as one text. */
type SentenceReading = Reading & { readonly partOf: ReadonlyMap<Quantity, number> };

const rankWords: Readonly<Record<number, readonly RegExp[]>> = {
  10: [/\b(?:bottom|lowest|worst)[- ](?:paid |earning )?$/i],
  25: [/\b(?:bottom|lowest|lower)[- ](?:paid |earning )?$/i],
  90: [/\b(?:top|highest|best)[- ](?:paid |earning )?$/i],
  75: [/\b(?:top|highest|upper)[- ](?:paid |earning )?$/i],
};

/** "The top 10 percent" is how people say the 90th percentile. */
const asPercentile = (quantity: Quantity, text: string): number | undefined => {
  if (quantity.kind !== 'percent') return undefined;
  const lead = text.slice(Math.max(0, quantity.start - 24), quantity.start);
  return [quantity.value, 100 - quantity.value].find(
    value => rankWords[value]?.some(pattern => pattern.test(lead)) && value < 50 === /bottom|low|worst/i.test(lead),
  );
};

const readParts = (parts: readonly SourcedPart[]): SentenceReading => {
  let text = '';
  const quantities: Quantity[] = [];
  const partOf = new Map<Quantity, number>();
  for (const [at, part] of parts.entries()) {
    const offset = text.length === 0 ? 0 : text.length + 1;
    const reading = readQuantities(part.text);
    text = offset === 0 ? reading.text : `${text} ${reading.text}`;
    for (const found of reading.quantities) {
      const percentile = asPercentile(found, reading.text);
      const one: Quantity = percentile === undefined ? found : { ...found, kind: 'percentile', value: percentile };
      const moved = {
        ...one,
        start: one.start + offset,
        end: one.end + offset,
        ...(one.range === undefined ? {} : { range: one.range + offset }),
      };
      quantities.push(moved);
      partOf.set(moved, at);
    }
  }
  return { text, quantities, partOf };
};

const overlaps = (said: ReadonlySet<string>, known: ReadonlySet<string>): boolean => [...said].some(value => known.has(value));

/** What sources say a figure is of, taken together per source. */
const knownOf = (figures: readonly KnownFigure[], aspect: Aspect): Set<string> => {
  const valuesOf = (some: readonly KnownFigure[]): Set<string> =>
    new Set(some.flatMap(figure => [...(figure.aspects.get(aspect) ?? [])]));
  const typed = valuesOf(figures.filter(figure => figure.typed));
  // What a record says is counted, and per what, a sentence that names more than that does not widen.
  return typed.size > 0 && (aspect === 'measure' || aspect === 'period') ? typed : valuesOf(figures);
};

const agreesOn = (aspect: Aspect, said: ReadonlySet<string>, known: ReadonlySet<string>, kind: Quantity['kind']): boolean => {
  if (overlaps(said, known)) return true;
  switch (aspect) {
    case 'role':
      // A length of time is often nobody's in particular; a figure of pay is, if not a role's, all coders'.
      if (kind === 'time' || kind === 'percent') return ![...known].some(value => value !== anyCoder);
      return known.size === 0 && said.has(anyCoder);
    case 'statistic':
      return kind === 'time' || kind === 'percent';
    case 'country':
      return known.size === 0 || (said.size === 1 && said.has('US') && ![...known].some(value => value !== 'US'));
    case 'group':
    case 'measure':
    case 'period':
    case 'study':
    case 'pace':
      return known.size === 0;
    default:
      return aspect satisfies never;
  }
};

const agrees = (said: Attached, figures: readonly KnownFigure[], source: Source, quantity: Quantity): boolean => {
  for (const [aspect, values] of said.aspects)
    if (!agreesOn(aspect, values, knownOf(figures, aspect), quantity.kind)) return false;
  if ([...said.years].some(year => !source.years.has(year) && !source.dataYears.has(year))) return false;
  const experience = new Set(figures.flatMap(figure => [...figure.experience]));
  return experience.size === 0 || said.experience.size === 0 || [...said.experience].some(value => experience.has(value));
};

const ratioWords: readonly (readonly [pattern: RegExp, ratio: number])[] = [
  [/\b(?:twice|double[sd]?|doubling)\b/i, 2],
  [/\b(?:triple[sd]?|three times)\b/i, 3],
  [/\bhalf (?:as much|what|that|the (?:pay|median|figure|salary))\b/i, 2],
];
const ratioSlack = 0.12;
/** "More than twice" may be a good deal more. */
const openSlack = 0.4;

/** "Twice" needs two cited figures of one kind, one about twice the other, or the word itself in what is cited. */
const ratiosHold = (reading: SentenceReading, parts: readonly SourcedPart[]): boolean => {
  const sources = parts.flatMap(part => part.sources);
  const own = reading.quantities.filter(one => one.kind !== 'year' && one.kind !== 'percentile');
  const cited = sources.flatMap(source => source.figures.map(figure => figure.quantity));
  return ratioWords.every(([pattern, ratio]) => {
    const word = pattern.exec(reading.text);
    if (!word || sources.some(source => pattern.test(source.passage.sentences.join(' ')))) return true;
    const more = /(?:more than|over|well over) $/i.test(reading.text.slice(0, word.index));
    const bears = (a: number, b: number): boolean => {
      const found = Math.max(a, b) / Math.min(a, b) / ratio;
      return more ? found >= 1 && found <= 1 + openSlack : Math.abs(found - 1) <= ratioSlack;
    };
    const pool = own.length >= 2 ? own : [...own, ...cited];
    const firsts = own.length > 0 ? own : cited;
    return firsts.some(a => pool.some(b => b.kind === a.kind && a.value > 0 && b.value > 0 && bears(a.value, b.value)));
  });
};

/** A single year beside a figure may be that of the guide's data; any other stands in the passage. */
const isYearOf = (source: Source, year: Quantity, { quantities }: Reading): boolean => {
  if (source.years.has(year.value)) return true;
  const isEnd = year.range !== undefined || quantities.some(other => other.range === year.start);
  return (
    !isEnd &&
    source.dataYears.has(year.value) &&
    quantities.some(other => other.kind === 'money' || other.kind === 'percent' || other.kind === 'count')
  );
};

const decade = 120;

/** "The ten years to 2034" are those from 2024. */
const isDecade = (quantity: Quantity, sources: readonly Source[], text: string): boolean =>
  quantity.kind === 'time' &&
  /\b(?:decade|20\d\d)\b/i.test(text) &&
  quantity.value === decade &&
  sources.some(source => [...source.years].some(from => source.years.has(from + 10)));

export type FigureFault = 'unknown figure' | 'figure of something else' | 'ratio not borne out';

/**
 * Holds every figure of a sentence against its part's sources: it must stand there with its unit, and what the sentence says it is of (role,
 * statistic, country, year, experience) must be what one source says of it.
 */
export const checkFigures = (parts: readonly SourcedPart[], mentionsIn: (text: string) => Mention[]): FigureFault | undefined => {
  const reading = readParts(parts);
  const attached = attach(reading, mentionsIn(reading.text));
  for (const quantity of reading.quantities) {
    const sources = parts[reading.partOf.get(quantity) ?? 0]?.sources ?? [];
    if (quantity.kind === 'year') {
      if (!sources.some(source => isYearOf(source, quantity, reading))) return 'unknown figure';
      continue;
    }
    const matches = sources.map(source => ({
      source,
      figures: source.figures.filter(figure => isSameQuantity(quantity, figure.quantity)),
    }));
    if (matches.every(({ figures }) => figures.length === 0)) {
      if (isDecade(quantity, sources, reading.text)) continue;
      return 'unknown figure';
    }
    const of = attached.get(quantity);
    if (of && !matches.some(({ source, figures }) => figures.length > 0 && agrees(of, figures, source, quantity)))
      return 'figure of something else';
  }
  return ratiosHold(reading, parts) ? undefined : 'ratio not borne out';
};

/** Whether a source has at least one of a text's figures; a mark behind a figure that it has not is there for the words alone. */
export const bearsFigureOf = (source: Source, { quantities }: Reading): boolean =>
  quantities.some(quantity =>
    quantity.kind === 'year'
      ? source.years.has(quantity.value)
      : source.figures.some(figure => isSameQuantity(quantity, figure.quantity)),
  );
