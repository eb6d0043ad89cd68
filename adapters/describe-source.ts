import type { Answer, Citation, Disagreement } from '../src/domain/answer.js';
import type { Chart } from '../src/domain/chart.js';
import { plainTextOf } from '../src/domain/drafting.js';
import { cleanLine } from '../src/text/clean-text.js';
import { sourceName } from '../src/text/source-name.js';
import { contentStems } from '../src/text/tokens.js';

/* How every place words where an answer comes from, how old that is, and where the guides differ. */

/** How old the data is, in the guide's own words; a guide that says neither is "undated". */
export const ageOf = (citation: Pick<Citation, 'dataAsOf' | 'published'>): string =>
  cleanLine(citation.dataAsOf ?? (citation.published ? `published ${citation.published}` : 'undated'));

/** What tells an age: a year, or that there is none. */
const agePattern = /(?:[A-Z][a-z]+ )?\d{4}(?:[-–]\d{4})?|year not stated|undated/;

/** Data of the same kind goes by several words: "wage data" is what a section on pay is drawn from. */
const kinds = [
  /\b(?:pay|paid|wages?|salar(?:y|ies)|earn\w*|median|percentiles?|income)\b/i,
  /\b(?:job growth|projections?|projected|outlook|openings)\b/i,
] as const;
/** A word in common says more than a kind in common. */
const kindCounts = 0.5;

/**
 * The age of the data behind a citation, in full and in two shorter forms. A guide's data is often of several ages ("median May 2023;
 * pay by level undated"): the one that names what the section is about stands. What a guide dates nowhere is as old as the guide.
 */
export const agesOf = (citation: Citation): string[] => {
  const whole = ageOf(citation);
  const text = `${citation.section} ${citation.quote}`;
  const about = new Set(contentStems(text));
  const fits = (clause: string): number => {
    const named = kinds.filter(kind => kind.test(clause));
    const shared = named.filter(kind => kind.test(text)).length;
    // A code of "level II" is not what "pay by level" tells the age of.
    if (named.length > 0 && shared === 0) return 0;
    const said = contentStems(clause.replace(/year not stated|undated|[A-Z][a-z]+ (?=\d{4})/, ''));
    return said.filter(stem => about.has(stem)).length + shared * kindCounts;
  };
  const clauses = whole.split('; ').filter(clause => agePattern.test(clause));
  if (clauses.length < 2) return [whole, clauses[0] ?? whole, agePattern.exec(whole)?.[0] ?? whole];
  // Between two of a kind, the one that claims no date is the safer.
  const claims = (clause: string): number => (/\d{4}/.test(clause) ? 1 : 0);
  const [nearest = whole] = clauses.toSorted((a, b) => fits(b) - fits(a) || claims(a) - claims(b));
  if (fits(nearest) > 0) return [whole, nearest, agePattern.exec(nearest)?.[0] ?? nearest];
  const own = ageOf({ dataAsOf: null, published: citation.published });
  return [whole, own, own];
};

/** The publisher in a list of details, where "Not stated" alone would not say what is not. */
export const publisherOf = (publisher: string): string => cleanLine(publisher.replace(/^not stated/i, 'Publisher not stated'));

/** Who says it. */
export const sourceOf = (citation: Citation): string => sourceName(citation);

/** A web address that may stand in a link as it is; others are left out. */
const linkable = /^https?:\/\/[\w.~:/?#@!$&'()*+,;=%-]+$/;

/** Where the guide stands on the web, if that is known and may be linked. */
export const addressOf = ({ url }: Pick<Citation, 'url'>): string | undefined => (url && linkable.test(url) ? url : undefined);

/** `Guild Survey, “Pay by percentile” (wage data, year not stated)`: where a citation's facts come from and how old they are. */
export const describeSource = (citation: Citation): string =>
  `${sourceOf(citation)}, “${cleanLine(citation.section)}” (${agesOf(citation)[1] ?? ageOf(citation)})`;

/** What the marks of a chart stand for, a line each: `[1] Guild Survey, “Pay by percentile” (year not stated)`. */
export const chartSources = (chart: Chart<number>, citations: readonly Citation[]): string[] => {
  const marks = new Set(chart.series.flatMap(series => series.points.flatMap(point => point.marks)));
  return citations.filter(({ n }) => marks.has(n)).map(citation => `[${citation.n}] ${describeSource(citation)}`);
};

/** "The guides differ on median annual pay: $50,250 [1]; $47,180 [2]." */
export const describeDisagreement = ({ topic, values }: Disagreement): string => {
  const sides = values.map(({ value, citation }) => `${cleanLine(value)} [${citation}]`);
  return `The guides differ on ${cleanLine(topic)}: ${sides.join('; ')}.`;
};

/** Disagreements whose sides the answer does not give itself: a line on the others would only say it again. */
export const untoldDisagreements = (answer: Pick<Answer, 'blocks' | 'disagreements'>): readonly Disagreement[] => {
  const said = plainTextOf(answer.blocks);
  // "$30k–$70k+" may be told as "$30k to $70k or more".
  const isSaid = (value: string): boolean => {
    const numbers = value.match(/\d[\d,.]*/g) ?? [];
    return said.includes(value) || (numbers.length > 0 && numbers.every(number => said.includes(number)));
  };
  return answer.disagreements.filter(({ values }) => !values.every(({ value }) => isSaid(value)));
};
