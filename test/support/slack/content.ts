import { type BlockRefusal, checkBlocks, type SlackBlock } from './block-rules.js';
import { type Args, type Caller, optionalText, Refusal } from './call.js';
import * as limits from './limits.js';
import { namesLinked, pingsIn } from './pings.js';

export type Content = {
  readonly text: string;
  readonly markdown: string;
  readonly blocks: readonly SlackBlock[];
  readonly warning?: string;
};

const refuse = ({ error, messages }: BlockRefusal): never => {
  throw new Refusal(error, { errors: messages, response_metadata: { messages } });
};

/** Parses blocks for a surface, and sees that files in them exist. */
export const readBlocks = (
  value: unknown,
  surface: 'message' | 'modal' | 'home',
  { state, team }: Caller,
): readonly SlackBlock[] => {
  if (value === undefined || value === '') return [];
  const checked = checkBlocks(value, surface);
  if ('error' in checked) return refuse(checked);
  for (const block of checked.blocks) {
    if (block.type !== 'image' || !block.slack_file || !('id' in block.slack_file)) continue;
    const file = state.files.get(block.slack_file.id);
    const ready = file?.completedAt !== undefined && Date.now() - file.completedAt >= state.settings.fileReadyMs;
    if (!ready || file.team !== team.id) refuse({ error: 'invalid_blocks', messages: ['[ERROR] invalid slack file'] });
  }
  return checked.blocks;
};

/** Notes every ping in what is about to be shown. */
export const notePings = (what: string, shown: unknown, { state }: Caller): void => {
  for (const ping of pingsIn(shown)) state.violations.push(`${what} pings ${ping}`);
};

/** The content of a message as Slack takes it: text, markdown or blocks within their limits. */
export const readContent = (method: string, args: Args, caller: Caller, longestText: number = limits.messageText): Content => {
  const [text, markdown] = [optionalText(args, 'text') ?? '', optionalText(args, 'markdown_text') ?? ''];
  if (markdown && (text || args.blocks)) throw new Refusal('markdown_text_conflict');
  if (markdown.length > limits.markdownText) throw new Refusal('msg_too_long');
  const blocks = readBlocks(args.blocks, 'message', caller);
  if (!text && !markdown && blocks.length === 0) throw new Refusal('no_text');
  if (longestText !== limits.messageText && text.length > longestText) throw new Refusal('msg_too_long');
  notePings(method, { text, markdown, blocks }, caller);
  if (args.link_names === 'true' || args.link_names === '1' || args.parse === 'full')
    for (const name of namesLinked(text)) caller.state.violations.push(`${method} links ${name}`);
  const cut = text.length > longestText;
  return { text: text.slice(0, longestText), markdown, blocks, ...(cut ? { warning: 'message_truncated' } : {}) };
};

/** What a member reads in a message or a view: every text of its blocks, or the plain text when there are none. */
export const readableText = (message: {
  readonly text?: string;
  readonly markdown?: string;
  readonly blocks: readonly unknown[];
}): string => {
  const texts = (value: unknown): string[] => {
    if (Array.isArray(value)) return value.flatMap(texts);
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([key, item]) =>
      typeof item === 'string' && ['text', 'title', 'alt_text', 'caption', 'label', 'name'].includes(key) ? [item] : texts(item),
    );
  };
  return [message.markdown, ...(message.blocks.length > 0 ? texts(message.blocks) : [message.text])].filter(Boolean).join('\n');
};
