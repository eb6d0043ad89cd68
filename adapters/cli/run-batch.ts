import { type FileHandle, open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { readQuestion } from '../../src/coach/read-question.js';
import { NextRungError } from '../../src/domain/errors.js';
import { cleanJson } from '../../src/text/clean-text.js';
import { answerToJson } from './answer-json.js';
import type { Session } from './open-session.js';

const idSchema = z.union([z.string(), z.number()]);
const lineSchema = z.object(
  {
    id: z.union([z.string(), z.number()], 'give an id: a string or a number'),
    question: z.string('give the question as a string'),
    history: z.unknown().optional(),
  },
  'give an object with id and question',
);

const unreadable = (path: string, cause: unknown): NextRungError =>
  new NextRungError(
    'input_invalid',
    `${path} cannot be read. Give a file of {"id": "q1", "question": "..."} objects, one a line.`,
    { cause },
  );

/** Opens a file of questions, so that one that cannot be read is told before the model loads. Throws `input_invalid`. */
export const openBatch = async (path: string): Promise<FileHandle> => {
  const file = await open(path).catch((cause: unknown) => {
    throw unreadable(path, cause);
  });
  if (!(await file.stat()).isDirectory()) return file;
  await file.close();
  throw unreadable(path, new Error('it is a folder'));
};

/**
 * Answers a file of `{id, question, history?}` lines, one object a line out, in order. A line that cannot be answered gives an object with
 * `error`, and the rest goes on; blank lines are passed over.
 */
export const runBatch = async (
  session: Pick<Session, 'coach' | 'log'>,
  file: FileHandle,
  print: (line: string) => void,
  signal?: AbortSignal,
): Promise<void> => {
  let number = 0;
  for await (const line of createInterface({
    input: file.createReadStream({ encoding: 'utf8' }),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    signal?.throwIfAborted();
    number++;
    const text = number === 1 ? line.replace(/^\uFEFF/, '') : line;
    if (text.trim()) print(cleanJson(await answerLine(session, text, number, signal)));
  }
};

const answerLine = async (
  { coach, log }: Pick<Session, 'coach' | 'log'>,
  line: string,
  number: number,
  signal?: AbortSignal,
): Promise<object> => {
  let id: string | number | undefined;
  try {
    const value = parseJson(line, number);
    id = idSchema.safeParse((value as { id?: unknown } | null)?.id).data;
    const parsed = lineSchema.safeParse(value);
    if (!parsed.success) {
      throw new NextRungError('input_invalid', `Line ${number}: ${parsed.error.issues.map(issue => issue.message).join('; ')}.`);
    }
    const question = readQuestion(parsed.data.question, parsed.data.history ?? []);
    const started = performance.now();
    const answer = await coach.ask(question, signal);
    return answerToJson(answer, performance.now() - started, parsed.data.id);
  } catch (error) {
    if (signal?.aborted) throw error;
    const known = error instanceof NextRungError;
    if (!known) (await log()).error({ err: error }, `line ${number} of the batch failed`);
    const { code, message } = known
      ? error
      : { code: 'unexpected', message: `Line ${number} could not be answered; the log says why.` };
    return { ...(id === undefined ? {} : { id }), error: { code, message, line: number } };
  }
};

const parseJson = (line: string, number: number): unknown => {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw new NextRungError('input_invalid', `Line ${number} is not JSON.`, { cause });
  }
};
