import type { Logger } from 'pino';
import type { Coach } from '../../src/coach/coach.js';
import { readQuestion } from '../../src/coach/read-question.js';
import type { Answer } from '../../src/domain/answer.js';
import { NextRungError } from '../../src/domain/errors.js';
import type { Pack } from '../../src/domain/pack.js';
import { cleanLine } from '../../src/text/clean-text.js';
import { nextQuestions } from '../next-questions.js';
import type { ChatInput } from './chat-input.js';
import { help } from './chat-texts.js';
import { createConversation } from './conversation.js';
import type { Look } from './look.js';
import { readChatLine } from './read-chat-line.js';
import { renderAnswer } from './render-answer.js';
import { renderSources } from './render-sources.js';
import { wrapText } from './wrap-text.js';

export type ConverseOptions = {
  readonly coach: Pick<Coach, 'ask'>;
  readonly pack: Pack;
  readonly input: ChatInput;
  /** Shows a piece of text, set apart from what is above it. */
  readonly show: (text: string) => void;
  /** Read anew for each answer: a window may have been made wider. */
  readonly look: () => Look;
  /** Shows that something is under way while it is. */
  readonly waitFor: <T>(work: Promise<T>) => Promise<T>;
  readonly log: () => Promise<Logger>;
  /** Ends the conversation. */
  readonly signal: AbortSignal;
};

const renderHelp = ({ width, colours }: Look): string => {
  const column = Math.max(...help.map(([form]) => form.length)) + 2;
  const lines = help.map(([form, meaning]) =>
    width < column + 30
      ? `  ${colours.bold(form)}\n      ${wrapText(meaning, width, '      ')}`
      : `  ${colours.bold(form.padEnd(column))}${wrapText(meaning, width, ' '.repeat(column + 2))}`,
  );
  return ['Ask in your own words, or:', ...lines].join('\n');
};

/** Settles with the work, or at once when the signal aborts: an answer that nobody waits for any more may end on its own. */
const orAborted = async <T>(work: Promise<T>, signal: AbortSignal): Promise<T> => {
  const stopped = new NextRungError('cancelled', 'The answer was stopped.');
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(stopped);
    signal.addEventListener('abort', stop, { once: true });
  });
  work.catch(() => undefined);
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
};

/** A conversation: a line in, an answer out, until the person leaves or the input ends. Gives the number of lines that held something. */
export const converse = async (options: ConverseOptions): Promise<number> => {
  const { coach, pack, input, show, look, waitFor, log, signal } = options;
  const conversation = createConversation();

  /** @param standsAlone a command or a suggestion, which leans on nothing */
  const ask = async (text: string, standsAlone: boolean): Promise<Answer> => {
    const cancel = new AbortController();
    input.onCancel(() => cancel.abort());
    const either = AbortSignal.any([cancel.signal, signal]);
    const question = readQuestion(text, standsAlone ? [] : conversation.turns);
    return waitFor(orAborted(coach.ask(question, either), either));
  };

  /** A failure as the member sees it; the whole of it goes to the log. */
  const excuse = async (error: unknown): Promise<string> => {
    if (!(error instanceof NextRungError)) {
      (await log()).error({ err: error }, 'a question could not be answered');
      return 'Something went wrong on my side. Please ask again in a minute.';
    }
    if (error.code === 'cancelled') return 'Stopped.';
    const fault = error.code.startsWith('question_') ? 'info' : 'error';
    (await log())[fault]({ err: error }, error.message);
    return error.memberSentence;
  };

  const answer = async (text: string, rephrased: boolean): Promise<void> => {
    if (rephrased) show(look().colours.dim(wrapText(`Asking: ${cleanLine(text)}`, look().width)));
    try {
      const given = await ask(text, rephrased);
      conversation.remember(text, given);
      show(renderAnswer(given, look()));
    } catch (error) {
      show(wrapText(await excuse(error), look().width));
    }
  };

  let heard = 0;
  for await (const line of input.lines()) {
    if (signal.aborted) break;
    const action = readChatLine(
      line,
      conversation.lastAnswer ? nextQuestions(conversation.lastAnswer).map(({ question }) => question) : [],
      pack,
    );
    if (action.kind !== 'nothing') heard++;
    if (action.kind === 'quit') break;
    if (action.kind === 'ask') await answer(action.question, action.rephrased);
    if (action.kind === 'say') show(wrapText(action.text, look().width));
    if (action.kind === 'help') show(renderHelp(look()));
    if (action.kind === 'sources') show(renderSources(conversation.lastAnswer, pack.guides, look()));
  }
  return heard;
};
