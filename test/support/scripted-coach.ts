import { setTimeout as sleep } from 'node:timers/promises';
import type { Coach } from '../../src/coach/coach.js';
import type { Answer, Block, Outcome } from '../../src/domain/answer.js';
import type { Question } from '../../src/domain/question.js';

const paragraphOf = (text: string): Block<number> => ({
  kind: 'paragraph',
  sentences: [{ parts: [{ text, marks: [] }] }],
});

/** A whole answer of one paragraph. */
export const answerOf = (text: string, outcome: Outcome = 'answered'): Answer => ({
  outcome,
  blocks: [paragraphOf(text)],
  citations: [],
  disagreements: [],
  suggestions: [],
  confidence: 1,
  writer: 'extractive',
  charts: [],
});

/** The words of an answer of `answerOf`. */
export const textOf = (answer: Answer): string => {
  const [block] = answer.blocks;
  return block?.kind === 'paragraph' ? (block.sentences[0]?.parts[0]?.text ?? '') : '';
};

export type ScriptedCoach = Coach & {
  /** Every question it was asked, with the turns that came with it. */
  readonly asked: Question[];
  /** How many answers were under way at once, at most. */
  readonly mostAtOnce: () => number;
};

/**
 * A coach that does what a test says: for what only time or a failure of the coach can show. It answers with "re: " and the question, in
 * two pieces, unless `script` gives something else, and it does not heed its signal.
 */
export const createScriptedCoach = (
  script: (question: Question) => Promise<Answer | undefined> | undefined = () => undefined,
): ScriptedCoach => {
  const asked: Question[] = [];
  let [now, most] = [0, 0];
  const answer = async (question: Question): Promise<Answer> => {
    asked.push(question);
    now++;
    most = Math.max(most, now);
    try {
      return (await script(question)) ?? answerOf(`re: ${question.text}`);
    } finally {
      now--;
    }
  };
  return {
    asked,
    mostAtOnce: () => most,
    ask: answer,
    async *stream(question) {
      yield { kind: 'status', status: 'searching' };
      const given = await answer(question);
      for (const block of given.blocks) yield { kind: 'piece', block, continues: false, citations: [] };
      yield { kind: 'answer', answer: given };
    },
  };
};

/** Resolves after a random time of up to `ms`. */
export const aWhile = (ms: number): Promise<undefined> => sleep(Math.random() * ms, undefined);
