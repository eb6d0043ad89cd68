import type { Answer } from '../../src/domain/answer.js';
import type { GuideInfo } from '../../src/domain/guide.js';
import { cleanLine } from '../../src/text/clean-text.js';
import { ageOf, publisherOf } from '../describe-source.js';
import type { Look } from './look.js';
import { unfoldCitation } from './render-citation.js';
import { wrapText } from './wrap-text.js';

const renderGuide = (guide: GuideInfo, { width, colours }: Look): string => {
  const age = ageOf({ dataAsOf: guide.dataAsOf ?? null, published: guide.published ?? null });
  return [
    `- ${wrapText(colours.bold(cleanLine(guide.title)), width, '  ')}`,
    `  ${colours.dim(wrapText(`${publisherOf(guide.publisher)}, ${cleanLine(guide.region)}`, width, '  '))}`,
    `  ${colours.dim(wrapText(`Data: ${age}`, width, '  '))}`,
  ].join('\n');
};

/** What the last answer stands on, quoted; without an answer, the guides. */
export const renderSources = (answer: Answer | undefined, guides: readonly GuideInfo[], look: Look): string => {
  if (!answer) return ['I answer from these guides:', ...guides.map(guide => renderGuide(guide, look))].join('\n\n');
  if (answer.citations.length === 0) return 'The last answer cites no guide.';
  const notes = answer.disagreements.map(({ topic, note }) => wrapText(`On ${cleanLine(topic)}: ${cleanLine(note)}`, look.width));
  return [...answer.citations.map(citation => unfoldCitation(citation, look)), ...notes].join('\n\n');
};
