import { z } from 'zod';
import type { Unanswered } from '../../../src/contracts/delivery-store.js';
import type { Place } from '../connect/place.js';
import { answeredBy } from '../send/post-message.js';
import { asNextRungError } from '../send/slack-errors.js';
import { readMessageKey } from './listen-to-messages.js';
import { findMessage } from './listen-to-reactions.js';
import type { MessageEvent } from './payloads.js';

const repliesSchema = z.object({
  messages: z.array(z.object({ ts: z.string(), user: z.string().nullish(), metadata: z.unknown().optional() })),
});
const mostReplies = 200;

/** Whether the answer to a message stands behind it in its thread, or a word of ours of which nobody knows what it answers. */
const isAnswered = async (
  { client, botUserId }: Place,
  channel: string,
  { ts, thread_ts: threadTs }: { readonly ts: string; readonly thread_ts?: string | null | undefined },
): Promise<boolean> => {
  const where = { channel, ts: threadTs ?? ts, oldest: ts, limit: mostReplies };
  const replies = await client.conversations.replies({ ...where, include_all_metadata: true });
  return repliesSchema.parse(replies).messages.some(one => {
    if (Number(one.ts) <= Number(ts) || one.user !== botUserId) return false;
    const known = answeredBy.safeParse(one.metadata);
    return !known.success || known.data.event_payload.to === ts;
  });
};

/**
 * Reads again a message that a process took and did not answer, and hands it to `answer`. The words of a command, a button or a form are
 * nowhere to be read, and the address that its answer would go to is not kept.
 */
export const takeUpMessage = async (
  placeOf: (community: string) => Promise<Place>,
  answer: (place: Place, message: MessageEvent) => Promise<void>,
  { community, keys, wasSending }: Unanswered,
): Promise<void> => {
  const named = keys.map(readMessageKey).find(one => one !== undefined);
  if (!named) return;
  const place = await placeOf(community);
  try {
    const message = await findMessage(place.client, named.channel, named.ts);
    if (!message || (wasSending && (await isAnswered(place, named.channel, message)))) return;
    await answer(place, { ...message, user: message.user ?? undefined, type: 'message', channel: named.channel });
  } catch (error) {
    throw asNextRungError('A message that was not answered could not be read', error);
  }
};
