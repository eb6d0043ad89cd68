import { numberIn } from '../../text/number-words.js';
import type { Quantity, Reading } from '../../text/quantities.js';
import type { Mention } from './mentions.js';
import type { KnownFigure, Source } from './sources.js';

/** A word that says how many times one figure is another; `isPart` where the first is the smaller. */
type Ratio = { readonly times: number; readonly isPart: boolean; readonly start: number; readonly end: number };

/** In digits or in a word. */
const timesOf = ([, count = '']: RegExpMatchArray): number => Number(count) || numberIn(count);
const shapes: readonly (readonly [RegExp, (match: RegExpMatchArray) => number, boolean])[] = [
  [/\b(?:twice|twofold|doubl(?:e[sd]?|ing))\b/gi, () => 2, false],
  [/\b(?:tripl(?:e[sd]?|ing)|threefold)\b/gi, () => 3, false],
  [/\b(?:quadrupl(?:e[sd]?|ing))\b/gi, () => 4, false],
  [
    /\b(\d+(?:\.\d+)?|two|three|four|five|six|seven|eight|nine|ten) times\b(?! (?:an?|per|each|every|over|in)\b)/gi,
    timesOf,
    false,
  ],
  [/\b(two|three|four|five|six|seven|eight|nine|ten|\d+)[- ]?fold\b/gi, timesOf, false],
  [/\bhalf (?:as (?:much|long|many)|what|that|the (?:pay|median|figure|salary|cost|price|time))\b/gi, () => 2, true],
];

const slack = 0.12;
/** "More than twice" may be a good deal more. */
const openSlack = 0.4;

const ratiosIn = (text: string): Ratio[] =>
  shapes.flatMap(([pattern, times, isPart]) =>
    [...text.matchAll(pattern)].map(match => ({
      times: times(match),
      isPart,
      start: match.index,
      end: match.index + match[0].length,
    })),
  );

/**
 * What one side of a comparison may be: the figures it gives, or, where it gives none, the cited ones of the role or the course of study that it
 * names. Undefined where it names neither.
 */
const sideOf = (
  own: readonly Quantity[],
  named: readonly Mention[],
  cited: readonly KnownFigure[],
): readonly Quantity[] | undefined => {
  if (own.length > 0) return own;
  if (named.length === 0) return undefined;
  return cited
    .filter(figure => named.some(({ aspect, value }) => figure.aspects.get(aspect)?.has(value)))
    .map(figure => figure.quantity);
};

/**
 * Whether "twice", "three times" or "half" is borne out: what stands before it is that many times what stands behind it, by figures of the
 * sentence or of what it cites. The word itself in what is cited bears it out too.
 */
export const ratiosHold = (reading: Reading, mentions: readonly Mention[], sources: readonly Source[]): boolean => {
  const own = reading.quantities.filter(one => one.kind !== 'year' && one.kind !== 'percentile');
  const cited = sources.flatMap(source => source.figures);
  return ratiosIn(reading.text).every(({ times, isPart, start, end }) => {
    const word = reading.text.slice(start, end).toLowerCase();
    if (sources.some(source => source.passage.sentences.join(' ').toLowerCase().includes(word))) return true;
    const lead = reading.text.slice(0, start);
    const [more, less] = [
      /(?:more than|over|well over) $/i.test(lead),
      /(?:less than|under|not quite|almost|nearly) $/i.test(lead),
    ];
    const bears = (first: number, second: number): boolean => {
      const found = (isPart ? second / first : first / second) / times;
      // "Less than half" is a ratio of more than two.
      const open = isPart ? less : more;
      return open ? found >= 1 && found <= 1 + openSlack : Math.abs(found - 1) <= slack;
    };
    const named = (from: number, to: number): Mention[] =>
      mentions.filter(one => (one.aspect === 'role' || one.aspect === 'study') && one.start >= from && one.end <= to);
    const firsts = sideOf(
      own.filter(one => one.end <= start),
      named(0, start),
      cited,
    );
    const seconds = sideOf(
      own.filter(one => one.start >= end),
      named(end, reading.text.length),
      cited,
    );
    const pair = (some: readonly Quantity[], others: readonly Quantity[]): boolean =>
      some.some(a => others.some(b => a.kind === b.kind && a.value > 0 && b.value > 0 && bears(a.value, b.value)));
    if (firsts && seconds) return pair(firsts, seconds);
    // "Double the median, at $100k against $52k": one side only says both.
    if (own.length >= 2) return pair(own, own);
    const all = cited.map(figure => figure.quantity);
    return pair(firsts ?? all, seconds ?? all);
  });
};
