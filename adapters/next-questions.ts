import type { Answer } from '../src/domain/answer.js';

/** A question that can be asked at a press, and what stands on the button. */
export type NextQuestion = { readonly label: string; readonly question: string };

const most = 3;
const onItsOwn = 'Ask it on its own';

/** What an answer offers to ask next; a follow-up can also be asked without what it leaned on. */
export const nextQuestions = ({ suggestions, followUp }: Pick<Answer, 'suggestions' | 'followUp'>): NextQuestion[] => [
  ...suggestions.slice(0, most).map(question => ({ label: question, question })),
  ...(followUp ? [{ label: onItsOwn, question: followUp.asked }] : []),
];

/** Says what a follow-up leaned on; undefined for a question that stands alone. */
export const followingUpOn = ({ followUp }: Pick<Answer, 'followUp'>): string | undefined =>
  followUp && `Following up on: ${followUp.on.replace(/\s+/g, ' ').trim()}`;
