import { answerToMarkdown } from '../../src/coach/answer-to-markdown.js';
import type { Answer } from '../../src/domain/answer.js';
import type { Turn } from '../../src/domain/question.js';

/** More than the coach looks back on, and little enough to stay small over a long evening. */
const mostTurns = 16;
/** The longest that a turn may be, as `turnSchema` has it. */
const longestTurn = 20_000;

/** What was said in this conversation; in memory only, gone when it ends. */
export type Conversation = {
  readonly turns: readonly Turn[];
  readonly lastAnswer: Answer | undefined;
  remember(question: string, answer: Answer): void;
};

export const createConversation = (): Conversation => {
  let turns: Turn[] = [];
  let lastAnswer: Answer | undefined;
  return {
    get turns() {
      return turns;
    },
    get lastAnswer() {
      return lastAnswer;
    },
    remember(question, answer) {
      lastAnswer = answer;
      if (answer.outcome === 'declined') return;
      const content = answerToMarkdown(answer).slice(0, longestTurn);
      const said = { role: 'assistant' as const, content, suggestions: [...answer.suggestions] };
      turns = [...turns, { role: 'user' as const, content: question }, said].slice(-mostTurns);
    },
  };
};
