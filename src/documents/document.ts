import { z } from 'zod';

const listSchema = z.object({ kind: z.literal('list'), ordered: z.boolean(), items: z.array(z.string()) });
const tableSchema = z.object({ kind: z.literal('table'), header: z.array(z.string()), rows: z.array(z.array(z.string())) });

/** A piece of a document in reading order, plain text all of it. */
const blockSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('heading'),
    depth: z.number().int().min(1),
    text: z.string(),
    /** Of a page: what its address has behind `#`. */
    anchor: z.string().optional(),
  }),
  /** Of an FAQ: what follows answers it. */
  z.object({ kind: z.literal('question'), text: z.string() }),
  /** A question that somebody wrote beside a section, for finding it. */
  z.object({ kind: z.literal('answers'), text: z.string() }),
  z.object({ kind: z.literal('paragraph'), text: z.string(), bold: z.boolean().optional() }),
  listSchema,
  tableSchema,
]);
export type Block = z.infer<typeof blockSchema>;
/** What a section is made of. */
export type Content = Exclude<Block, { kind: 'heading' | 'question' | 'answers' }>;

/** Words of a document that no member will read, and why. */
const droppedSchema = z.object({ why: z.string(), text: z.string() });
export type Dropped = z.infer<typeof droppedSchema>;

/** What was read of one document, whatever it was written with. */
export const documentSchema = z.object({
  title: z.string().optional(),
  author: z.string().optional(),
  publisher: z.string().optional(),
  url: z.url().optional(),
  /** When it was published or last changed, in the document's words or as a date. */
  published: z.string().optional(),
  blocks: z.array(blockSchema),
  dropped: z.array(droppedSchema),
  /** What whoever imports it should know: that it was converted from another encoding, say. */
  told: z.array(z.string()),
});
export type SourceDocument = z.infer<typeof documentSchema>;

/** A document that cannot be read; the message says why, in a few words and without a path. */
export class UnreadableDocument extends Error {}

export const plain = (text: string): string => text.replace(/\s+/g, ' ').trim();
export const countWords = (text: string): number => text.split(/\s+/).filter(Boolean).length;
