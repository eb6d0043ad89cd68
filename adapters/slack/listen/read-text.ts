import { z } from 'zod';

/*
 * What a member wrote, as they meant it. Slack escapes three letters and writes mentions and links as sequences of its own:
 * https://docs.slack.dev/messaging/formatting-message-text
 */

const sequence = /<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>/g;

const plain = (text: string): string => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** A message without the coach's mention, members left out, channels and links by their names. */
export const readText = (text: string, botUserId: string): string =>
  plain(
    text
      .replace(sequence, (raw, kind: string, target: string, label: string | undefined) => {
        // What only looks like a member of Slack is left as it was typed.
        if (kind === '@' && !/^[A-Z0-9]+$/.test(target)) return raw;
        if (kind === '@') return target === botUserId ? ' ' : ' someone ';
        if (kind === '!') return target.startsWith('date^') ? (label ?? ' ') : ' ';
        if (kind === '#') return label ? `#${label}` : ' a channel ';
        return label ?? target;
      })
      .replace(/[ \t]+/g, ' ')
      .replace(/ ([,.?!;:])/g, '$1')
      .trim(),
  );

/** Whether a text mentions a user, and whether it mentions anyone else. */
export const mentionsIn = (text: string, botUserId: string): { coach: boolean; others: boolean } => {
  const mentioned = [...text.matchAll(/<@([A-Z0-9]+)(?:\|[^<>]*)?>/g)].map(match => match[1]);
  return { coach: mentioned.includes(botUserId), others: mentioned.some(user => user !== botUserId) };
};

/** Deep enough for everything that Slack's composer makes; what is nested deeper was made to break someone. */
const deepest = 12;

const nodeSchema = z.looseObject({
  type: z.string().optional(),
  text: z.unknown().optional(),
  user_id: z.string().optional(),
  url: z.string().optional(),
  elements: z.array(z.unknown()).optional(),
});

const textOfNode = (node: unknown, depth: number): string => {
  if (depth > deepest) return '';
  const parsed = nodeSchema.safeParse(node);
  if (!parsed.success) return '';
  const { type, text, user_id: user, url, elements } = parsed.data;
  if (type === 'user' && user) return `<@${user}>`;
  if (typeof text === 'string') return text;
  if (type === 'link') return url ?? '';
  const inner = (elements ?? []).map(each => textOfNode(each, depth + 1)).join('');
  const own = typeof text === 'object' && text !== null ? textOfNode(text, depth + 1) : '';
  return own + inner + (type?.startsWith('rich_text_') || type === 'section' ? '\n' : '');
};

/** The text of blocks, for messages that come with blocks and no text of their own. */
export const textOfBlocks = (blocks: readonly unknown[]): string =>
  blocks
    .map(block => textOfNode(block, 0))
    .join('\n')
    .trim();
