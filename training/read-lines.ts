import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { feelings } from '../src/domain/judgment.js';

/* The lines of training/heads: what judged messages hold too few of. */

const folder = fileURLToPath(new URL('heads/', import.meta.url));

const read = async <S extends z.ZodType>(name: string, schema: S): Promise<z.output<S>[]> =>
  (await readFile(`${folder}${name}.jsonl`, 'utf8'))
    .split('\n')
    .filter(Boolean)
    .map(line => schema.parse(JSON.parse(line)));

const kindSchema = z.object({ text: z.string(), kind: z.string() });
const dangerSchema = z.object({ text: z.string(), danger: z.boolean() });
const feelingSchema = z.object({ text: z.string(), feeling: z.enum(feelings), about: z.string().optional() });
/** Ordinary messages, whose marks made no chooser better. */
const messageSchema = feelingSchema.extend({ kind: z.string() });
const leanSchema = z.object({ before: z.array(z.string()).min(1), text: z.string(), leans: z.boolean() });
const patientSchema = z.object({ text: z.string(), patient: z.boolean() });
export type Leaning = z.infer<typeof leanSchema>;

/** All lines, kind by kind of what is told from them. */
export const readLines = async () => ({
  kinds: await read('kinds', kindSchema),
  feelings: await read('feelings', feelingSchema),
  messages: await read('messages', messageSchema),
  danger: await read('danger', dangerSchema),
  leaning: await read('leaning', leanSchema),
  patients: await read('patients', patientSchema),
});
