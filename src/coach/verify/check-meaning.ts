import { createExchangeCheck } from './check-exchange.js';
import { turnsAround } from './check-polarity.js';
import { isAbsolute, overstates } from './check-quantifiers.js';
import { createUseCheck } from './check-uses.js';
import type { Place } from './credential-names.js';
import type { Mention } from './mentions.js';
import type { Source } from './sources.js';
import { createSubjectFinder } from './subjects.js';

export type MeaningFault = 'turned around' | 'wrong use' | 'exchanged';

/** Builds the check of a sentence whose every word is right and that says another thing than its sources do. */
export const createMeaningCheck = (credentialsIn: (text: string) => Place[], mentionsIn: (text: string) => Mention[]) => {
  const usesHold = createUseCheck(credentialsIn);
  const isExchanged = createExchangeCheck(createSubjectFinder(credentialsIn, mentionsIn));
  return (text: string, sources: readonly Source[]): MeaningFault | undefined => {
    if (turnsAround(text, sources) || overstates(text, sources) || isAbsolute(text, sources)) return 'turned around';
    if (!usesHold(text, sources)) return 'wrong use';
    return isExchanged(text, sources) ? 'exchanged' : undefined;
  };
};
