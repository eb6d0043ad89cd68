import type { Sentence } from '../../domain/answer.js';
import type { Gap } from '../../domain/pack.js';
import { isTold, type Part } from '../part.js';
import { gapSentence, outOfScopeSentence, uncoveredPartSentence, uncoveredSentence } from '../replies.js';
import { asClause, asQuoted } from './in-other-words.js';

/** Says that the guides are silent on what is asked, and names it; the only thing asked is not named again. */
export const missingSentence = ({ choice, typed, place }: Part): Sentence<string> => {
  if (choice.gap) return gapSentence(choice.gap);
  if (place === undefined) return uncoveredSentence();
  return choice.outOfScope
    ? outOfScopeSentence(choice.outOfScope)
    : uncoveredPartSentence({ clause: asClause(typed), words: asQuoted(typed) }, place);
};

/** A gap near to what the chooser would have told may be another one: where a model finds nothing for that, no gap is named. */
export const withoutDoubtfulGap = (part: Part): Part =>
  isTold(part) ? { ...part, choice: { ...part.choice, gap: undefined } } : part;

/** Says of what nothing is told of, beside other things asked, that the guides are silent; of what they may hold nothing is said. */
export const untoldSentences = (part: Part): Sentence<string>[] =>
  part.choice.outcome === 'ask back' && part.place !== undefined ? [] : [missingSentence(part)];

/** Of several parts of one gap the whole is named, once. */
export const withWholeGaps = (parts: readonly Part[], gaps: readonly Gap[]): Part[] => {
  const isAskedTwice = (gap: Gap): boolean =>
    parts.some(({ choice }) => choice.gap?.id === gap.id && choice.gap.topic !== gap.topic);
  return parts.map(part => {
    const { gap } = part.choice;
    const whole = gap && isAskedTwice(gap) ? gaps.find(({ id }) => id === gap.id) : gap;
    return { ...part, choice: { ...part.choice, gap: whole } };
  });
};
