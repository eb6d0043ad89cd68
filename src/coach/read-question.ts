import { z } from 'zod';
import { NextRungError } from '../domain/errors.js';
import { type Question, turnSchema } from '../domain/question.js';
import { visible } from '../text/visible.js';

/** Longer than any question a member types: 2,000-character rambles fit, a pasted document does not. */
export const maxQuestionLength = 8_000;
/** Only the latest turns can be what a follow-up leans on. */
const recentTurns = 8;

const historySchema = z.array(turnSchema);

/**
 * Checks what came from outside and makes a `Question` of it. Throws `question_empty`, `question_too_long` or `question_binary`, each with
 * a sentence for the member, and `input_invalid` for a history of another shape.
 */
export const readQuestion = (input: unknown, history: unknown = []): Question => {
  // What is too long is not even read: a letter may stand for eighteen.
  const tooLong = typeof input === 'string' && input.length > maxQuestionLength;
  const text = typeof input === 'string' && !tooLong ? visible(input) : '';
  if (tooLong || text.length > maxQuestionLength) {
    throw new NextRungError(
      'question_too_long',
      `The question has ${Math.max(text.length, String(input).length)} characters; ${maxQuestionLength} is the most. Shorten it and ask again.`,
      {
        memberSentence: 'That’s longer than I can read in one go. Could you ask it in a few sentences?',
      },
    );
  }
  if (!/[\p{L}\p{N}]/u.test(text)) {
    throw new NextRungError(
      'question_empty',
      'The question is empty. Give it as text: `npm run --silent ask -- "your question"`',
      {
        memberSentence: 'I didn’t see a question there. Ask me about paths, credentials or pay.',
      },
    );
  }
  const unreadable = text.match(/[\p{Cn}\p{Co}\uFFFD]|(?![\t\n\r])\p{Cc}/gu)?.length ?? 0;
  if (unreadable > 2 && unreadable > text.length / 50) {
    throw new NextRungError('question_binary', 'The question holds binary data, not text. Send plain UTF-8 text.', {
      memberSentence: 'I couldn’t read that as text. Could you type your question?',
    });
  }
  const turns = historySchema.safeParse(history);
  if (!turns.success) {
    throw new NextRungError('input_invalid', 'The history must be a list of {role: "user" | "assistant", content: string}.', {
      cause: turns.error,
    });
  }
  return { text, history: turns.data.slice(-recentTurns).map(turn => ({ ...turn, content: visible(turn.content) })) };
};
