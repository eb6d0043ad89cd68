import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { SlackMessage } from '../message.js';
import { escapeText } from '../render/calm-text.js';

/** Sent with every message: links are shown as links, and bare names call nobody. */
const quiet = { unfurl_links: false, unfurl_media: false, link_names: false } as const;

export type Where = { readonly channel: string; readonly threadTs?: string | undefined };

const threadOf = (where: Where): { thread_ts?: string } => (where.threadTs ? { thread_ts: where.threadTs } : {});

/** What goes with an answer, unseen, so that it is known again: https://docs.slack.dev/messaging/message-metadata */
const answerEvent = 'nextrung_answer';
export const answeredBy = z.object({ event_type: z.literal(answerEvent), event_payload: z.object({ to: z.string() }) });

/**
 * Posts for all to see; gives the timestamp that names the message.
 *
 * @param answers the message that this answers
 */
export const postMessage = async (
  client: WebClient,
  where: Where,
  { text, blocks }: SlackMessage,
  answers?: string,
): Promise<string> => {
  const posted = await client.chat.postMessage({
    channel: where.channel,
    ...threadOf(where),
    text,
    ...(blocks ? { blocks } : {}),
    ...(answers ? { metadata: { event_type: answerEvent, event_payload: { to: answers } } } : {}),
    ...quiet,
  });
  return posted.ts ?? '';
};

/** A sentence of the coach's own that only one member sees. Works only where both are in the channel. */
export const postPrivately = async (client: WebClient, where: Where, member: string, text: string): Promise<void> => {
  await client.chat.postEphemeral({ channel: where.channel, ...threadOf(where), user: member, text: escapeText(text) });
};
