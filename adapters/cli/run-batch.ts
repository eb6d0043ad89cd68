import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { Coach } from '../../src/coach/coach.js';
import { readQuestion } from '../../src/coach/read-question.js';
import { NextRungError } from '../../src/domain/errors.js';
import { answerToJson } from './answer-json.js';

const idSchema = z.union([z.string(), z.number()]).transform(String);
const lineSchema = z.object({ id: idSchema, question: z.string(), history: z.unknown().optional() });

/**
 * Answers a file of `{id, question, history?}` lines, one object a line out, in order. A bad line gives an object with `error` and the
 * rest goes on. Throws `input_invalid` when the file cannot be opened.
 */
export const runBatch = async (coach: Coach, path: string, print: (line: string) => void): Promise<void> => {
  await open(path).then(
    handle => handle.close(),
    cause => {
      throw new NextRungError('input_invalid', `${path} cannot be opened. Give a file of {"id", "question"} objects, one a line.`, { cause });
    },
  );
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY })) {
    number++;
    const text = number === 1 ? line.replace(/^\uFEFF/, '') : line;
    if (text.trim()) print(JSON.stringify(await answerLine(coach, text, number)));
  }
};

const answerLine = async (coach: Coach, line: string, number: number): Promise<object> => {
  let id: string | undefined;
  try {
    const value: unknown = parseJson(line, number);
    id = idSchema.safeParse((value as { id?: unknown } | null)?.id).data;
    const parsed = lineSchema.safeParse(value);
    if (!parsed.success) throw new NextRungError('input_invalid', `Line ${number}: ${z.prettifyError(parsed.error).replace(/\s+/g, ' ')}`);
    const question = readQuestion(parsed.data.question, parsed.data.history ?? []);
    const started = performance.now();
    const answer = await coach.ask(question);
    return answerToJson(answer, performance.now() - started, parsed.data.id);
  } catch (error) {
    if (!(error instanceof NextRungError)) throw error;
    return { ...(id === undefined ? {} : { id }), error: { code: error.code, message: error.message, line: number } };
  }
};

const parseJson = (line: string, number: number): unknown => {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw new NextRungError('input_invalid', `Line ${number} is not JSON.`, { cause });
  }
};
