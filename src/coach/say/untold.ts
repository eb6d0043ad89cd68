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

/** The gap that is said of a part: what isn't told of it, or is missing beside what is. */
const saidOf = (part: Part): Gap | undefined => (isTold(part) ? part.choice.missing : part.choice.gap);

/** Where several parts of one gap would be said to be missing, all of it is. */
export const withWholeGaps = (parts: readonly Part[], gaps: readonly Gap[]): Part[] => {
  const isSaidTwice = (gap: Gap): boolean => parts.some(part => saidOf(part)?.id === gap.id && saidOf(part)?.topic !== gap.topic);
  return parts.map(part => {
    const gap = saidOf(part);
    if (!gap || !isSaidTwice(gap)) return part;
    const whole = gaps.find(({ id }) => id === gap.id);
    return { ...part, choice: { ...part.choice, ...(isTold(part) ? { missing: whole } : { gap: whole }) } };
  });
};
