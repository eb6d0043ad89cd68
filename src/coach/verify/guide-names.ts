import { escapeRegExp } from '../../text/escape-reg-exp.js';
import type { Source } from './sources.js';

/** "The AAPC career ladder says" names a source, not an issuer: what a cited guide is called needs no support of its own. */
export const withoutGuideNames = (text: string, cited: readonly Source[]): string =>
  cited.reduce(
    (left, { guide }) => (guide ? left.replaceAll(new RegExp(escapeRegExp(guide.spokenName), 'gi'), 'the guide') : left),
    text,
  );
