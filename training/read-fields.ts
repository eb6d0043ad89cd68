import { readdir, readFile } from 'node:fs/promises';
import { z } from 'zod';

/* Invented guides of other trades and of local associations, each with some forty judged messages, for a chooser that must work on anybody's guides. */

const guideSchema = z.object({
  guide: z.string(),
  sentences: z.array(z.object({ n: z.number(), section: z.string(), text: z.string() })),
});
const marksSchema = z.object({ best: z.array(z.number()), useful: z.array(z.number()), none: z.boolean() });
const messageSchema = marksSchema.extend({
  guide: z.string(),
  message: z.string(),
  asks: z.array(z.string()).default([]),
  /** What a second judge marked, who saw neither the first marks nor any answer. */
  again: marksSchema.optional(),
});
type Marks = z.infer<typeof marksSchema>;
export type Field = z.infer<typeof guideSchema> & { readonly messages: readonly z.infer<typeof messageSchema>[] };

/** How often two judges agree: on whether a message is answered, and whether what one would say first helps in the other's eyes. */
export const agreementOf = (fields: readonly Field[]): string => {
  const all = fields.flatMap(({ messages }) => messages.flatMap(({ again, ...first }) => (again ? [{ ...first, again }] : [])));
  const answered = all.filter(({ none, again }) => !none && !again.none);
  const share = (some: readonly unknown[], of: readonly unknown[]): string => `${some.length} of ${of.length}`;
  const helps = ([first = -1]: readonly number[], marks: Marks): boolean => [...marks.best, ...marks.useful].includes(first);
  return `Judged twice: answered or not agreed for ${share(
    all.filter(({ none, again }) => none === again.none),
    all,
  )}; the first judge's first choice helps by the second ${share(
    answered.filter(({ best, again }) => helps(best, again)),
    answered,
  )}, the second's by the first ${share(
    answered.filter(one => helps(one.again.best, one)),
    answered,
  )}`;
};

/** Fields that neither the encoder nor any chooser has seen. */
export const heldFields: readonly string[] = [
  'optician',
  'barber',
  'funeral_director',
  'surveyor',
  'sign_language_chapter',
  'pool_operator',
  'dog_groomer',
  'dispatcher_911',
  'piano_tuner',
  'school_bus_driver',
  'crane_operator',
  'genealogists_society',
];

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
