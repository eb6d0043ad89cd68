import { type Caller, channelToSee, type Method, Refusal, textArg } from '../call.js';
import { type Channel, directMessagesOf, type Message } from '../world.js';

const historyScope: Readonly<Record<Channel['kind'], string>> = {
  public: 'channels:history',
  private: 'groups:history',
  im: 'im:history',
  mpim: 'mpim:history',
};
const requireHistory = (channel: Channel, { team, token }: Caller): void => {
  const needed = historyScope[channel.kind];
  if (!token.scopes.has(needed)) throw new Refusal('missing_scope', { needed, provided: [...token.scopes].join(',') });
  if (!channel.members.has(team.bot.userId)) throw new Refusal('not_in_channel');
};
const asSeen = ({ ts, thread, author, text, markdown, blocks, metadata }: Message, withMetadata = false): object => ({
  type: 'message',
  ts,
  user: author,
  text: text || markdown,
  blocks,
  ...(thread ? { thread_ts: thread } : {}),
  ...(withMetadata && metadata ? { metadata } : {}),
});
const describe = (channel: Channel): object => ({
  id: channel.id,
  name: channel.name,
  is_channel: channel.kind === 'public',
  is_group: channel.kind === 'private',
  is_im: channel.kind === 'im',
  is_mpim: channel.kind === 'mpim',
  is_archived: channel.archived,
  is_private: channel.kind !== 'public',
});

/** Who is who and what was said, read only. */
export const workspaceMethods: Readonly<Record<string, Method>> = {
  'auth.test': {
    run: (_args, { team }) => ({
      url: `https://${team.domain}.slack.com/`,
      team: team.name,
      user: 'nextrung',
      team_id: team.id,
      user_id: team.bot.userId,
      bot_id: team.bot.botId,
      is_enterprise_install: false,
    }),
  },
  'team.info': {
    scope: 'team:read',
    run: (_args, { team }) => ({ team: { id: team.id, name: team.name, domain: team.domain } }),
  },
  'users.info': {
    scope: 'users:read',
    run(args, { team }) {
      const member = team.members.get(textArg(args, 'user', 'user_not_found'));
      if (!member) throw new Refusal('user_not_found');
      return { user: { id: member.id, name: member.name, team_id: team.id, is_bot: false, tz: 'Europe/London' } };
    },
  },
  'conversations.info': {
    scope: 'channels:read',
    run: (args, { team }) => ({ channel: describe(channelToSee(args, team)) }),
  },
  'conversations.open': {
    scope: 'im:write',
    run(args, { team }) {
      const user = textArg(args, 'users', 'users_list_not_supplied');
      if (!team.members.has(user)) throw new Refusal('user_not_found');
      return { channel: describe(directMessagesOf(team, user)) };
    },
  },
  'conversations.replies': {
    run(args, caller) {
      const channel = channelToSee(args, caller.team);
      requireHistory(channel, caller);
      const root = textArg(args, 'ts', 'thread_not_found');
      const messages = caller.team.messages.filter(
        message =>
          message.channel === channel.id &&
          !message.onlyFor &&
          message.state !== 'deleted' &&
          // A thread's first message comes whatever its age.
          (message.ts === root || (message.thread === root && !(typeof args.oldest === 'string' && message.ts < args.oldest))),
      );
      if (messages.length === 0) throw new Refusal('thread_not_found');
      return { messages: messages.map(one => asSeen(one, args.include_all_metadata === 'true')), has_more: false };
    },
  },
  'conversations.history': {
    run(args, caller) {
      const channel = channelToSee(args, caller.team);
      requireHistory(channel, caller);
      const messages = caller.team.messages.filter(
        message =>
          message.channel === channel.id &&
          !message.thread &&
          !message.onlyFor &&
          message.state !== 'deleted' &&
          (typeof args.oldest !== 'string' || message.ts >= args.oldest) &&
          (typeof args.latest !== 'string' || message.ts <= args.latest),
      );
      const limit = Number(args.limit ?? 100);
      return {
        messages: messages
          .toReversed()
          .slice(0, limit)
          .map(one => asSeen(one)),
        has_more: messages.length > limit,
      };
    },
  },
  'reactions.add': { scope: 'reactions:write', run: () => ({}) },
  'reactions.remove': { scope: 'reactions:write', run: () => ({}) },
};
