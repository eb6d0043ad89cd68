import { readFileSync } from 'node:fs';
import { z } from 'zod';

const lineSchema = z.object({ question: z.string(), line: z.string(), kind: z.string().optional() });
/** A line of a model's own, with the question that it answers. */
export type OwnLine = z.infer<typeof lineSchema>;

/** Lines written in a model's manner: `harmless` openings, links, next steps and questions back, and `lies`. */
export const ownLines = (name: 'harmless' | 'lies'): OwnLine[] =>
  readFileSync(`test/model/lines/${name}.jsonl`, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map(text => lineSchema.parse(JSON.parse(text)));
