import { readQuestion } from '../../src/coach/read-question.js';
import { NextRungError } from '../../src/domain/errors.js';
import { cleanJson } from './clean-text.js';
import { type CliContext, printLine } from './context.js';
import { lookOf } from './look.js';
import { openSession, type Session } from './open-session.js';
import { readStdin } from './read-stdin.js';

export type AskOptions = { readonly json?: boolean; readonly batch?: string };

/** `ms` leaves start-up out, and the model's first run is part of that. */
const warmUp = async ({ base }: Session, signal: AbortSignal): Promise<void> =>
  void (await base.embedder.embed(['warm up'], signal));

/** Answers one question on stdout: for reading, or as one JSON object. */
export const askOnce = async (context: CliContext, text: string, options: { readonly json?: boolean } = {}): Promise<void> => {
  const { stdout, env, signal } = context;
  // What cannot be asked is said before anything is loaded.
  const question = readQuestion(text);
  const session = await openSession(context);
  try {
    if (options.json) {
      const { answerToJson } = await import('./answer-json.js');
      await warmUp(session, signal);
      const started = performance.now();
      const answer = await session.coach.ask(question, signal);
      signal.throwIfAborted();
      printLine(stdout, cleanJson(answerToJson(answer, performance.now() - started), stdout.isTTY ? 2 : undefined));
      return;
    }
    // The renderer loads while the model thinks.
    const [answer, { renderAnswer }] = await Promise.all([session.coach.ask(question, signal), import('./render-answer.js')]);
    signal.throwIfAborted();
    printLine(stdout, renderAnswer(answer, lookOf(stdout, env)));
  } finally {
    await session.close();
  }
};

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
  await askOnce(context, piped ? await readStdin(context.stdin) : words.join(' '), options);
};
