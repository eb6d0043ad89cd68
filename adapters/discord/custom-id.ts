import { z } from 'zod';

/* What a button or form of ours says when it is used. It names an answer by its id, so that buttons work after a restart. */

const answerId = z.string().regex(/^[\w-]{1,60}$/);
const schema = z.union([
  z
    .tuple([z.enum(['helpful', 'unhelpful', 'why', 'share', 'thread']), answerId])
    .transform(([kind, id]) => ({ kind, answerId: id })),
  z
    .tuple([z.literal('next'), answerId, z.string().regex(/^\d$/)])
    .transform(([kind, id, at]) => ({ kind, answerId: id, at: Number(at) })),
  z.tuple([z.literal('forget'), z.enum(['yes', 'no'])]).transform(([kind, choice]) => ({ kind, choice })),
]);

export type CustomId = z.output<typeof schema>;

/** At most 100 characters, as Discord asks. */
export const writeCustomId = (id: CustomId): string => {
  switch (id.kind) {
    case 'next':
      return `next:${id.answerId}:${id.at}`;
    case 'forget':
      return `forget:${id.choice}`;
    default:
      return `${id.kind}:${id.answerId}`;
  }
};

/** Undefined for an id that is not ours, or of an earlier version. */
export const readCustomId = (text: string): CustomId | undefined => schema.safeParse(text.split(':')).data;
