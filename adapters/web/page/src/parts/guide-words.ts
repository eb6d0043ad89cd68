import { ageOf, sourceOf } from '../../../../describe-source.js';
import type { GuideSummary } from '../../../contract.js';

/** Who speaks in a guide, in the same words as in citations. */
export const guideName = ({ publisher, title, id }: GuideSummary): string =>
  sourceOf({ publisher, title, guide: id, n: 0, section: '', dataAsOf: null, published: null, url: null, quote: '' });

/** How old a guide's data is, in its own words. */
export const guideAge = ({ dataAsOf, published }: GuideSummary): string =>
  ageOf({ dataAsOf: dataAsOf ?? null, published: published ?? null });
