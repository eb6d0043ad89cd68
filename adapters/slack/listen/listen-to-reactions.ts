import type { App } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { placeOf } from '../connect/place.js';
import type { Parts } from '../parts.js';
import { asNextRungError } from '../send/slack-errors.js';
import { createThreadReply } from '../send/thread-reply.js';
import { notingCall } from './known-threads.js';
import { conversationOf, messageKey } from './listen-to-messages.js';
import { envelopeSchema, reactionSchema } from './payloads.js';
import { readText, textOfBlocks } from './read-text.js';

const foundSchema = z.object({
  messages: z.array(
    z.object({
      ts: z.string(),
      thread_ts: z.string().nullish(),
      text: z.string().nullish(),
      blocks: z.array(z.unknown()).nullish(),
      user: z.string().nullish(),
      bot_id: z.string().nullish(),
    }),
  ),
});
type Found = z.infer<typeof foundSchema>['messages'][number];

/** The message that a reaction was put on: replies are found by their thread's method, which takes any message's timestamp. */
export const findMessage = async (client: WebClient, channel: string, ts: string): Promise<Found | undefined> => {
  const result = await client.conversations.replies({ channel, ts, latest: ts, inclusive: true, limit: 5 });
  return foundSchema.parse(result).messages.find(message => message.ts === ts);
};

/** An emoji, if one is configured, that summons an answer to the message it is put on, once however many put it there. */
export const listenToReactions = (app: App, parts: Parts): void => {
  const { incoming, log, threads, config } = parts;
  const summons = config.slack?.reaction;
  if (!summons) return;
  app.event('reaction_added', async ({ event, body, client, context }) => {
    const { reaction, item, user } = reactionSchema.parse(event);
    // Skin tones come behind the name: `wave::skin-tone-2`.
    if (reaction.split('::')[0] !== summons || item.type !== 'message' || !item.channel || !item.ts) return;
    const place = placeOf({ client, context });
    const { channel, ts } = { channel: item.channel, ts: item.ts };
    let message: Found | undefined;
    try {
      message = await findMessage(client, channel, ts);
    } catch (error) {
      throw asNextRungError('A message that was reacted to could not be read', error);
    }
    if (!message || message.bot_id || message.user === place.botUserId) return;
    const threadTs = message.thread_ts ?? ts;
    const conversation = conversationOf(channel, threadTs);
    const { event_id: eventId } = envelopeSchema.parse(body);
    await incoming.handle(
      {
        community: place.community,
        channel,
        conversation,
        member: user,
        text: readText(message.text?.trim() || textOfBlocks(message.blocks ?? []), place.botUserId),
        deliveryKeys: [messageKey(place.teamId, channel, ts), ...(eventId ? [`event:${eventId}`] : [])],
        isPrivate: false,
        canAskAgain: true,
      },
      notingCall(createThreadReply({ place, channel, threadTs, member: user, log }), () =>
        threads.noteCall(place.community, conversation, user),
      ),
    );
  });
};
