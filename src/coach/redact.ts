import type { FindNames } from '../contracts/name-finder.js';
import { words } from '../text/tokens.js';
import type { KnowledgeBase } from './knowledge-base.js';
import { homeAddresses, networkAddresses } from './redact/addresses.js';
import { withoutDays } from './redact/days.js';
import { createNameRedactor } from './redact/names.js';
import { withoutNumbers } from './redact/numbers.js';
import { closeGaps, takeOut } from './redact/take-out.js';

/*
 * What is taken out of a member's words before anything reads them: who they are never bears on the answer, and a model's provider must not
 * learn it. Patient data is declined as a whole before (patient-data.ts); this is the second net.
 */

/** Finds no names: what stays on the machine may hold them. */
const noNames: FindNames = () => [];

/**
 * Makes what takes e-mail addresses, phone and record numbers, postal addresses, days, names and mentions out of a text. Words of the pack are
 * left as they are.
 */
export const createRedactor = ({ units, guides }: Pick<KnowledgeBase, 'units' | 'guides'>, findNames: FindNames = noNames) => {
  const ofGuides = new Set([...guides.values()].flatMap(guide => words(`${guide.title} ${guide.publisher} ${guide.spokenName}`)));
  const isOfTheField = (word: string): boolean => ofGuides.has(word) || units.packWords().has(word);
  const withoutNames = createNameRedactor(
    { isOfTheField, isKnown: word => isOfTheField(word) || units.isKnownWord(word) },
    findNames,
  );
  return (text: string): string =>
    closeGaps(withoutNames(withoutNumbers(takeOut(withoutDays(text), [...networkAddresses, ...homeAddresses]))));
};
