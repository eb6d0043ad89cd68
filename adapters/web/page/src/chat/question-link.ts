import { linkTo } from '../shell/route.js';
import type { Turn } from './turn.js';

/** An address that asks more than this at once would be a burden to whoever opens it. */
const mostQuestions = 5;

/** What has to be asked to come by a turn's answer again: a follow-up needs the questions that it leans on, asked before it. */
const questionsOf = (turn: Turn, all: readonly Turn[]): readonly string[] => {
  const earlier = all.filter(one => one.key < turn.key && one.answer && one.question);
  const questions = [turn.question];
  let leaning = turn.answer?.followUp;
  while (leaning && questions.length < mostQuestions) {
    const before = earlier.pop();
    if (!before) break;
    questions.unshift(before.question);
    leaning = before.answer?.followUp;
  }
  return questions;
};

/** The address, within the page, that asks a turn's question; without a question it is the conversation's alone. */
export const addressOf = (turn: Turn, all: readonly Turn[]): string => linkTo('ask', '', { q: questionsOf(turn, all) });

/** The turn that an address's questions stand for, if they were asked in this conversation. */
export const turnAskedBy = (questions: readonly string[], all: readonly Turn[]): Turn | undefined =>
  all.findLast(
    turn =>
      turn.question === questions.at(-1) &&
      (questions.length === 1 || questionsOf(turn, all).join('\n') === questions.join('\n')),
  );
