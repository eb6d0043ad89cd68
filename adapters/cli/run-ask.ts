import { NextRungError } from '../../src/domain/errors.js';
import type { Question } from '../../src/domain/question.js';
import { cleanJson } from '../../src/text/clean-text.js';
import { type CliContext, printLine } from './context.js';
import { lookOf } from './look.js';
import { openSession, type Session } from './open-session.js';

/** Checks the question while the model begins to load; what cannot be asked is said before anything is built. */
const readAsked = async (text: string): Promise<Question> =>
  (await import('../../src/coach/read-question.js')).readQuestion(text);

export type AskOptions = { readonly json?: boolean; readonly batch?: string };

/** `ms` leaves start-up out, and the model's first run is part of that. */
const warmUp = async ({ base }: Session, signal: AbortSignal): Promise<void> =>
  void (await base.embedder.embed(['warm up'], signal));

/** Answers one question on stdout, for reading. */
const askForReading = async (context: CliContext, text: string): Promise<void> => {
  const { stdout, env, signal } = context;
  const session = await openSession(context, () => readAsked(text));
  try {
    const question = await readAsked(text);
    // The renderer loads while the model thinks.
    const [answer, { renderAnswer }] = await Promise.all([session.coach.ask(question, signal), import('./render-answer.js')]);
    signal.throwIfAborted();
    printLine(stdout, renderAnswer(answer, lookOf(stdout, env)));
  } finally {
    await session.close();
  }
};

/** Answers one question on stdout as one JSON object; a question that cannot be asked gives one with `error`, beside the message on stderr. */
const askForJson = async (context: CliContext, text: string): Promise<void> => {
  const { stdout, signal } = context;
  const print = (value: object): void => printLine(stdout, cleanJson(value, stdout.isTTY ? 2 : undefined));
  let session: Session | undefined;
  try {
    session = await openSession(context, () => readAsked(text));
    const question = await readAsked(text);
    const { answerToJson } = await import('./answer-json.js');
    await warmUp(session, signal);
    const started = performance.now();
    const answer = await session.coach.ask(question, signal);
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

export const askOnce = (context: CliContext, text: string, options: { readonly json?: boolean } = {}): Promise<void> =>
  options.json ? askForJson(context, text) : askForReading(context, text);

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
