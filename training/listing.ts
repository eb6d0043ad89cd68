import type { Signs } from '../src/coach/find/signs.js';

/** A judged message with its candidates: what a chooser is fitted and tested on. */
export type Listing = {
  /** Its writer, or the guide that it asks about: never in fit and test at once. */
  readonly group: string;
  /** Whether its guide holds questions that its sections answer; not said where it has judgments. */
  readonly form?: 'text' | 'FAQ';
  readonly message: string;
  readonly none: boolean;
  /** Sentence numbers, from 0. */
  readonly best: ReadonlySet<number>;
  readonly useful: ReadonlySet<number>;
  /** What a second judge marked: it counts where a fit is tested. What the first left out teaches no fit: learned from, it made answers on imported guides worse. */
  readonly again?: { readonly best: ReadonlySet<number>; readonly useful: ReadonlySet<number> };
  readonly candidates: readonly { readonly sentence: number; readonly signs: Signs }[];
};

/** How much a sentence helps: 2 for a best one, 1 for a useful one of a message that is answered, else 0. */
export const gradeOf = (listing: Listing, sentence: number): 0 | 1 | 2 =>
  listing.best.has(sentence) ? 2 : listing.useful.has(sentence) && !listing.none ? 1 : 0;

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

/** A message as a chooser ranked its candidates: chances and grades, best first. */
export type Ranked = {
  readonly listing: Listing;
  readonly chances: readonly number[];
  readonly grades: readonly number[];
  /** Sentence numbers in that order. */
  readonly sentences: readonly number[];
  /** That the first helps, 0 to 1. */
  readonly sureness: number;
  /** That the guides answer it at all, 0 to 1. */
  readonly answerable: number;
};

export const rank = (listing: Listing, chance: (signs: Signs) => number): Ranked => {
  const scored = listing.candidates
    .map(({ sentence, signs }) => ({ sentence, chance: chance(signs), grade: gradeOf(listing, sentence) }))
    .toSorted((a, b) => b.chance - a.chance);
  const chances = scored.map(item => item.chance);
  return {
    listing,
    chances,
    grades: scored.map(item => item.grade),
    sentences: scored.map(item => item.sentence),
    sureness: chances[0] ?? 0,
    answerable: chances[0] ?? 0,
  };
};

/** A ranking by the marks of both judges: what either says helps does, and is best where one says so and the other that it helps. */
export const byBothJudges = (ranked: Ranked): Ranked => {
  const { again, ...first } = ranked.listing;
  if (!again) return ranked;
  const best = new Set([...first.best, ...[...again.best].filter(sentence => first.useful.has(sentence))]);
  const listing = { ...first, best, useful: new Set([...first.useful, ...again.best, ...again.useful]) };
  return { ...ranked, listing, grades: ranked.sentences.map(sentence => gradeOf(listing, sentence)) };
};

const isAnswerable = ({ listing }: Ranked): boolean => !listing.none && listing.best.size > 0;
const first = (values: readonly number[]): number => values[0] ?? 0;

/** How often a chance of the first kind is above one of the second, ties half (area under the ROC curve). */
export const areaUnder = (yes: readonly number[], no: readonly number[]): number => {
  // Counted, since all pairs at once are more than an array holds.
  let above = 0;
  for (const a of yes) for (const b of no) above += a > b ? 1 : a === b ? 0.5 : 0;
  const pairs = yes.length * no.length;
  return pairs === 0 ? 0 : above / pairs;
};

export type Figures = {
  readonly answerable: number;
  readonly first: number;
  readonly bestInFive: number;
  readonly silence: number;
  /** Best sentences that are among the candidates at all. */
  readonly ceiling: number;
};

export const figuresOf = (ranked: readonly Ranked[]): Figures => {
  const answerable = ranked.filter(isAnswerable);
  return {
    answerable: answerable.length,
    first: mean(answerable.map(({ grades }) => (first(grades) > 0 ? 1 : 0))),
    bestInFive: mean(answerable.map(({ grades }) => (grades.slice(0, 5).includes(2) ? 1 : 0))),
    silence: areaUnder(
      ranked.filter(({ listing }) => !listing.none).map(one => one.answerable),
      ranked.filter(({ listing }) => listing.none).map(one => one.answerable),
    ),
    ceiling: mean(
      answerable.map(({ listing, grades }) => grades.filter(grade => grade === 2).length / Math.max(1, listing.best.size)),
    ),
  };
};

/** Of messages whose first sentence is said with a chance within bounds, how many, and how often it helps. */
export const reliabilityOf = (ranked: readonly Ranked[]) =>
  [0, 0.3, 0.5, 0.7, 0.85].map((from, at, bounds) => {
    const to = bounds[at + 1] ?? 1.001;
    const within = ranked.filter(({ sureness }) => sureness >= from && sureness < to);
    return { from, to, said: within.length, right: mean(within.map(({ grades }) => (first(grades) > 0 ? 1 : 0))) };
  });
