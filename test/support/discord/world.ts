import { type Channel, type Guild, memberOf, roleOf, type User } from './payloads.js';
import type { State } from './state.js';

/* A server with two channels and two members, and a bot that was added to it. */

export const messageContentFlag = 1 << 18;
/** View, send, attach, embed, history, use and create threads, send in threads, react, use application commands. */
export const everydayPermissions =
  0x40n | 0x400n | 0x800n | 0x4000n | 0x8000n | 0x10000n | 0x80000000n | (1n << 35n) | (1n << 38n);

const bot: User = { id: '900000000000000001', username: 'NextRung', bot: true };
const ana: User = { id: '200000000000000001', username: 'ana' };
const ben: User = { id: '200000000000000002', username: 'ben' };
const general: Channel = { id: '500000000000000001', type: 0, guildId: '300000000000000001', name: 'general' };
const careers: Channel = { id: '500000000000000002', type: 0, guildId: '300000000000000001', name: 'careers' };
const direct: Channel = { id: '600000000000000001', type: 1, recipient: ana };

export const people = { bot, ana, ben };
export const places = {
  guild: '300000000000000001',
  botRole: '400000000000000001',
  general: general.id,
  careers: careers.id,
  direct: direct.id,
};

/** A server with the bot and some people in it. */
export const newGuild = (id: string, name: string, channels: readonly Channel[], roleId: string): Guild => ({
  id,
  name,
  roles: [
    roleOf(id, '@everyone', everydayPermissions),
    roleOf(roleId, 'NextRung', everydayPermissions, { managed: true, tags: { bot_id: bot.id } }),
  ],
  channels,
  members: [memberOf(bot, [roleId]), memberOf(ana), memberOf(ben)],
});

export const newState = (options: { readonly token?: string; readonly messageContent?: boolean }): State => ({
  token: options.token ?? 'local.discord.token',
  bot,
  applicationId: bot.id,
  applicationFlags: options.messageContent === false ? 0 : messageContentFlag,
  inOutage: new Set(),
  guilds: new Map([[places.guild, newGuild(places.guild, 'Acme Coders', [general, careers], places.botRole)]]),
  channels: new Map([general, careers, direct].map(channel => [channel.id, channel])),
  messages: new Map(),
  interactions: new Map(),
  tokens: new Map(),
  commands: new Map(),
  closedToMessages: new Set(),
  nonces: new Map(),
  violations: [],
  botPermissions: everydayPermissions,
  refusesV2: false,
  recommendedShards: 1,
  interactionDeadlineMs: 3000,
  interactionTokenMs: 900_000,
  bucketLimit: undefined,
  limited: 0,
});
