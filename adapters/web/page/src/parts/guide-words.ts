import type { Citation } from '../../../../../src/domain/answer.js';
import { ageOf, agesOf, sourceOf } from '../../../../describe-source.js';
import type { GuideSummary, PackView } from '../../../contract.js';

const citationOf = (guide: GuideSummary, section = '', quote = ''): Citation => ({
  n: 0,
  guide: guide.id,
  title: guide.title,
  publisher: guide.publisher,
  section,
  dataAsOf: guide.dataAsOf ?? null,
  published: guide.published ?? null,
  url: guide.url ?? null,
  quote,
});

/** Who speaks in a guide, in the same words as in citations. */
export const guideName = (guide: GuideSummary): string => sourceOf(citationOf(guide));

/** Who speaks in the guide of an id. */
export const guideNameOf = ({ guides }: Pick<PackView, 'guides'>, id: string): string => {
  const guide = guides.find(candidate => candidate.id === id);
  return guide ? guideName(guide) : id;
};

/** How old a guide's data is, in its own words. */
export const guideAge = ({ dataAsOf, published }: GuideSummary): string =>
  ageOf({ dataAsOf: dataAsOf ?? null, published: published ?? null });

/** The age that a citation's quote rests on. */
export const ageOfQuote = (citation: Citation): string => agesOf(citation)[1] ?? ageOf(citation);

/** How old the data is that a sentence of a section rests on: of a guide's several ages the one that it is about. */
export const nearestAge = (guide: GuideSummary, section: string, says: string): string =>
  ageOfQuote(citationOf(guide, section, says));
