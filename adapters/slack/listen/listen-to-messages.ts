import type { App } from '@slack/bolt';
import { type Place, placeOf } from '../connect/place.js';
import type { Parts } from '../parts.js';
import { createStreamedReply } from '../send/streamed-reply.js';
import { createThreadReply } from '../send/thread-reply.js';
import { notingCall } from './known-threads.js';
import { hasOthersIn } from './others-in-thread.js';
import { answerOwnCommand } from './own-commands.js';
import { envelopeSchema, type MessageEvent, messageSchema } from './payloads.js';
import { mentionsIn, readText, textOfBlocks } from './read-text.js';

/** Subtypes of messages that a member wrote; edits, joins, bots' messages and the like are none. */
const writtenByMembers = new Set([undefined, 'file_share', 'thread_broadcast']);

const isFromMember = (event: MessageEvent): boolean =>
  Boolean(event.user) && !event.bot_id && !event.hidden && writtenByMembers.has(event.subtype);

const isDirect = (event: MessageEvent): boolean => event.channel_type === 'im' || event.channel.startsWith('D');

const rawTextOf = (event: Pick<MessageEvent, 'text' | 'blocks'>): string =>
  event.text?.trim() || textOfBlocks(event.blocks ?? []);

/** A thread names a conversation, in direct messages too: Slack makes each first message there the root of one. */
export const conversationOf = (channel: string, threadTs: string): string => `${channel}:${threadTs}`;

/** Names a message whatever brought it: a mention is also delivered as a message, and a redelivery may have a new event id. */
export const messageKey = (teamId: string, channel: string, ts: string): string => `${teamId}:${channel}:${ts}`;

export const readMessageKey = (key: string): { readonly channel: string; readonly ts: string } | undefined => {
  const [, channel, ts] = /^[TE]\w+:([CDG]\w+):(\d+\.\d+)$/.exec(key) ?? [];
  return channel && ts ? { channel, ts } : undefined;
};

/** Mentions, direct messages, and follow-ups in threads that are with the coach. Gives the way to hand in one that no event brings. */
export const listenToMessages = (app: App, parts: Parts): ((place: Place, message: MessageEvent) => Promise<void>) => {
  const { incoming, log, threads } = parts;

  const answer = async (
    place: Place,
    event: MessageEvent,
    user: string,
    eventId: string | undefined,
    { isOverheard = false, isUnanswered = false } = {},
  ): Promise<void> => {
    const threadTs = event.thread_ts ?? event.ts;
    const conversation = conversationOf(event.channel, threadTs);
    const direct = isDirect(event);
    const text = readText(rawTextOf(event), place.botUserId);
    if (direct && (await answerOwnCommand(parts, place, { channel: event.channel, threadTs, ts: event.ts, user, text }))) return;
    const where = { place, channel: event.channel, threadTs, member: user, log, answers: event.ts };
    const streamed = direct ? createStreamedReply(where) : undefined;
    const result = await incoming.handle(
      {
        community: place.community,
        channel: event.channel,
        conversation,
        member: user,
        text,
        deliveryKeys: [messageKey(place.teamId, event.channel, event.ts), ...(eventId ? [`event:${eventId}`] : [])],
        isPrivate: false,
        isOverheard,
        isUnanswered,
        ...(isUnanswered ? {} : { after: parts.takenUp() }),
        ...(direct ? { place: `${event.channel}:` } : {}),
      },
      notingCall(streamed ?? createThreadReply(where), () => threads.noteCall(place.community, conversation, user)),
    );
    if (result === 'stopped') await streamed?.stopped();
  };

  /** Whether a follow-up in a thread is for the coach without a mention. */
  const goesOn = (place: Place, { channel }: MessageEvent, threadTs: string, member: string): Promise<boolean> => {
    const hasOthers = (since: Date): Promise<boolean> => hasOthersIn({ place, channel, threadTs, member }, since, log);
    return threads.isForCoach(place.community, conversationOf(channel, threadTs), member, hasOthers);
  };

  app.event('app_mention', async ({ event, body, client, context }) => {
    const place = placeOf({ client, context });
    const mention = messageSchema.parse(event);
    // A direct message with a mention comes as a message too, and is answered there.
    if (!isFromMember(mention) || !mention.user || isDirect(mention)) return;
    await answer(place, mention, mention.user, envelopeSchema.parse(body).event_id);
  });

  app.event('message', async ({ event, body, client, context }) => {
    const parsed = messageSchema.safeParse(event);
    // Edits, deletions and messages of the system have other shapes and are not for the coach.
    if (!parsed.success) return;
    const message = parsed.data;
    if (!isFromMember(message) || !message.user) return;
    const place = placeOf({ client, context });
    const { event_id: eventId } = envelopeSchema.parse(body);
    if (isDirect(message)) return answer(place, message, message.user, eventId);

    const { thread_ts: threadTs, user } = message;
    const mentions = mentionsIn(rawTextOf(message), place.botUserId);
    if (!threadTs || threadTs === message.ts || mentions.coach) return;
    if (!mentions.others && (await goesOn(place, message, threadTs, user)))
      return answer(place, message, user, eventId, { isOverheard: true });
    await threads.noteOthers(place.community, conversationOf(message.channel, threadTs));
  });

  return async (place, message) => {
    const { thread_ts: threadTs, user } = message;
    if (!user || !isFromMember(message)) return;
    const mentions = mentionsIn(rawTextOf(message), place.botUserId);
    const isCall = isDirect(message) || mentions.coach;
    if (!isCall && (mentions.others || !threadTs || !(await goesOn(place, message, threadTs, user)))) return;
    // Not waited for: the next one is read meanwhile, and the inbound path keeps a conversation's order.
    answer(place, message, user, undefined, { isOverheard: !isCall, isUnanswered: true }).catch((err: unknown) =>
      log.error({ err, community: place.community }, 'a message that was taken up could not be answered'),
    );
  };
};
