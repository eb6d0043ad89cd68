import type { Channel, Json } from './payloads.js';
import type { State } from './state.js';

/* What the bot may do in a channel: discord.com/developers/docs/topics/permissions#permission-overwrites */

export const bits = {
  viewChannel: 1n << 10n,
  sendMessages: 1n << 11n,
  manageMessages: 1n << 13n,
  attachFiles: 1n << 15n,
  readMessageHistory: 1n << 16n,
  createPublicThreads: 1n << 35n,
  sendMessagesInThreads: 1n << 38n,
} as const;

type Overwrite = { readonly id: string; readonly allow: string; readonly deny: string };

/** The bot's permissions in a channel; a thread has those of the channel that it is in. */
export const permissionsIn = (state: State, channel: Channel): bigint => {
  const place = (channel.parentId ? state.channels.get(channel.parentId) : undefined) ?? channel;
  const guild = state.guilds.get(place.guildId ?? '');
  if (!guild) return ~0n;
  const member = guild.members.find(one => (one.user as Json).id === state.bot.id);
  const roles = new Set([guild.id, ...((member?.roles ?? []) as string[])]);
  const base = guild.roles
    .filter(role => roles.has(String(role.id)))
    .reduce((sum, role) => sum | BigInt(String(role.permissions)), 0n);
  const overwrites = (place.overwrites ?? []) as unknown as readonly Overwrite[];
  const change = (permissions: bigint, of: readonly Overwrite[]): bigint =>
    (permissions & ~of.reduce((sum, one) => sum | BigInt(one.deny), 0n)) | of.reduce((sum, one) => sum | BigInt(one.allow), 0n);
  const forEveryone = change(
    base,
    overwrites.filter(one => one.id === guild.id),
  );
  const forRoles = change(
    forEveryone,
    overwrites.filter(one => one.id !== guild.id && roles.has(one.id)),
  );
  return change(
    forRoles,
    overwrites.filter(one => one.id === state.bot.id),
  );
};
