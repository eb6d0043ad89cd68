import { z } from 'zod';
import { type Caller, channelToSee, findMessage, type Method, optionalText, Refusal, textArg } from '../call.js';
import { notePings } from '../content.js';

const promptsSchema = z
  .array(z.strictObject({ title: z.string().min(1), message: z.string().min(1) }))
  .min(1)
  .max(4);
const sessionStatus = z.enum(['active', 'processing', 'suspended', 'closed']);

/** Whether an agent is at work in a thread; while it is, Slack shows a button that stops it. */
export const showSession = ({ state }: Caller, channel: string, thread: string, status: string): void => {
  if (!sessionStatus.safeParse(status).success) throw new Refusal('invalid_status');
  state.statuses.push({ channel, thread, status: `session ${status}`, at: Date.now() });
};

/** What an agent shows beside its messages: a status, suggested prompts, a title, and whether it is at work. */
export const agentMethods: Readonly<Record<string, Method>> = {
  'assistant.threads.setStatus': {
    scope: 'chat:write',
    run(args, caller) {
      const channel = channelToSee(args, caller.team, 'channel_id');
      const thread = textArg(args, 'thread_ts', 'invalid_thread_ts');
      if (!findMessage(caller.team, channel.id, thread)) throw new Refusal('invalid_thread_ts');
      if (Array.isArray(args.loading_messages) && args.loading_messages.length > 10) throw new Refusal('invalid_arguments');
      const status = optionalText(args, 'status') ?? '';
      notePings('a status', [status, args.loading_messages], caller);
      caller.state.statuses.push({ channel: channel.id, thread, status, at: Date.now() });
      return {};
    },
  },
  'assistant.threads.setSuggestedPrompts': {
    scope: 'assistant:write',
    run(args, { state, team }) {
      const channel = channelToSee(args, team, 'channel_id');
      const parsed = promptsSchema.safeParse(args.prompts);
      if (!parsed.success) throw new Refusal('invalid_arguments');
      state.prompts.push({
        channel: channel.id,
        thread: optionalText(args, 'thread_ts'),
        prompts: parsed.data,
        title: args.title,
      });
      return {};
    },
  },
  'assistant.threads.setTitle': {
    scope: 'assistant:write',
    run(args, { state, team }) {
      const channel = channelToSee(args, team, 'channel_id');
      state.titles.push({ channel: channel.id, thread: textArg(args, 'thread_ts'), title: textArg(args, 'title') });
      return {};
    },
  },
  'agents.sessions.setStatus': {
    scope: 'chat:write',
    run(args, caller) {
      const channel = channelToSee(args, caller.team, 'channel_id');
      showSession(caller, channel.id, textArg(args, 'thread_ts', 'invalid_thread_ts'), textArg(args, 'status'));
      return {};
    },
  },
  'agents.sessions.rename': {
    scope: 'chat:write',
    run(args, { state, team }) {
      const channel = channelToSee(args, team, 'channel_id');
      state.titles.push({ channel: channel.id, thread: textArg(args, 'thread_ts'), title: textArg(args, 'title') });
      return {};
    },
  },
};
