import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { NextRungError } from '../domain/errors.js';
import { type Judgment, messageKinds } from '../domain/judgment.js';

/** What of a judgment choosing needs: its words live on as vectors. Sentences by number. */
const savedSchema = z.array(
  z.object({
    best: z.array(z.number().int().min(0)),
    useful: z.array(z.number().int().min(0)),
    none: z.boolean(),
    kind: z.enum(messageKinds),
    gap: z.string().optional(),
    /** Whether it asks a single thing. */
    isOneAsk: z.boolean(),
  }),
);
export type SavedJudgment = z.infer<typeof savedSchema>[number];

export const savedJudgments = (judgments: readonly Judgment[]): SavedJudgment[] =>
  judgments.map(({ asks, best, useful, none, kind, gap }) => ({
    best: [...best],
    useful: [...useful],
    none,
    kind,
    ...(gap === undefined ? {} : { gap }),
    isOneAsk: asks.length === 1,
  }));

/** The judgments of a saved index. Throws `index_corrupt` when they do not parse. */
export const readSavedJudgments = async (path: string): Promise<SavedJudgment[]> => {
  try {
    return savedSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (cause) {
    throw new NextRungError('index_corrupt', `${path} cannot be read; run \`npm run index -- --force\`.`, { cause });
  }
};
