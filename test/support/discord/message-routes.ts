import { problemsOfMessage } from './check-message.js';
import { type Channel, channelOf, type Json, messageOf } from './payloads.js';
import { bits, permissionsIn } from './permissions.js';
import { pingsOf } from './pings.js';
import {
  cannotMessage,
  invalidForm,
  missingAccess,
  missingPermissions,
  type Reply,
  threadExists,
  tooLarge,
  unknown,
} from './refusals.js';
import { snowflake } from './snowflake.js';
import type { Call, State } from './state.js';

/* Messages and threads: discord.com/developers/docs/resources/message, /channel */

export type Emit = (t: string, d: Json) => void;

const isComponentsV2 = 1 << 15;
const isEphemeral = 1 << 6;
const isLoading = 1 << 7;
/** The default of a server without boosts: discord.com/developers/docs/reference#uploading-files */
const largestFile = 10 * 1024 * 1024;
/** Of a list that does not say how many. */
const mostListed = 50;
const longestThreadName = 100;
const archiveMinutes: readonly unknown[] = [undefined, 60, 1440, 4320, 10_080];

const attachmentsOf = (files: Call['files']): Json[] =>
  files.map(({ name, bytes }) => {
    const url = `https://cdn.invalid/${name}`;
    return { id: snowflake(), filename: name, size: bytes.length, url, proxy_url: url };
  });

export const createMessageRoutes = (state: State, emit: Emit) => {
  /** A refusal of a message's body, or nothing; notes whom it would notify, and that a form was refused. */
  const check = (call: Call, body: Json = call.body): Reply | undefined => {
    for (const ping of pingsOf(body)) state.violations.push(`${call.method} ${call.path} ${ping}`);
    if (call.files.some(file => file.bytes.length > largestFile)) return tooLarge;
    const names = call.files.map(file => file.name);
    const problems = problemsOfMessage(body, names);
    for (const problem of problems) state.violations.push(`${call.method} ${call.path} was refused: ${problem}`);
    if (problems.length === 0 && state.refusesV2 && Number(body.flags ?? 0) & isComponentsV2)
      problems.push('components V2 are refused here');
    return problems.length > 0 ? invalidForm(problems) : undefined;
  };

  const store = (channelId: string, body: Json, files: Call['files'], extra: Json = {}): Json => {
    const reference = body.message_reference as { message_id?: string } | undefined;
    const referenced = reference?.message_id ? state.messages.get(reference.message_id) : undefined;
    const channel = state.channels.get(channelId);
    const nonce = body.enforce_nonce === true && body.nonce !== undefined ? `${channelId} ${body.nonce}` : undefined;
    const known = nonce === undefined ? undefined : state.nonces.get(nonce);
    if (known) return known;
    const message = messageOf({
      channelId,
      author: state.bot,
      content: typeof body.content === 'string' ? body.content : '',
      extra: {
        components: body.components ?? [],
        embeds: body.embeds ?? [],
        flags: Number(body.flags ?? 0),
        attachments: attachmentsOf(files),
        ...(channel?.guildId ? { guild_id: channel.guildId } : {}),
        ...(referenced
          ? { type: 19, message_reference: { channel_id: channelId, message_id: referenced.id }, referenced_message: referenced }
          : {}),
        ...extra,
      },
    });
    state.messages.set(String(message.id), message);
    if (nonce !== undefined) state.nonces.set(nonce, message);
    return message;
  };

  const edit = (call: Call, messageId: string): Reply => {
    const old = state.messages.get(messageId);
    if (!old) return unknown.message;
    // The flag stays with a message, and with it what the flag forbids.
    const kept = Number(old.flags ?? 0) & (isEphemeral | isComponentsV2);
    const refused = check(call, { ...call.body, flags: Number(call.body.flags ?? 0) | (kept & isComponentsV2) });
    if (refused) return refused;
    const changed = {
      ...old,
      ...(call.body.content === undefined ? {} : { content: call.body.content }),
      ...(call.body.components === undefined ? {} : { components: call.body.components }),
      ...(call.files.length > 0 ? { attachments: attachmentsOf(call.files) } : {}),
      flags: (Number(call.body.flags ?? 0) & ~isLoading) | kept,
      edited_timestamp: new Date().toISOString(),
    };
    state.messages.set(messageId, changed);
    return { status: 200, body: changed };
  };

  const post = (call: Call, channelId: string): Reply => {
    const channel = state.channels.get(channelId);
    if (!channel) return unknown.channel;
    if (channel.recipient && state.closedToMessages.has(channel.recipient.id)) return cannotMessage;
    const permissions = permissionsIn(state, channel);
    if (!(permissions & bits.viewChannel)) return missingAccess;
    const toSend = channel.type === 11 ? bits.sendMessagesInThreads : bits.sendMessages;
    if (!(permissions & toSend)) return missingPermissions;
    if (call.files.length > 0 && !(permissions & bits.attachFiles)) return missingPermissions;
    const refused = check(call);
    if (refused) return refused;
    const reference = call.body.message_reference as { message_id?: string; fail_if_not_exists?: boolean } | undefined;
    if (reference?.message_id && !(permissions & bits.readMessageHistory))
      return { status: 403, body: { code: 160_002, message: 'Cannot reply without permission to read message history' } };
    if (reference?.message_id && !state.messages.has(reference.message_id) && reference.fail_if_not_exists !== false)
      return invalidForm(['message_reference: Unknown message']);
    return { status: 200, body: store(channelId, call.body, call.files) };
  };

  /** The latest of a channel, newest first; none where their history may not be read. */
  const list = (call: Call, channelId: string): Reply => {
    const channel = state.channels.get(channelId);
    if (!channel) return unknown.channel;
    const permissions = permissionsIn(state, channel);
    if (!(permissions & bits.viewChannel)) return missingAccess;
    const found = permissions & bits.readMessageHistory ? [...state.messages.values()] : [];
    const most = Number(call.query.get('limit') ?? mostListed);
    const messages = found.filter(one => one.channel_id === channelId && !(Number(one.flags ?? 0) & isEphemeral));
    const newest = messages.toSorted((one, other) => (BigInt(String(one.id)) < BigInt(String(other.id)) ? 1 : -1));
    return { status: 200, body: newest.slice(0, most) };
  };

  const startThread = (call: Call, channelId: string, messageId: string): Reply => {
    const parent = state.channels.get(channelId);
    if (!parent?.guildId || !state.messages.has(messageId)) return unknown.message;
    if (!(permissionsIn(state, parent) & bits.createPublicThreads)) return missingPermissions;
    if (state.channels.has(messageId)) return threadExists;
    const name = String(call.body.name ?? '');
    if (!name || name.length > longestThreadName) return invalidForm(['a name of 1 to 100 characters']);
    if (!archiveMinutes.includes(call.body.auto_archive_duration)) return invalidForm(['a duration that is none']);
    const thread: Channel = {
      id: messageId,
      type: 11,
      guildId: parent.guildId,
      parentId: channelId,
      ownerId: state.bot.id,
      name,
    };
    state.channels.set(thread.id, thread);
    // A new session is told of the threads that are open.
    const guild = state.guilds.get(parent.guildId);
    if (guild) state.guilds.set(guild.id, { ...guild, channels: [...guild.channels, thread] });
    emit('THREAD_CREATE', { ...channelOf(thread), newly_created: true });
    return { status: 201, body: channelOf(thread) };
  };

  const openDirect = (call: Call): Reply => {
    const recipient = String(call.body.recipient_id);
    const known = [...state.channels.values()].find(channel => channel.type === 1 && channel.recipient?.id === recipient);
    const channel: Channel = known ?? { id: snowflake(), type: 1, recipient: { id: recipient, username: `user${recipient}` } };
    state.channels.set(channel.id, channel);
    return { status: 200, body: channelOf(channel) };
  };

  return { check, store, edit, post, list, startThread, openDirect };
};

export type MessageRoutes = ReturnType<typeof createMessageRoutes>;
