import type { WebClient } from '@slack/web-api';
import type { SlackMessage } from '../message.js';
import { escapeText } from '../render/calm-text.js';

/** Sent with every message: links are shown as links, and bare names call nobody. */
const quiet = { unfurl_links: false, unfurl_media: false, link_names: false } as const;

export type Where = { readonly channel: string; readonly threadTs?: string | undefined };

const threadOf = (where: Where): { thread_ts?: string } => (where.threadTs ? { thread_ts: where.threadTs } : {});

/** Posts for all to see; gives the timestamp that names the message. */
export const postMessage = async (client: WebClient, where: Where, { text, blocks }: SlackMessage): Promise<string> => {
  const posted = await client.chat.postMessage({
    channel: where.channel,
    ...threadOf(where),
    text,
    ...(blocks ? { blocks } : {}),
    ...quiet,
  });
  return posted.ts ?? '';
};

/** A sentence of the coach's own that only one member sees. Works only where both are in the channel. */
export const postPrivately = async (client: WebClient, where: Where, member: string, text: string): Promise<void> => {
  await client.chat.postEphemeral({ channel: where.channel, ...threadOf(where), user: member, text: escapeText(text) });
};
