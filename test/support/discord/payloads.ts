import { snowflake } from './snowflake.js';

/* Payloads as Discord sends them, complete enough for discord.js to cache: discord.com/developers/docs/resources */

export type Json = Readonly<Record<string, unknown>>;
export type User = { readonly id: string; readonly username: string; readonly bot?: boolean };

export const userOf = ({ id, username, bot = false }: User): Json => ({
  id,
  username,
  discriminator: '0',
  global_name: username,
  avatar: null,
  bot,
  public_flags: 0,
});

export const memberOf = (user: User, roles: readonly string[] = []): Json => ({
  user: userOf(user),
  roles,
  joined_at: '2026-01-01T00:00:00.000Z',
  deaf: false,
  mute: false,
  flags: 0,
});

export const roleOf = (id: string, name: string, permissions: bigint, extra: Json = {}): Json => ({
  id,
  name,
  permissions: permissions.toString(),
  color: 0,
  colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
  hoist: false,
  icon: null,
  unicode_emoji: null,
  position: 0,
  managed: false,
  mentionable: false,
  flags: 0,
  ...extra,
});

export type Channel = {
  readonly id: string;
  /** 0 text, 1 direct message, 11 public thread. */
  readonly type: 0 | 1 | 11;
  readonly guildId?: string;
  readonly name?: string;
  readonly parentId?: string;
  readonly ownerId?: string;
  readonly recipient?: User;
  readonly overwrites?: readonly Json[];
};

/** Of a channel the message that was written in it last, as far as it is told. */
export type LastIn = (channelId: string) => string | undefined;

export const channelOf = (channel: Channel, lastIn: LastIn = () => undefined): Json => ({
  id: channel.id,
  type: channel.type,
  last_message_id: lastIn(channel.id) ?? null,
  ...(channel.guildId ? { guild_id: channel.guildId } : {}),
  ...(channel.name ? { name: channel.name } : {}),
  ...(channel.type === 0 ? { position: 0, permission_overwrites: channel.overwrites ?? [], topic: null, nsfw: false } : {}),
  ...(channel.recipient ? { recipients: [userOf(channel.recipient)] } : {}),
  ...(channel.type === 11
    ? {
        parent_id: channel.parentId,
        owner_id: channel.ownerId,
        message_count: 0,
        member_count: 2,
        thread_metadata: {
          archived: false,
          auto_archive_duration: 1440,
          archive_timestamp: new Date().toISOString(),
          locked: false,
        },
      }
    : {}),
});

export type Guild = {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Json[];
  readonly channels: readonly Channel[];
  readonly members: readonly Json[];
};

export const guildOf = (guild: Guild, lastIn?: LastIn): Json => ({
  id: guild.id,
  name: guild.name,
  owner_id: '1',
  roles: guild.roles,
  channels: guild.channels.filter(channel => channel.type === 0).map(channel => channelOf(channel, lastIn)),
  threads: guild.channels.filter(channel => channel.type === 11).map(channel => channelOf(channel, lastIn)),
  members: guild.members,
  member_count: guild.members.length,
  emojis: [],
  stickers: [],
  features: [],
  presences: [],
  voice_states: [],
  stage_instances: [],
  guild_scheduled_events: [],
  soundboard_sounds: [],
  verification_level: 0,
  default_message_notifications: 0,
  explicit_content_filter: 0,
  mfa_level: 0,
  nsfw_level: 0,
  premium_tier: 0,
  preferred_locale: 'en-US',
  system_channel_flags: 0,
  large: false,
  unavailable: false,
  joined_at: '2026-01-01T00:00:00.000Z',
  icon: null,
  splash: null,
  banner: null,
  afk_channel_id: null,
  afk_timeout: 300,
  system_channel_id: null,
  rules_channel_id: null,
  public_updates_channel_id: null,
  vanity_url_code: null,
  description: null,
  premium_progress_bar_enabled: false,
  safety_alerts_channel_id: null,
  application_id: null,
  discovery_splash: null,
});

export const messageOf = (message: {
  readonly id?: string;
  readonly channelId: string;
  readonly author: User;
  readonly content?: string;
  readonly extra?: Json;
}): Json => ({
  id: message.id ?? snowflake(),
  channel_id: message.channelId,
  author: userOf(message.author),
  content: message.content ?? '',
  timestamp: new Date().toISOString(),
  edited_timestamp: null,
  tts: false,
  mention_everyone: false,
  mentions: [],
  mention_roles: [],
  attachments: [],
  embeds: [],
  components: [],
  pinned: false,
  type: 0,
  flags: 0,
  ...message.extra,
});
