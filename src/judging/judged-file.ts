import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { JudgmentRow } from '../domain/judgment.js';
import { writeWhole } from '../domain/write-whole.js';
import { judgmentsFile } from '../knowledge/read-judgments.js';

const readIfThere = (path: string): Promise<string> =>
  readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return '';
    throw cause;
  });

const messageOf = (line: string): unknown => {
  try {
    return (JSON.parse(line.replace(/^\uFEFF/, '')) as { message?: unknown } | null)?.message;
  } catch {
    // What cannot be read is kept: `check-pack` names it.
    return undefined;
  }
};

/** Adds judgments to a pack, each in place of an earlier one of the same message. Gives how many the file has then. Rejects with the system's error. */
export const addJudgments = async (pack: string, rows: readonly JudgmentRow[]): Promise<number> => {
  const file = join(pack, judgmentsFile);
  const added = new Set<unknown>(rows.map(({ message }) => message));
  const others = (await readIfThere(file)).split('\n').filter(line => line.trim() && !added.has(messageOf(line)));
  await writeWhole(file, `${[...others, ...rows.map(row => JSON.stringify(row))].join('\n')}\n`);
  return others.length + rows.length;
};

/** The messages that a pack has judgments of. */
export const judgedMessages = async (pack: string): Promise<string[]> =>
  (await readIfThere(join(pack, judgmentsFile)))
    .split('\n')
    .map(messageOf)
    .filter(one => typeof one === 'string');

/** Beside what was imported: how often each section was judged by a model, and with which messages, so that what was stopped is taken up again. */
const roundsFile = join('imported', 'judged.json');
const roundsSchema = z.record(z.string(), z.object({ rounds: z.number().int().min(0), messages: z.array(z.string()) }));
export type Rounds = z.infer<typeof roundsSchema>;

/** What was judged so far; nothing where that is not known, or damaged. */
export const readRounds = async (pack: string): Promise<Rounds> => {
  try {
    return roundsSchema.parse(JSON.parse(await readIfThere(join(pack, roundsFile))));
  } catch {
    return {};
  }
};
export const writeRounds = (pack: string, rounds: Rounds): Promise<void> =>
  writeWhole(join(pack, roundsFile), `${JSON.stringify(rounds)}\n`);
