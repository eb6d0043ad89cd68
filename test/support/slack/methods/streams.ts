import { z } from 'zod';
import { type Args, type Caller, channelToWrite, findMessage, type Method, optionalText, Refusal, textArg } from '../call.js';
import { notePings, readBlocks } from '../content.js';
import * as limits from '../limits.js';
import type { Message } from '../world.js';
import { showSession } from './agents.js';
import { addMessage } from './chat.js';

const chunkSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('markdown_text'), text: z.string().min(1).max(limits.markdownText) }),
  z.strictObject({
    type: z.literal('task_update'),
    id: z.string().min(1),
    title: z.string().min(1),
    status: z.enum(['pending', 'in_progress', 'complete', 'error']),
    details: z.string().optional(),
    output: z.string().optional(),
    sources: z.array(z.object({})).optional(),
  }),
  z.strictObject({ type: z.literal('plan_update'), title: z.string() }),
  z.strictObject({ type: z.literal('blocks'), blocks: z.array(z.unknown()).max(limits.blocksPerMessage) }),
]);

/** The text that a call of a stream brings, and the blocks. */
const readChunks = (method: string, args: Args, caller: Caller): { text: string; blocks: ReturnType<typeof readBlocks> } => {
  const parsed = z.array(chunkSchema).safeParse(args.chunks ?? []);
  if (!parsed.success) throw new Refusal('invalid_chunks', { errors: parsed.error.issues.map(issue => issue.message) });
  const markdown = optionalText(args, 'markdown_text') ?? '';
  const text = markdown + parsed.data.map(chunk => (chunk.type === 'markdown_text' ? chunk.text : '')).join('');
  if (text.length > limits.markdownText) throw new Refusal('msg_too_long');
  const blocks = parsed.data.flatMap(chunk => (chunk.type === 'blocks' ? readBlocks(chunk.blocks, 'message', caller) : []));
  notePings(method, { chunks: parsed.data.filter(chunk => chunk.type !== 'blocks'), markdown, text, blocks }, caller);
  return { text, blocks };
};

/** A stream is gone when it was stopped, and some minutes after it began whatever was written to it. */
const liveStream = (args: Args, caller: Caller): Message => {
  const channel = channelToWrite(args, caller);
  const message = findMessage(caller.team, channel.id, textArg(args, 'ts', 'message_not_found'));
  if (!message) throw new Refusal('message_not_found');
  if (message.author !== caller.team.bot.userId) throw new Refusal('message_not_owned_by_app');
  if (message.state !== 'streaming' || Date.now() - message.at >= caller.state.settings.streamMs)
    throw new Refusal('message_not_in_streaming_state');
  return message;
};

const append = (message: Message, text: string, caller: Caller): void => {
  if (!text) return;
  if (message.markdown.length + text.length > limits.markdownText) throw new Refusal('msg_too_long');
  message.earlier.push({ text: message.markdown, at: Date.now() });
  message.markdown += text;
  // A mention may come in two halves.
  notePings('the streamed text', message.markdown, caller);
};

export const streamMethods: Readonly<Record<string, Method>> = {
  'chat.startStream': {
    scope: 'chat:write',
    run(args, caller) {
      const channel = channelToWrite(args, caller);
      const thread = textArg(args, 'thread_ts', 'invalid_thread_ts');
      if (!findMessage(caller.team, channel.id, thread)) throw new Refusal('invalid_thread_ts');
      if (channel.kind !== 'im') {
        if (textArg(args, 'recipient_team_id', 'missing_recipient_team_id') !== caller.team.id)
          throw new Refusal('team_not_found');
        if (!channel.members.has(textArg(args, 'recipient_user_id', 'missing_recipient_user_id')))
          throw new Refusal('user_not_found');
      }
      const { text, blocks } = readChunks('chat.startStream', args, caller);
      const message = addMessage(caller, channel, {
        text: '',
        markdown: text,
        blocks,
        how: 'streamed',
        thread,
        state: 'streaming',
      });
      return { channel: channel.id, ts: message.ts };
    },
  },
  'chat.appendStream': {
    scope: 'chat:write',
    run(args, caller) {
      const message = liveStream(args, caller);
      const { text, blocks } = readChunks('chat.appendStream', args, caller);
      append(message, text, caller);
      message.blocks = [...message.blocks, ...blocks];
      return { channel: message.channel, ts: message.ts };
    },
  },
  'chat.stopStream': {
    scope: 'chat:write',
    run(args, caller) {
      const message = liveStream(args, caller);
      const { text, blocks } = readChunks('chat.stopStream', args, caller);
      const last = readBlocks(args.blocks, 'message', caller);
      notePings('chat.stopStream', last, caller);
      append(message, text, caller);
      message.blocks = readBlocks([...message.blocks, ...blocks, ...last], 'message', caller);
      message.state = 'final';
      const session = optionalText(args, 'session_status');
      if (session && message.thread) showSession(caller, message.channel, message.thread, session);
      return { channel: message.channel, ts: message.ts, message: { type: 'message', ts: message.ts, text: message.markdown } };
    },
  },
};
