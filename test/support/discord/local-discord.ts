import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGateway, type LocalGateway } from './gateway.js';
import {
  type Channel,
  channelOf,
  type Guild,
  guildOf,
  type Json,
  memberOf,
  messageOf,
  roleOf,
  type User,
  userOf,
} from './payloads.js';
import { readBody } from './read-body.js';
import { isEphemeral } from './read-message.js';
import { createRoutes, type Reply } from './routes.js';
import { snowflake } from './snowflake.js';
import type { Call, Interaction, State } from './state.js';

/* A Discord of one's own: REST and gateway on a local port. It checks what is sent against the documented limits and records every call. */

const messageContentFlag = 1 << 18;
const intents = { guildMessages: 1 << 9, guildReactions: 1 << 10, directMessages: 1 << 12 };
/** View, send, attach, embed, history, use and create threads, send in threads, react, use application commands. */
const everydayPermissions = 0x40n | 0x400n | 0x800n | 0x4000n | 0x8000n | 0x10000n | 0x80000000n | (1n << 35n) | (1n << 38n);

export type LocalDiscordOptions = {
  readonly token?: string;
  readonly heartbeatIntervalMs?: number;
  readonly messageContent?: boolean;
};

export type Say = {
  readonly channel: string;
  readonly author?: User;
  readonly text: string;
  readonly mentions?: readonly User[];
  readonly mentionRoles?: readonly string[];
  readonly replyTo?: Json;
  readonly id?: string;
  readonly extra?: Json;
};

export type Invoke = {
  /** 2 a command, 3 a component, 4 autocomplete, 5 a submitted modal. */
  readonly type: 2 | 3 | 4 | 5;
  readonly data: Json;
  readonly channel?: string;
  readonly user?: User;
  readonly message?: Json;
  readonly permissions?: bigint;
  /** Installed to this user's own account, not to the server. */
  readonly userInstall?: boolean;
  readonly createdAt?: number;
};

type Fault = {
  readonly matches: (call: Call) => boolean;
  left: number;
  readonly reply: Reply & { readonly headers?: Readonly<Record<string, string>> };
};

export const startLocalDiscord = async (options: LocalDiscordOptions = {}) => {
  const bot: User = { id: '900000000000000001', username: 'NextRung', bot: true };
  const ana: User = { id: '200000000000000001', username: 'ana' };
  const ben: User = { id: '200000000000000002', username: 'ben' };
  const guildId = '300000000000000001';
  const botRole = '400000000000000001';
  const general: Channel = { id: '500000000000000001', type: 0, guildId, name: 'general' };
  const careers: Channel = { id: '500000000000000002', type: 0, guildId, name: 'careers' };
  const direct: Channel = { id: '600000000000000001', type: 1, recipient: ana };
  const guild: Guild = {
    id: guildId,
    name: 'Acme Coders',
    roles: [
      roleOf(guildId, '@everyone', everydayPermissions),
      roleOf(botRole, 'NextRung', everydayPermissions, { managed: true, tags: { bot_id: bot.id } }),
    ],
    channels: [general, careers],
    members: [memberOf(bot, [botRole]), memberOf(ana), memberOf(ben)],
  };
  const state: State = {
    token: options.token ?? 'local.discord.token',
    bot,
    applicationId: bot.id,
    applicationFlags: options.messageContent === false ? 0 : messageContentFlag,
    guilds: new Map([[guildId, guild]]),
    channels: new Map([general, careers, direct].map(channel => [channel.id, channel])),
    messages: new Map(),
    interactions: new Map(),
    commands: new Map(),
    closedToMessages: new Set(),
    botPermissions: everydayPermissions,
    refusesV2: false,
    recommendedShards: 1,
    interactionTokenMs: 900_000,
  };
  const calls: Call[] = [];
  const faults: Fault[] = [];
  let waiting: (() => void)[] = [];
  const changed = (): void => {
    const woken = waiting;
    waiting = [];
    for (const wake of woken) wake();
  };

  const port = (): number => (server.address() as AddressInfo).port;
  const gatewayUrl = (): string => `ws://127.0.0.1:${port()}/gateway`;
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://local');
    const { json, files } = await readBody(request);
    const call: Call = {
      method: request.method ?? '',
      path: decodeURIComponent(url.pathname).replace(/^\/api\/v\d+/, ''),
      query: url.searchParams,
      body: json,
      files,
      authorization: request.headers.authorization,
      at: Date.now(),
      status: 0,
    };
    const fault = faults.find(one => one.left > 0 && one.matches(call));
    if (fault) fault.left--;
    const { status, body, headers }: Fault['reply'] = fault?.reply ?? answer(call);
    call.status = status;
    calls.push(call);
    response.writeHead(status, { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers });
    response.end(body === undefined ? undefined : JSON.stringify(body));
    changed();
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const gateway: LocalGateway = createGateway(server, {
    token: state.token,
    heartbeatIntervalMs: options.heartbeatIntervalMs ?? 41_250,
    ready: () => ({ user: userOf(bot), application: { id: state.applicationId, flags: state.applicationFlags } }),
    guilds: shard =>
      [...state.guilds.values()].filter(one => Number((BigInt(one.id) >> 22n) % BigInt(shard[1])) === shard[0]).map(guildOf),
    allowsMessageContent: () => Boolean(state.applicationFlags & messageContentFlag),
    url: gatewayUrl,
  });
  const answer = createRoutes(state, (t, d) => gateway.dispatch(t, d), gatewayUrl);

  /** Waits until `find` gives something, looking again at every call. */
  const until = async <T>(find: () => T | undefined | false, what: string, timeoutMs = 10_000): Promise<T> => {
    const end = Date.now() + timeoutMs;
    for (;;) {
      const found = find();
      if (found) return found;
      if (Date.now() > end)
        throw new Error(
          `${what} did not come; calls: ${calls
            .slice(-12)
            .map(call => `${call.method} ${call.path} ${call.status}`)
            .join(', ')}`,
        );
      await new Promise<void>(resolve => {
        const timer = setTimeout(resolve, 25);
        waiting.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  };

  /** Says something as a member; gives the message as the gateway sent it. */
  const say = ({ channel, author = ana, text, mentions = [], mentionRoles = [], replyTo, id, extra }: Say): Json => {
    const place = state.channels.get(channel);
    const direct = place?.type === 1;
    const message = messageOf({
      ...(id ? { id } : {}),
      channelId: channel,
      author,
      content: text,
      extra: {
        channel_type: place?.type ?? 0,
        mentions: mentions.map(userOf),
        mention_roles: mentionRoles,
        ...(replyTo
          ? {
              type: 19,
              message_reference: { channel_id: channel, message_id: replyTo.id, guild_id: place?.guildId },
              referenced_message: replyTo,
            }
          : {}),
        ...(direct ? {} : { guild_id: place?.guildId, member: { ...memberOf(author), user: undefined } }),
        ...extra,
      },
    });
    state.messages.set(String(message.id), message);
    const exempt = direct || mentions.some(user => user.id === bot.id);
    gateway.dispatch('MESSAGE_CREATE', message, {
      intent: direct ? intents.directMessages : intents.guildMessages,
      shown: exempt ? message : { ...message, content: '' },
    });
    return message;
  };

  /** Sends an interaction; its token and answers are in what it gives. */
  const invoke = ({
    type,
    data,
    channel = general.id,
    user = ana,
    message,
    permissions = everydayPermissions,
    userInstall,
    createdAt = Date.now(),
  }: Invoke): Interaction => {
    const place = state.channels.get(channel);
    const inGuild = place?.guildId !== undefined;
    const id = snowflake(createdAt);
    const token = `token-${id}`;
    const payload: Json = {
      id,
      application_id: state.applicationId,
      type,
      data,
      token,
      version: 1,
      channel_id: channel,
      channel: place ? channelOf(place) : undefined,
      ...(inGuild
        ? {
            guild_id: place.guildId,
            guild: { id: place.guildId, locale: 'en-US', features: [] },
            member: { ...memberOf(user), permissions: permissions.toString() },
            guild_locale: 'en-US',
          }
        : { user: userOf(user) }),
      ...(message ? { message } : {}),
      app_permissions: everydayPermissions.toString(),
      locale: 'en-US',
      entitlements: [],
      authorizing_integration_owners: userInstall ? { 1: user.id } : inGuild ? { 0: place.guildId } : { 0: '0' },
      context: inGuild ? 0 : 1,
      attachment_size_limit: 10_485_760,
    };
    const interaction: Interaction = { id, token, payload, channelId: channel, createdAt };
    state.interactions.set(id, interaction);
    gateway.dispatch('INTERACTION_CREATE', payload);
    return interaction;
  };

  const react = (message: Json, emoji: string, user: User = ana): void => {
    const place = state.channels.get(String(message.channel_id));
    gateway.dispatch(
      'MESSAGE_REACTION_ADD',
      {
        user_id: user.id,
        channel_id: message.channel_id,
        message_id: message.id,
        emoji: { id: null, name: emoji },
        burst: false,
        type: 0,
        ...(place?.guildId ? { guild_id: place.guildId, member: memberOf(user) } : {}),
      },
      { intent: intents.guildReactions },
    );
  };

  return {
    apiUrl: `http://127.0.0.1:${port()}/api`,
    state,
    calls,
    gateway,
    people: { bot, ana, ben },
    places: { guild: guildId, botRole, general: general.id, careers: careers.id, direct: direct.id },
    until,
    say,
    invoke,
    react,
    /** What an interaction's answer shows now. */
    shownBy: (interaction: Interaction): Json | undefined =>
      interaction.original ? state.messages.get(interaction.original) : undefined,
    /** Messages of the bot that everyone in a channel sees, oldest first. */
    saidIn: (channel: string): Json[] =>
      [...state.messages.values()].filter(
        message => message.channel_id === channel && (message.author as Json).id === bot.id && !isEphemeral(message),
      ),
    /** Answers the next calls that match with this instead. */
    fail(matches: (call: Call) => boolean, reply: Fault['reply'], times = 1): void {
      faults.push({ matches, left: times, reply });
    },
    async close(): Promise<void> {
      gateway.close();
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
};

export type LocalDiscord = Awaited<ReturnType<typeof startLocalDiscord>>;
