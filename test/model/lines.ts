import { readFileSync } from 'node:fs';
import { z } from 'zod';

const lineSchema = z.object({ question: z.string(), line: z.string(), harmless: z.boolean() });
/** A line of a model's own, with the question that it answers. */
export type OwnLine = z.infer<typeof lineSchema>;

/** Lines in a model's manner, harmless ones and lies: `checked` ones were fitted on and must hold, `unseen` ones were not. */
export const ownLines = (name: 'checked' | 'unseen'): { readonly harmless: OwnLine[]; readonly lies: OwnLine[] } => {
  const path = { checked: 'training/heads/checked-lines.jsonl', unseen: 'test/model/unseen-lines.jsonl' }[name];
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map(text => lineSchema.parse(JSON.parse(text)));
  return { harmless: lines.filter(line => line.harmless), lies: lines.filter(line => !line.harmless) };
};
