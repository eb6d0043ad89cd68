import type { Answer } from '../src/domain/answer.js';
import { shorten } from './shorten.js';

/** A question that can be asked at a press, and what stands on the button. */
export type NextQuestion = { readonly label: string; readonly question: string };

const most = 3;
const onItsOwn = 'Ask it on its own';

/** What an answer offers to ask next; a follow-up can also be asked without what it leaned on. */
export const nextQuestions = ({ suggestions, followUp }: Pick<Answer, 'suggestions' | 'followUp'>): NextQuestion[] => [
  ...suggestions.slice(0, most).map(question => ({ label: question, question })),
  ...(followUp ? [{ label: onItsOwn, question: followUp.asked }] : []),
];

/** Of what a follow-up leaned on: a line or two on a phone. */
const mostOfLead = 100;

/** Says what a follow-up leaned on, cut between words; undefined for a question that stands alone. */
export const followingUpOn = ({ followUp }: Pick<Answer, 'followUp'>): string | undefined => {
  if (!followUp) return undefined;
  return `Following up on: ${shorten(followUp.on.replace(/\s+/g, ' ').trim(), mostOfLead)}`;
};
