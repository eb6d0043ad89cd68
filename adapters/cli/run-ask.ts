import { NextRungError } from '../../src/domain/errors.js';
import type { Pack } from '../../src/domain/pack.js';
import type { Question } from '../../src/domain/question.js';
import { cleanJson } from '../../src/text/clean-text.js';
import { type CliContext, printLine } from './context.js';
import { lookOf } from './look.js';
import { openSession, type Session } from './open-session.js';

/** Text, or what makes it once the pack is open; it may throw `input_invalid`. */
export type Asked = string | ((pack: Pack) => string);

/** Checks the question while the model begins to load; what cannot be asked is said before anything is built. */
const readAsked = async (text: string): Promise<Question> =>
  (await import('../../src/coach/read-question.js')).readQuestion(text);

/** Opens the coach and reads the question: before that, where its words are there already. */
const openWith = async (context: CliContext, asked: Asked): Promise<{ session: Session; question: Question }> => {
  const session = await openSession(context, typeof asked === 'string' ? () => readAsked(asked) : undefined);
  try {
    return { session, question: await readAsked(typeof asked === 'string' ? asked : asked(session.base.pack)) };
  } catch (error) {
    await session.close();
    throw error;
  }
};

export type AskOptions = { readonly json?: boolean; readonly batch?: string };

/** `ms` leaves start-up out, and the model's first run is part of that. */
const warmUp = async ({ base }: Session, signal: AbortSignal): Promise<void> =>
  void (await base.embedder.embed(['warm up'], signal));

/** Answers one question on stdout, for reading. */
const askForReading = async (context: CliContext, asked: Asked): Promise<void> => {
  const { stdout, env, signal } = context;
  const { session, question } = await openWith(context, asked);
  try {
    // The renderer loads while the model thinks.
    const [answer, { renderAnswer }] = await Promise.all([session.coach.ask(question, signal), import('./render-answer.js')]);
    signal.throwIfAborted();
    printLine(stdout, renderAnswer(answer, lookOf(stdout, env)));
  } finally {
    await session.close();
  }
};

/** Answers one question on stdout as one JSON object; a question that cannot be asked gives one with `error`, beside the message on stderr. */
const askForJson = async (context: CliContext, asked: Asked): Promise<void> => {
  const { stdout, signal } = context;
  const print = (value: object): void => printLine(stdout, cleanJson(value, stdout.isTTY ? 2 : undefined));
  let session: Session | undefined;
  try {
    const opened = await openWith(context, asked);
    session = opened.session;
    const { answerToJson } = await import('./answer-json.js');
    await warmUp(opened.session, signal);
    const started = performance.now();
    const answer = await opened.session.coach.ask(opened.question, signal);
    signal.throwIfAborted();
    print(answerToJson(answer, performance.now() - started));
  } catch (error) {
    if (error instanceof NextRungError && error.code !== 'cancelled')
      print({ error: { code: error.code, message: error.message } });
    throw error;
  } finally {
    await session?.close();
  }
};

export const askOnce = (context: CliContext, asked: Asked, options: { readonly json?: boolean } = {}): Promise<void> =>
  options.json ? askForJson(context, asked) : askForReading(context, asked);

const askBatch = async (context: CliContext, path: string): Promise<void> => {
  const { openBatch, runBatch } = await import('./run-batch.js');
  const lines = await openBatch(path);
  const session = await openSession(context);
  try {
    await warmUp(session, context.signal);
    await runBatch(session, lines, line => printLine(context.stdout, line), context.signal);
  } finally {
    await session.close();
  }
};

/** `ask`: the question from the arguments, else from a pipe; or a file of questions. */
export const runAsk = async (context: CliContext, words: readonly string[], options: AskOptions): Promise<void> => {
  if (options.batch !== undefined) {
    if (words.length > 0) throw new NextRungError('input_invalid', 'Give a question or --batch FILE, not both.');
    return askBatch(context, options.batch);
  }
  const piped = words.length === 0 && !context.stdin.isTTY;
  await askOnce(context, piped ? await (await import('./read-stdin.js')).readStdin(context.stdin) : words.join(' '), options);
};
