import type { Citation } from '../../src/domain/answer.js';
import { contentStems } from '../../src/text/tokens.js';
import { cleanLine } from './clean-text.js';
import type { Look } from './look.js';
import { wrapText } from './wrap-text.js';

const shorten = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, Math.max(1, length - 1)).replace(/[\s,;…]+$/, '')}…`;

/** How old the data is, in the guide's own words; a guide that says neither is "undated". */
export const ageOf = (citation: Pick<Citation, 'dataAsOf' | 'published'>): string =>
  cleanLine(citation.dataAsOf ?? (citation.published ? `published ${citation.published}` : 'undated'));

/** What tells an age: a year, or that there is none. */
const agePattern = /(?:[A-Z][a-z]+ )?\d{4}(?:[-–]\d{4})?|year not stated|undated/;

/**
 * The age in full and in two shorter forms. A guide's data is often of several ages ("BLS median May 2023; pay by level undated"): the one
 * that names what the section is about stands, and an ellipsis says that there is more.
 */
const agesOf = (citation: Citation): string[] => {
  const whole = ageOf(citation);
  const about = new Set(contentStems(`${citation.section} ${citation.quote}`));
  const shared = (clause: string): number => contentStems(clause).filter(stem => about.has(stem)).length;
  const clauses = whole.split('; ').filter(clause => agePattern.test(clause));
  const [nearest = whole] = clauses.toSorted((a, b) => shared(b) - shared(a));
  const more = nearest === whole ? '' : '; …';
  return [whole, `${nearest}${more}`, `${agePattern.exec(nearest)?.[0] ?? nearest}${more}`];
};

/** The publisher in a list of details, where "Not stated" alone would not say what is not. */
export const publisherOf = (publisher: string): string => cleanLine(publisher.replace(/^not stated/i, 'Publisher not stated'));

/** Who says it: the publisher, or the guide's short title where the publisher is not known. */
const sourceOf = ({ publisher, title }: Citation): string =>
  cleanLine(/^(not stated|unknown)\b/i.test(publisher) ? (title.split(':')[0] ?? title) : publisher);

/**
 * `[1] Resume Geni, “Pay by percentile” (BLS wage data, year not stated)`, cut to one line of the terminal: first the age is put shorter,
 * then a long name of the source, then the section's.
 */
export const foldCitation = (citation: Citation, { width, colours }: Look): string => {
  const line = (source: string, section: string, age: string): string => `[${citation.n}] ${source}, “${section}” (${age})`;
  const [source, section] = [sourceOf(citation), cleanLine(citation.section)];
  const ages = agesOf(citation);
  const fitting = ages.map(age => line(source, section, age)).find(text => text.length <= width);
  if (fitting) return colours.dim(fitting);
  const age = ages.at(-1) ?? '';
  const name = shorten(source, Math.max(24, width - line('', section, age).length));
  return colours.dim(shorten(line(name, shorten(section, Math.max(12, width - line(name, '', age).length)), age), width));
};

/** A citation unfolded, for /sources: guide, section, age and the sentences that the answer stands on. */
export const unfoldCitation = (citation: Citation, look: Look): string => {
  const { colours, width } = look;
  const details = [
    `${publisherOf(citation.publisher)}, section “${cleanLine(citation.section)}”`,
    `Data: ${ageOf(citation)}${citation.dataAsOf && citation.published ? `; published ${cleanLine(citation.published)}` : ''}`,
    ...(citation.url ? [cleanLine(citation.url)] : []),
  ];
  return [
    wrapText(`[${citation.n}] ${colours.bold(cleanLine(citation.title))}`, width, '    '),
    ...details.map(detail => `    ${colours.dim(wrapText(detail, width, '    '))}`),
    `    ${wrapText(`“${cleanLine(citation.quote)}”`, width, '    ')}`,
  ].join('\n');
};
