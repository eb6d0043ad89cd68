import { z } from 'zod';
import type { Unanswered } from '../../../src/contracts/delivery-store.js';
import type { Place } from '../connect/place.js';
import { asNextRungError } from '../send/slack-errors.js';
import { readMessageKey } from './listen-to-messages.js';
import { findMessage } from './listen-to-reactions.js';
import type { MessageEvent } from './payloads.js';

const repliesSchema = z.object({ messages: z.array(z.object({ ts: z.string(), user: z.string().nullish() })) });
const mostReplies = 200;

/** Whether something of ours stands behind a message in its thread: then the answer that was being sent came through, for all that is known. */
const hasWordOfOurs = async (
  { client, botUserId }: Place,
  channel: string,
  { ts, thread_ts: threadTs }: { readonly ts: string; readonly thread_ts?: string | null | undefined },
): Promise<boolean> => {
  const replies = await client.conversations.replies({ channel, ts: threadTs ?? ts, oldest: ts, limit: mostReplies });
  return repliesSchema.parse(replies).messages.some(one => Number(one.ts) > Number(ts) && one.user === botUserId);
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
    if (!message || (wasSending && (await hasWordOfOurs(place, named.channel, message)))) return;
    await answer(place, { ...message, user: message.user ?? undefined, type: 'message', channel: named.channel });
  } catch (error) {
    throw asNextRungError('A message that was not answered could not be read', error);
  }
};
