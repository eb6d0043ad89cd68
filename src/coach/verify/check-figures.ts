import { type Quantity, type Reading, readQuantities } from '../../text/quantities.js';
import { type Attached, attach } from './attach.js';
import { type Measured, measuresHold } from './check-measures.js';
import { ratiosHold } from './check-ratios.js';
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
    case 'period':
      // Pay of which no period is given is by the year; what else is counted is not per anything.
      return kind === 'time' || (known.size === 0 && kind === 'money' && said.has('year'));
    case 'group':
      // Nobody is given for newcomers what is given for all.
      return known.size === 0 && kind !== 'money';
    case 'measure':
    case 'study':
    case 'pace':
      return known.size === 0;
    default:
      return aspect satisfies never;
  }
};

/** A guide whose data are of several years does not say of which a figure is. */
const onlyOf = (years: ReadonlySet<number>): ReadonlySet<number> => (years.size === 1 ? years : new Set());

const agrees = (said: Attached, figures: readonly KnownFigure[], source: Source, quantity: Quantity): boolean => {
  for (const [aspect, values] of said.aspects)
    if (!agreesOn(aspect, values, knownOf(figures, aspect), quantity.kind)) return false;
  // The year of its own sentence, if that has one, is the figure's; else any of its passage, else the one that its guide's data are of.
  const years = new Set(figures.flatMap(figure => (figure.quantity.kind === 'time' ? [] : [...figure.years])));
  const dated = years.size > 0 ? years : source.years.size > 0 ? source.years : onlyOf(source.dataYears);
  if ([...said.years].some(year => !dated.has(year))) return false;
  const experience = new Set(figures.flatMap(figure => [...figure.experience]));
  return experience.size === 0 || said.experience.size === 0 || [...said.experience].some(value => experience.has(value));
};

/** A single year beside a figure may be that of the guide's data; any other stands in the passage. */
const isYearOf = (source: Source, year: Quantity, { quantities }: Reading): boolean => {
  if (source.years.has(year.value)) return true;
  const isEnd = year.range !== undefined || quantities.some(other => other.range === year.start);
  return (
    !isEnd &&
    source.years.size === 0 &&
    onlyOf(source.dataYears).has(year.value) &&
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

/** Whether a figure is of nothing else than what a sentence says. */
const isOfSame = (said: Attached, figure: KnownFigure): boolean =>
  [...said.aspects].every(([aspect, values]) => {
    const known = figure.aspects.get(aspect);
    return known === undefined || known.size === 0 || overlaps(values, known);
  });

/** Which percentile a share of people is: "a quarter earn $64,070 or more" is the 75th, "half of them" the median. */
const isShareBeyond = (share: Quantity, { quantities }: Reading, sources: readonly Source[]): boolean => {
  if (share.kind !== 'percent') return false;
  const amounts = quantities.filter(one => one.kind === 'money');
  return amounts.some(amount => {
    const bounds = amount.bound ?? (amount.hedge === 'over' || amount.hedge === 'under' ? amount.hedge : undefined);
    const percentiles =
      bounds === 'over' ? [100 - share.value] : bounds === 'under' ? [share.value] : [share.value, 100 - share.value];
    return sources.some(source =>
      source.figures.some(
        figure =>
          isSameQuantity(amount, figure.quantity) &&
          percentiles.some(one => figure.aspects.get('statistic')?.has(one === 50 ? 'median' : `p${one}`)),
      ),
    );
  });
};

const apart = /\b(?:gap|difference|apart|spread|step|raise|jump|rise|increase|more|extra|so)\b[^.;$]*$/i;

const saysNoMore = /^(?: (?:(?:a|per) year|apart|more|of difference))*[^\p{L}\d]*$/u;

/** "From $42k to $52k, so about $10k": what lies between two amounts that the sentence gives before it, and of which it says no more. */
const isDifference = (quantity: Quantity, { text, quantities }: Reading): boolean => {
  if (quantity.kind !== 'money') return false;
  const before = quantities.filter(one => one.kind === 'money' && one.end <= quantity.start);
  const [last, other] = [before.at(-1), before.at(-2)];
  return (
    last !== undefined &&
    other !== undefined &&
    last.currency === quantity.currency &&
    other.currency === quantity.currency &&
    apart.test(text.slice(last.end, quantity.start)) &&
    saysNoMore.test(text.slice(quantity.end)) &&
    isSameQuantity(quantity, { ...quantity, hedge: 'none', value: Math.abs(last.value - other.value) })
  );
};

export type FigureFault = 'unknown figure' | 'figure of something else' | 'ratio not borne out';

/**
 * Holds every figure of a sentence against its part's sources: it must stand there with its unit, and what the sentence says it is of (role,
 * statistic, country, year, experience) must be what one source says of it.
 */
export const checkFigures = (parts: readonly SourcedPart[], mentionsIn: (text: string) => Mention[]): FigureFault | undefined => {
  const reading = readParts(parts);
  const mentions = mentionsIn(reading.text);
  const attached = attach(reading, mentions);
  const measured: Measured[] = [];
  let isShare =
    reading.quantities.some(one => one.kind === 'percentile') && /\b(?:top|bottom|highest|lowest)\b/i.test(reading.text);
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
      if (isDifference(quantity, reading)) continue;
      if (isShareBeyond(quantity, reading, sources)) {
        isShare = true;
        continue;
      }
      return 'unknown figure';
    }
    const of = attached.get(quantity);
    if (of && !matches.some(({ source, figures }) => figures.length > 0 && agrees(of, figures, source, quantity)))
      return 'figure of something else';
    const known = matches.flatMap(({ figures }) => figures);
    const same = known.filter(figure => !of || isOfSame(of, figure));
    // Years of the role that is named, and of no other, tell better than those that may be its neighbour's: "seniors at 3-5, leads at 5-8".
    const own =
      quantity.kind === 'time' && of?.aspects.has('role') ? same.filter(figure => figure.aspects.get('role')?.size === 1) : [];
    const meant = own.length > 0 ? own : same;
    measured.push({ quantity, known: meant.length > 0 ? meant : known });
  }
  const all = parts.flatMap(part => part.sources);
  if (!measuresHold(measured, reading, mentions, all, isShare)) return 'figure of something else';
  return ratiosHold(reading, mentions, all) ? undefined : 'ratio not borne out';
};

/** Whether a source has at least one of a text's figures; a mark behind a figure that it has not is there for the words alone. */
export const bearsFigureOf = (source: Source, { quantities }: Reading): boolean =>
  quantities.some(quantity =>
    quantity.kind === 'year'
      ? source.years.has(quantity.value)
      : source.figures.some(figure => isSameQuantity(quantity, figure.quantity)),
  );
