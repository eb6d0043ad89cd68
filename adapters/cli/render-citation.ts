import type { Citation } from '../../src/domain/answer.js';
import { cleanLine } from '../../src/text/clean-text.js';
import { addressOf, ageOf, agesOf, publisherOf, sourceOf } from '../describe-source.js';
import type { Look } from './look.js';
import { wrapText } from './wrap-text.js';

const shorten = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, Math.max(1, length - 1)).replace(/[\s,;…]+$/, '')}…`;

/**
 * `[1] Guild Survey, “Pay by percentile” (wage data, year not stated)`, cut to one line of the terminal: the age of its own data first put shorter,
 * then a long name of the source, then the section's.
 */
const oneLine = (citation: Citation, { width, colours }: Look): string => {
  const line = (source: string, section: string, age: string): string => `[${citation.n}] ${source}, “${section}” (${age})`;
  const [source, section] = [sourceOf(citation), cleanLine(citation.section)];
  // The guide's other ages are told by /sources.
  const ages = agesOf(citation).slice(1);
  const fitting = ages.map(age => line(source, section, age)).find(text => text.length <= width);
  if (fitting) return colours.dim(fitting);
  const age = ages.at(-1) ?? '';
  const name = shorten(source, Math.max(24, width - line('', section, age).length));
  return colours.dim(shorten(line(name, shorten(section, Math.max(12, width - line(name, '', age).length)), age), width));
};

/** A citation on one line of the terminal, and below it the address of a guide that has one. */
export const foldCitation = (citation: Citation, look: Look): string => {
  const address = addressOf(citation);
  return [oneLine(citation, look), ...(address ? [look.colours.dim(`    ${address}`)] : [])].join('\n');
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
