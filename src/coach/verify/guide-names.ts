import type { GuideInfo } from '../../domain/guide.js';
import { escapeRegExp } from '../../text/escape-reg-exp.js';
import type { Source } from './sources.js';

/** What a guide is called: as the coach says it, and by its publisher where it has one. */
const namesOf = (guide: GuideInfo): string[] => [
  guide.spokenName.replace(/^the /i, ''),
  ...(/^not stated/i.test(guide.publisher) ? [] : [guide.publisher]),
];
const patternOf = (name: string): RegExp => new RegExp(String.raw`(?<![\p{L}\p{N}])${escapeRegExp(name)}(?![\p{L}\p{N}])`, 'giu');

/** "The AAPC career ladder says" names a source, not an issuer: what a cited guide is called needs no support of its own. */
export const withoutGuideNames = (text: string, cited: readonly Source[]): string =>
  cited.reduce(
    (left, { guide }) => (guide ? left.replaceAll(new RegExp(escapeRegExp(guide.spokenName), 'gi'), 'the guide') : left),
    text,
  );

/** Builds the test of whether a text names a guide and cites another one only. */
export const createGuideCheck = (guides: Iterable<GuideInfo>) => {
  const all = [...guides].map(guide => ({ id: guide.id, patterns: namesOf(guide).map(patternOf) }));
  return (text: string, cited: readonly Source[]): boolean =>
    cited.length > 0 &&
    all.some(
      ({ id, patterns }) => !cited.some(source => source.guide?.id === id) && patterns.some(pattern => text.search(pattern) >= 0),
    );
};
