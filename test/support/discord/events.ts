import type { LocalGateway } from './gateway.js';
import { type Channel, channelOf, type Guild, guildOf, type Json, memberOf, messageOf, type User, userOf } from './payloads.js';
import { snowflake } from './snowflake.js';
import type { Interaction, State } from './state.js';
import { everydayPermissions, newGuild, people, places } from './world.js';

/* What members and officers do, as the gateway tells of it: discord.com/developers/docs/events/gateway-events */

const intents = { guildMessages: 1 << 9, guildReactions: 1 << 10, directMessages: 1 << 12 };

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
  /** Whose own installation it comes by, where that is another's: a button's is that of the message that it stands under. */
  readonly owner?: User;
  /** In a group of members, or between two of them, where the bot is not. */
  readonly amongMembers?: boolean;
  readonly createdAt?: number;
};

export const createEvents = (state: State, gateway: LocalGateway) => {
  let lastGuild = 0;

  /** A member of no particular server. */
  const newMember = (username: string): User => ({ id: snowflake(), username });

  /** The channel of a member's direct messages with the bot. */
  const directWith = (user: User): string => {
    const known = [...state.channels.values()].find(channel => channel.type === 1 && channel.recipient?.id === user.id);
    const channel: Channel = known ?? { id: snowflake(), type: 1, recipient: user };
    state.channels.set(channel.id, channel);
    return channel.id;
  };

  const newChannel = (name: string, guildId: string = places.guild): string => {
    const channel: Channel = { id: snowflake(), type: 0, guildId, name };
    const guild = state.guilds.get(guildId);
    if (guild) state.guilds.set(guildId, { ...guild, channels: [...guild.channels, channel] });
    state.channels.set(channel.id, channel);
    gateway.dispatch('CHANNEL_CREATE', channelOf(channel));
    return channel.id;
  };

  /** Changes a channel here, and tells of it unless it shall only be found out. */
  const change = (id: string, changed: Channel | undefined, announced: boolean): void => {
    const channel = state.channels.get(id);
    const guild = state.guilds.get(channel?.guildId ?? '');
    if (!channel || !guild) return;
    if (changed) state.channels.set(id, changed);
    else state.channels.delete(id);
    const channels = guild.channels.flatMap(one => (one.id === id ? (changed ?? []) : one));
    state.guilds.set(guild.id, { ...guild, channels });
    if (announced) gateway.dispatch(changed ? 'CHANNEL_UPDATE' : 'CHANNEL_DELETE', channelOf(changed ?? channel));
  };

  /** Takes permissions from the bot in a channel; none: gives them back. */
  const deny = (id: string, permissions: bigint, { announced = true } = {}): void => {
    const channel = state.channels.get(id);
    const overwrite = { id: places.botRole, type: 0, allow: '0', deny: permissions.toString() };
    if (channel) change(id, { ...channel, overwrites: permissions ? [overwrite] : [] }, announced);
  };

  /** Adds the bot to another server; gives the server and a channel in it. */
  const newServer = (name: string): { readonly guild: string; readonly channel: string } => {
    const id = snowflake();
    const channel: Channel = { id: snowflake(), type: 0, guildId: id, name: 'general' };
    const guild: Guild = newGuild(id, name, [channel], `40000000000000001${lastGuild++}`);
    state.guilds.set(id, guild);
    state.channels.set(channel.id, channel);
    gateway.dispatch('GUILD_CREATE', guildOf(guild), { of: id });
    return { guild: id, channel: channel.id };
  };

  /** Removes the bot from a server while it is not looking: no event tells of it. */
  const leaveUnnoticed = (guildId: string): void => {
    state.guilds.delete(guildId);
  };

  /** A member as the server knows them, with their roles. */
  const memberIn = (guildId: string | undefined, user: User): Json =>
    state.guilds.get(guildId ?? '')?.members.find(one => (one.user as Json).id === user.id) ?? memberOf(user);

  /** Says something as a member; gives the message as the gateway sent it. */
  const say = ({ channel, author = people.ana, text, mentions = [], mentionRoles = [], replyTo, id, extra }: Say): Json => {
    const place = state.channels.get(channel);
    const direct = place?.type === 1;
    const reference = { channel_id: channel, message_id: replyTo?.id, guild_id: place?.guildId };
    const message = messageOf({
      ...(id ? { id } : {}),
      channelId: channel,
      author,
      content: text,
      extra: {
        channel_type: place?.type ?? 0,
        mentions: mentions.map(userOf),
        mention_roles: mentionRoles,
        ...(replyTo ? { type: 19, message_reference: reference, referenced_message: replyTo } : {}),
        ...(direct ? {} : { guild_id: place?.guildId, member: { ...memberIn(place?.guildId, author), user: undefined } }),
        ...extra,
      },
    });
    state.messages.set(String(message.id), message);
    const isExempt = direct || mentions.some(user => user.id === people.bot.id);
    gateway.dispatch('MESSAGE_CREATE', message, {
      intent: direct ? intents.directMessages : intents.guildMessages,
      shown: isExempt ? message : { ...message, content: '' },
    });
    return message;
  };

  /** Sends an interaction; its token and answers are in what it gives. */
  const invoke = ({
    type,
    data,
    channel = places.general,
    user = people.ana,
    message,
    permissions = everydayPermissions,
    userInstall,
    owner = user,
    amongMembers,
    createdAt = Date.now(),
  }: Invoke): Interaction => {
    const place = amongMembers ? undefined : state.channels.get(channel);
    const guildId = place?.guildId;
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
      channel: place ? channelOf(place) : { id: channel, type: 3 },
      ...(guildId
        ? {
            guild_id: guildId,
            guild: { id: guildId, locale: 'en-US', features: [] },
            member: { ...memberIn(guildId, user), permissions: permissions.toString() },
            guild_locale: 'en-US',
          }
        : { user: userOf(user) }),
      ...(message ? { message } : {}),
      app_permissions: everydayPermissions.toString(),
      locale: 'en-US',
      entitlements: [],
      authorizing_integration_owners:
        userInstall || amongMembers || owner !== user ? { 1: owner.id } : guildId ? { 0: guildId } : { 0: '0' },
      context: guildId ? 0 : amongMembers ? 2 : 1,
      attachment_size_limit: 10_485_760,
    };
    const interaction: Interaction = { id, token, payload, channelId: channel, createdAt, followUps: 0 };
    state.interactions.set(id, interaction);
    state.tokens.set(token, interaction);
    gateway.dispatch('INTERACTION_CREATE', payload);
    return interaction;
  };

  const react = (message: Json, emoji: string, user: User = people.ana): void => {
    const guildId = state.channels.get(String(message.channel_id))?.guildId;
    const reaction = {
      user_id: user.id,
      channel_id: message.channel_id,
      message_id: message.id,
      emoji: { id: null, name: emoji },
      burst: false,
      type: 0,
      ...(guildId ? { guild_id: guildId, member: memberIn(guildId, user) } : {}),
    };
    gateway.dispatch('MESSAGE_REACTION_ADD', reaction, { intent: intents.guildReactions });
  };

  return {
    newMember,
    directWith,
    newChannel,
    newServer,
    leaveUnnoticed,
    deny,
    /** Deletes a channel; unannounced, it is found out by who writes there. */
    deleteChannel: (id: string, { announced = true } = {}): void => change(id, undefined, announced),
    say,
    invoke,
    react,
  };
};
