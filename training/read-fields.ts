import { readdir, readFile } from 'node:fs/promises';
import { z } from 'zod';

/* Invented guides of other trades and of local associations, each with some forty judged messages, for a chooser that must work on anybody's guides. */

const guideSchema = z.object({
  guide: z.string(),
  sentences: z.array(z.object({ n: z.number(), section: z.string(), text: z.string() })),
});
const messageSchema = z.object({
  guide: z.string(),
  message: z.string(),
  best: z.array(z.number()),
  useful: z.array(z.number()),
  none: z.boolean(),
  asks: z.array(z.string()).default([]),
});
export type Field = z.infer<typeof guideSchema> & { readonly messages: readonly z.infer<typeof messageSchema>[] };

/** Fields whose messages the encoder has not seen. */
export const unseenFields: readonly string[] = [
  'dentallab',
  'nurseschapter',
  'truckdriver',
  'earlychildhood',
  'welding_trade',
  'bookkeepers_handbook',
  'courtreporter',
  'hygienists',
];

const folder = new URL('fields/', import.meta.url);

export const readFields = async (): Promise<Field[]> => {
  const names = (await readdir(folder)).filter(name => name.endsWith('.jsonl')).sort();
  const texts = await Promise.all(names.map(name => readFile(new URL(name, folder), 'utf8')));
  const rows: unknown[] = texts.flatMap(text => text.split('\n').filter(line => line.trim())).map(line => JSON.parse(line));
  const guides = rows.flatMap(row => guideSchema.safeParse(row).data ?? []);
  const messages = rows.flatMap(row => messageSchema.safeParse(row).data ?? []);
  return guides.map(guide => ({ ...guide, messages: messages.filter(message => message.guide === guide.guide) }));
};
