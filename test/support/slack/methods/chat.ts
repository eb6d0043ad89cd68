import {
  type Args,
  type Caller,
  channelToSee,
  channelToWrite,
  findMessage,
  type Method,
  optionalText,
  Refusal,
  textArg,
} from '../call.js';
import { readContent } from '../content.js';
import * as limits from '../limits.js';
import { type Channel, type Message, newTs } from '../world.js';

/** Puts a message into a channel. */
export const addMessage = (
  { team }: Pick<Caller, 'team'>,
  channel: Channel,
  message: Pick<Message, 'text' | 'how'> & Partial<Message>,
): Message => {
  const added: Message = {
    team: team.id,
    channel: channel.id,
    ts: newTs(),
    thread: undefined,
    author: team.bot.userId,
    onlyFor: undefined,
    markdown: '',
    blocks: [],
    unfurls: false,
    state: 'final',
    earlier: [],
    at: Date.now(),
    ...message,
  };
  team.messages.push(added);
  return added;
};

/** Slack shows what a link leads to unless both are turned off. */
const unfurls = (args: Args): boolean => args.unfurl_links !== 'false' || args.unfurl_media !== 'false';

const threadOf = (args: Args, { team }: Caller, channel: Channel): string | undefined => {
  const thread = optionalText(args, 'thread_ts');
  if (thread !== undefined && !findMessage(team, channel.id, thread)) throw new Refusal('thread_not_found');
  return thread;
};

const ownMessage = (args: Args, caller: Caller, refusal: string): Message => {
  const channel = channelToSee(args, caller.team);
  const message = findMessage(caller.team, channel.id, textArg(args, 'ts', 'message_not_found'));
  if (!message || message.onlyFor) throw new Refusal('message_not_found');
  if (message.author !== caller.team.bot.userId) throw new Refusal(refusal);
  return message;
};

const posted = ({
  channel,
  ts,
  text,
  warning,
}: {
  channel: string;
  ts: string;
  text: string;
  warning: string | undefined;
}): object => ({
  channel,
  ts,
  message: { type: 'message', ts, text },
  ...(warning ? { warning, response_metadata: { warnings: [warning] } } : {}),
});

export const chatMethods: Readonly<Record<string, Method>> = {
  'chat.postMessage': {
    scope: 'chat:write',
    run(args, caller) {
      const channel = channelToWrite(args, caller);
      const { warning, ...content } = readContent('chat.postMessage', args, caller);
      const message = addMessage(caller, channel, {
        ...content,
        how: 'posted',
        thread: threadOf(args, caller, channel),
        unfurls: unfurls(args),
        metadata: args.metadata,
      });
      return posted({ ...message, warning });
    },
  },
  'chat.postEphemeral': {
    scope: 'chat:write',
    run(args, caller) {
      const channel = channelToWrite(args, caller);
      const user = textArg(args, 'user', 'user_not_found');
      if (!channel.members.has(user)) throw new Refusal('user_not_in_channel');
      const { warning: _, ...content } = readContent('chat.postEphemeral', args, caller);
      const thread = threadOf(args, caller, channel);
      const { ts } = addMessage(caller, channel, { ...content, how: 'posted', thread, onlyFor: user });
      return { message_ts: ts };
    },
  },
  'chat.update': {
    scope: 'chat:write',
    run(args, caller) {
      const message = ownMessage(args, caller, 'cant_update_message');
      // While its stream lives, a message is changed by the stream alone.
      if (message.state === 'streaming' && Date.now() - message.at < caller.state.settings.streamMs)
        throw new Refusal('streaming_state_conflict');
      const content = readContent('chat.update', args, caller, limits.updatedText);
      message.earlier.push({ text: message.text || message.markdown, at: Date.now() });
      Object.assign(message, { text: content.text, markdown: content.markdown, blocks: content.blocks, state: 'final' });
      return posted({ ...message, warning: undefined });
    },
  },
  'chat.delete': {
    scope: 'chat:write',
    run(args, caller) {
      const message = ownMessage(args, caller, 'cant_delete_message');
      message.state = 'deleted';
      return { channel: message.channel, ts: message.ts };
    },
  },
  'chat.getPermalink': {
    run(args, { team }) {
      const channel = channelToSee(args, team);
      const ts = textArg(args, 'message_ts', 'message_not_found');
      return {
        channel: channel.id,
        permalink: `https://${team.domain}.slack.com/archives/${channel.id}/p${ts.replace('.', '')}`,
      };
    },
  },
};
