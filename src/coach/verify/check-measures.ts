import type { Quantity, Reading } from '../../text/quantities.js';
import { isStopWord, stem, words } from '../../text/tokens.js';
import type { Mention } from './mentions.js';
import type { KnownFigure, Source } from './sources.js';

/* What a figure counts or measures, of whom, and how sure: it is bound to the words of its own clause, and those to the words of the sentence it is from. */

const clauseBreak = /[;,()]|\b(?:and|but|while|whereas|so|which|that|with|plus)\b/gi;

/** The clause that a figure stands in, from the break before it to the one behind it. */
const clauseOf = (text: string, { start, end }: Quantity): string => {
  const breaks = [...text.matchAll(clauseBreak)];
  const from = breaks.findLast(one => one.index + one[0].length <= start);
  const to = breaks.find(one => one.index >= end);
  return text.slice(from ? from.index + from[0].length : 0, to?.index ?? text.length);
};

/** What an amount or a number may be of. Said of a figure, it must be said of it where it stands. */
const measures: readonly (readonly [RegExp, readonly Quantity['kind'][]])[] = [
  [/\bbonus(?:es)?\b/i, ['money', 'percent', 'count']],
  [/\b(?:an?|the|median|average|mean|annual|yearly|pay|salary) (?:raise|increase|gain)s?\b/i, ['money']],
  [/\b(?:after[- ]tax(?:es)?|take[- ]?s?[- ]home|taking home|net (?:pay|salary|of)|net\b)/i, ['money']],
  [/\b(?:debts?|loans?|grants?|scholarships?|stipends?|fines?|sign-on|tips)\b/i, ['money']],
  [/\b(?:costs?|prices?|tuition|fees?|charges?)\b/i, ['money']],
  [/\b(?:earn\w*|wages?|salar(?:y|ies)|paychecks?|income|compensation|pay(?! off\b))\b/i, ['money', 'percent']],
  [
    /\b(?:layoffs?|laid off|loss(?:es)?|lose|loses|losing|lost|cuts?|shed|shedding|shrink\w*|eliminat\w*|disappear\w*|vanish\w*|closures?)\b/i,
    ['count', 'percent'],
  ],
  [/\b(?:unemployed|unemployment|jobless|out of work|unfilled)\b/i, ['count', 'percent']],
];

/** Words that count the same thing. */
const alike = [
  'job position post role opening vacancy',
  'people person worker coder employee specialist staff professional individual job member',
  'annual yearly year',
  'new additional added extra more further',
  'dollar usd',
].map(line => new Set(line.split(' ').map(stem)));
const filling =
  /^(?:us|american|such|total|expected|projected|forecast|predicted|estimated|likely|arise|open|opens|appear|emerge|coding|medical|overall|nationwide|nationally|percent|roughly|annually|become|becoming|hold|holds|work|working|fill|available|exist|national)$/i;
const longestRun = 4;

const standsIn = (word: string, text: ReadonlySet<string>): boolean =>
  text.has(stem(word)) || alike.some(group => group.has(stem(word)) && [...group].some(one => text.has(one)));

/** What is counted: the words right behind a number, up to one that joins: "14,200 annual openings", "187,910 people". */
const countedIn = (text: string, { end }: Quantity): string[] => {
  const run: string[] = [];
  for (const word of words(/^[^.,;:()]*/.exec(text.slice(end))?.[0] ?? '')) {
    if (
      (isStopWord(word) && !filling.test(word) && word !== 'people' && word !== 'person') ||
      /^\d/.test(word) ||
      run.length === longestRun
    )
      break;
    run.push(word);
  }
  return run.filter(word => !filling.test(word));
};

/** Whether what the clause says a figure is of is what a source's sentence with that figure says. */
const measureHolds = (quantity: Quantity, text: string, known: readonly KnownFigure[]): boolean => {
  const clause = clauseOf(text, quantity);
  return known.some(figure => {
    if (
      !measures.every(([pattern, kinds]) => !kinds.includes(quantity.kind) || !pattern.test(clause) || pattern.test(figure.text))
    )
      return false;
    if (quantity.kind !== 'count' || quantity.value < 100) return true;
    const own = new Set(words(figure.text).map(stem));
    return countedIn(text, quantity).every(word => standsIn(word, own));
  });
};

const comparing = {
  over: /\b(?:exceed\w*|above|beat\w*|higher|more|over|beyond|better|outpac\w*|at least|plus|minimum)\b|\+/i,
  under: /\b(?:below|under|less|lower|up to|within|maximum|fewer|at most)\b/i,
} as const;

/** Whether a bound on an exact figure is the source's own: of a range's end, of another figure beside it, or of the share of people beyond a percentile. */
const boundHolds = (quantity: Quantity, reading: Reading, known: readonly KnownFigure[], isShare: boolean): boolean => {
  const { bound, kind, value, start } = quantity;
  const exact = known.filter(figure => Math.abs(figure.quantity.value - value) < 1e-6);
  if (!bound || quantity.upTo !== undefined || exact.length === 0 || isShare) return true;
  const lead = reading.text.slice(Math.max(0, start - 24), start);
  const isReference = /\b(?:the|its|their|his|her|a|that|['’]s)\s*$/i.test(lead);
  const other = isReference ? reading.quantities.findLast(one => one.kind === kind && one.end < start) : undefined;
  if (other) return bound === 'over' ? other.value > value : other.value < value;
  return exact.some(
    figure =>
      figure.end === (bound === 'over' ? 'low' : 'high') ||
      figure.quantity.bound === bound ||
      (figure.end === undefined && comparing[bound].test(figure.text)),
  );
};

/** What is said of everybody, of nobody or for certain; "across all coders" and "each year" say so of no one. */
const universal =
  /\b(?:everyone|everybody|nobody|no one|anyone|anybody|always|never|guarantee\w*|invariably|without exception)\b|(?<!\b(?:for|of|across|among|to|between|than|in|over|as) )\b(?:every|each|all|any|no|none of the)(?: [\p{L}-]+){0,3}? (?:coders?|people|person|workers?|employers?|specialists?|managers?|directors?|supervisors?|auditors?|newcomers?|beginners?|juniors?|seniors?|programs?|certificates?|degrees?|postings?|jobs?|hospitals?)\b/iu;
const denying = /\b(?:no|nobody|none|never|anyone|anybody|any)\b/i;
const affirming = /\b(?:every\w*|each|all|always|guarantee\w*|any\w*)\b/i;
/** "Last year" and "today" date a figure as a year does. */
const relativeYear = /\b(?:last|this|next) (?:year|month|quarter)\b/i;
const presently = /\b(?:today|right now|at present|currently|as of now|these days)\b/i;

const certaintyHolds = (quantity: Quantity, text: string, known: readonly KnownFigure[]): boolean => {
  const clause = clauseOf(text, quantity);
  const word = universal.exec(clause)?.[0];
  if (word === undefined) return true;
  return known.some(figure =>
    (denying.test(word) ? denying : /guarantee/i.test(word) ? /guarantee/i : affirming).test(figure.text),
  );
};

/** A figure of a year that is past is not one of today, unless that year is said too. */
const isDatedRight = ({ text, quantities }: Reading, known: readonly KnownFigure[]): boolean => {
  if (relativeYear.test(text) && !known.some(figure => relativeYear.test(figure.text))) return false;
  return (
    !presently.test(text) ||
    quantities.some(one => one.kind === 'year') ||
    !known.every(figure => figure.years.size === 1 && figure.quantity.kind === 'money')
  );
};

const personNoun =
  /(?:(?:er|or|ist|ian|ant|yst|ician)s|nurses?|clerks?|doctors?|aides?|physicians?|pharmacists?|therapists?|teachers?|lawyers?|engineers?|paramedics?|surgeons?|dentists?)$/i;
const anybody =
  /^(?:workers?|newcomers?|beginners?|starters?|members?|others?|earners?|juniors?|seniors?|employers?|learners?|professionals?|practitioners?|insiders?|numbers|quarters|offers|orders|careers|centers|papers|letters|factors|sectors|ladders|computers|powers|layers|tiers|differs|covers|hours|years|transfers|errors|indicators|matters|consumers|providers|payers|hovers|triggers|grants|wants|answers|powers|floors|majors|leaders|performers|holders|debts)$/i;

/** Somebody of whom the sources say nothing: "nurses", where they speak of coders. */
const strangerIn = (text: string, mentions: readonly Mention[], sources: readonly Source[]): boolean =>
  [...text.matchAll(/[\p{L}-]+/gu)].some(
    ({ 0: word, index }) =>
      personNoun.test(word) &&
      !anybody.test(word) &&
      !isStopWord(word.toLowerCase()) &&
      !mentions.some(one => one.start <= index && one.end >= index + word.length) &&
      !sources.some(source => source.stems.has(stem(word.toLowerCase()))),
  );

export type Measured = { readonly quantity: Quantity; readonly known: readonly KnownFigure[] };

/** Whether each figure measures what its sources say, of whom they say, within the bounds and with the certainty that they give. */
export const measuresHold = (
  figures: readonly Measured[],
  reading: Reading,
  mentions: readonly Mention[],
  sources: readonly Source[],
  isShare: boolean,
): boolean => {
  const isAmount = figures.some(({ quantity }) => quantity.kind === 'money' && quantity.value >= 1);
  if (isAmount && strangerIn(reading.text, mentions, sources)) return false;
  return figures.every(
    ({ quantity, known }) =>
      known.length === 0 ||
      quantity.kind === 'year' ||
      quantity.kind === 'percentile' ||
      (measureHolds(quantity, reading.text, known) &&
        boundHolds(quantity, reading, known, isShare) &&
        certaintyHolds(quantity, reading.text, known) &&
        isDatedRight(reading, known)),
  );
};
