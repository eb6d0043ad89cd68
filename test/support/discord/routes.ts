import { problemsOfMessage } from './check-message.js';
import { type Channel, channelOf, type Json, memberOf, messageOf, userOf } from './payloads.js';
import { snowflake } from './snowflake.js';
import type { Call, Interaction, State } from './state.js';

/* What Discord answers: discord.com/developers/docs/reference. An error is `{ code, message }` with its HTTP status. */

export type Reply = { readonly status: number; readonly body?: unknown };
export type Emit = (t: string, d: Json) => void;

const refuse = (status: number, code: number, message: string, extra: Json = {}): Reply => ({
  status,
  body: { code, message, ...extra },
});
const invalidForm = (problems: readonly string[]): Reply =>
  refuse(400, 50_035, 'Invalid Form Body', { errors: { _errors: problems.map(message => ({ code: 'INVALID', message })) } });

const unknown = {
  channel: refuse(404, 10_003, 'Unknown Channel'),
  message: refuse(404, 10_008, 'Unknown Message'),
  webhook: refuse(404, 10_015, 'Unknown Webhook'),
  interaction: refuse(404, 10_062, 'Unknown interaction'),
};

const isComponentsV2 = 1 << 15;
const interactionDeadlineMs = 3000;

const attachmentsOf = (files: Call['files']): Json[] =>
  files.map(({ name, bytes }) => {
    const url = `https://cdn.invalid/${name}`;
    return { id: snowflake(), filename: name, size: bytes.length, url, proxy_url: url };
  });

export const createRoutes = (state: State, emit: Emit, gatewayUrl: () => string) => {
  const checked = (call: Call): string[] => [
    ...problemsOfMessage(
      call.body,
      call.files.map(file => file.name),
    ),
    ...(state.refusesV2 && Number(call.body.flags ?? 0) & isComponentsV2 ? ['components V2 are refused here'] : []),
  ];

  const store = (channelId: string, body: Json, files: Call['files'], extra: Json = {}): Json => {
    const reference = body.message_reference as { message_id?: string } | undefined;
    const referenced = reference?.message_id ? state.messages.get(reference.message_id) : undefined;
    const channel = state.channels.get(channelId);
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
    return message;
  };

  const interactionOf = (token: string): Interaction | undefined => {
    const found = [...state.interactions.values()].find(interaction => interaction.token === token);
    return found && Date.now() - found.createdAt < state.interactionTokenMs ? found : undefined;
  };

  const callback = (call: Call, id: string, token: string): Reply => {
    const interaction = state.interactions.get(id);
    if (!interaction || interaction.token !== token || Date.now() - interaction.createdAt > interactionDeadlineMs)
      return unknown.interaction;
    if (interaction.callbackType !== undefined) return refuse(400, 40_060, 'Interaction has already been acknowledged.');
    const { type, data = {} } = call.body as { type: number; data?: Json };
    const problems =
      type === 4 || type === 7
        ? problemsOfMessage(
            data,
            call.files.map(file => file.name),
          )
        : [];
    if (type === 5 && Number(data.flags ?? 0) & ~64) problems.push('a deferral takes no flag but ephemeral');
    if (type === 8 && ((data.choices as unknown[] | undefined)?.length ?? 0) > 25) problems.push('too many choices');
    if (type === 9 && (String(data.title ?? '').length > 45 || !data.title)) problems.push('a title too long or missing');
    if (problems.length > 0) return invalidForm(problems);
    interaction.callbackType = type;
    interaction.callback = data;
    interaction.acknowledgedAt = Date.now();
    const message = interaction.payload.message as Json | undefined;
    if (type === 4 || type === 5) {
      const flags = Number(data.flags ?? 0) | (type === 5 ? 128 : 0);
      interaction.original = String(
        store(interaction.channelId, { ...data, flags }, call.files, {
          interaction_metadata: {
            id,
            type: interaction.payload.type,
            user: interaction.payload.user ?? (interaction.payload.member as Json | undefined)?.user,
            authorizing_integration_owners: interaction.payload.authorizing_integration_owners,
          },
        }).id,
      );
    } else if (message) interaction.original = String(message.id);
    if (type === 7 && interaction.original)
      state.messages.set(interaction.original, { ...state.messages.get(interaction.original), ...data });
    const resource = interaction.original ? state.messages.get(interaction.original) : undefined;
    return call.query.get('with_response') === 'true'
      ? {
          status: 200,
          body: {
            interaction: { id, type: interaction.payload.type },
            resource: { type, ...(resource ? { message: resource } : {}) },
          },
        }
      : { status: 204 };
  };

  const edit = (call: Call, messageId: string): Reply => {
    const old = state.messages.get(messageId);
    if (!old) return unknown.message;
    const problems = checked(call);
    if (problems.length > 0) return invalidForm(problems);
    const ephemeral = Number(old.flags ?? 0) & 64;
    const changed = {
      ...old,
      ...(call.body.content === undefined ? {} : { content: call.body.content }),
      ...(call.body.components === undefined ? {} : { components: call.body.components }),
      ...(call.files.length > 0 ? { attachments: attachmentsOf(call.files) } : {}),
      flags: (Number(call.body.flags ?? 0) & ~128) | ephemeral,
      edited_timestamp: new Date().toISOString(),
    };
    state.messages.set(messageId, changed);
    return { status: 200, body: changed };
  };

  const startThread = (call: Call, channelId: string, messageId: string): Reply => {
    const parent = state.channels.get(channelId);
    if (!parent?.guildId || !state.messages.has(messageId)) return unknown.message;
    if (state.channels.has(messageId)) return refuse(400, 160_004, 'A thread has already been created for this message');
    const name = String(call.body.name ?? '');
    if (!name || name.length > 100) return invalidForm(['a name of 1 to 100 characters']);
    const thread: Channel = {
      id: messageId,
      type: 11,
      guildId: parent.guildId,
      parentId: channelId,
      ownerId: state.bot.id,
      name,
    };
    state.channels.set(thread.id, thread);
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

  const post = (call: Call, channelId: string): Reply => {
    const channel = state.channels.get(channelId);
    if (!channel) return unknown.channel;
    if (channel.recipient && state.closedToMessages.has(channel.recipient.id))
      return refuse(403, 50_007, 'Cannot send messages to this user');
    const problems = checked(call);
    if (problems.length > 0) return invalidForm(problems);
    const reference = call.body.message_reference as { message_id?: string; fail_if_not_exists?: boolean } | undefined;
    if (reference?.message_id && !state.messages.has(reference.message_id) && reference.fail_if_not_exists !== false)
      return invalidForm(['message_reference: Unknown message']);
    return { status: 200, body: store(channelId, call.body, call.files) };
  };

  const application = (): Json => ({
    id: state.applicationId,
    name: state.bot.username,
    description: '',
    flags: state.applicationFlags,
    bot_public: true,
    bot: userOf(state.bot),
  });

  const table: readonly [method: string, path: RegExp, handle: (call: Call, ...ids: string[]) => Reply][] = [
    [
      'GET',
      /^\/gateway\/bot$/,
      () => ({
        status: 200,
        body: {
          url: gatewayUrl(),
          shards: state.recommendedShards,
          session_start_limit: { total: 1000, remaining: 999, reset_after: 86_400_000, max_concurrency: 16 },
        },
      }),
    ],
    ['GET', /^\/applications\/@me$/, () => ({ status: 200, body: application() })],
    ['GET', /^\/users\/@me$/, () => ({ status: 200, body: userOf(state.bot) })],
    [
      'GET',
      /^\/users\/@me\/guilds$/,
      () => ({
        status: 200,
        body: [...state.guilds.values()].map(({ id, name }) => ({ id, name, permissions: state.botPermissions.toString() })),
      }),
    ],
    ['POST', /^\/users\/@me\/channels$/, openDirect],
    ['GET', /^\/applications\/(\d+)\/commands$/, () => ({ status: 200, body: state.commands.get('global') ?? [] })],
    [
      'PUT',
      /^\/applications\/(\d+)\/commands$/,
      call => {
        state.commands.set('global', call.body);
        return { status: 200, body: call.body };
      },
    ],
    [
      'PUT',
      /^\/applications\/(\d+)\/guilds\/(\d+)\/commands$/,
      (call, _, guild = '') => {
        state.commands.set(guild, call.body);
        return { status: 200, body: call.body };
      },
    ],
    ['POST', /^\/interactions\/(\d+)\/([^/]+)\/callback$/, callback],
    [
      'GET',
      /^\/channels\/(\d+)$/,
      (_, id = '') => {
        const channel = state.channels.get(id);
        return channel ? { status: 200, body: channelOf(channel) } : unknown.channel;
      },
    ],
    ['POST', /^\/channels\/(\d+)\/messages$/, post],
    [
      'GET',
      /^\/channels\/(\d+)\/messages\/(\d+)$/,
      (_, _channel, id = '') => {
        const message = state.messages.get(id);
        return message ? { status: 200, body: message } : unknown.message;
      },
    ],
    ['PATCH', /^\/channels\/(\d+)\/messages\/(\d+)$/, (call, _, id = '') => edit(call, id)],
    ['POST', /^\/channels\/(\d+)\/typing$/, () => ({ status: 204 })],
    ['POST', /^\/channels\/(\d+)\/messages\/(\d+)\/threads$/, startThread],
    [
      'GET',
      /^\/guilds\/(\d+)\/members\/(\d+)$/,
      (_, guild = '', user = '') => {
        const member = state.guilds.get(guild)?.members.find(one => (one.user as Json).id === user);
        return { status: 200, body: member ?? memberOf({ id: user, username: `user${user}` }) };
      },
    ],
    [
      'POST',
      /^\/webhooks\/(\d+)\/([^/]+)$/,
      (call, _, token = '') => {
        const interaction = interactionOf(token);
        if (!interaction) return unknown.webhook;
        const problems = checked(call);
        return problems.length > 0
          ? invalidForm(problems)
          : { status: 200, body: store(interaction.channelId, call.body, call.files) };
      },
    ],
    [
      'PATCH',
      /^\/webhooks\/(\d+)\/([^/]+)\/messages\/(@original|\d+)$/,
      (call, _, token = '', id = '') => {
        const interaction = interactionOf(token);
        if (!interaction) return unknown.webhook;
        return edit(call, id === '@original' ? (interaction.original ?? '') : id);
      },
    ],
    [
      'GET',
      /^\/webhooks\/(\d+)\/([^/]+)\/messages\/(@original|\d+)$/,
      (_, _application, token = '', id = '') => {
        const message = state.messages.get(id === '@original' ? (interactionOf(token)?.original ?? '') : id);
        return message ? { status: 200, body: message } : unknown.message;
      },
    ],
    [
      'DELETE',
      /^\/webhooks\/(\d+)\/([^/]+)\/messages\/(@original|\d+)$/,
      (_, _application, token = '', id = '') => {
        state.messages.delete(id === '@original' ? (interactionOf(token)?.original ?? '') : id);
        return { status: 204 };
      },
    ],
  ];

  const needsNoToken = /^\/(interactions|webhooks)\//;
  return (call: Call): Reply => {
    if (!needsNoToken.test(call.path) && call.authorization !== `Bot ${state.token}`) return refuse(401, 0, '401: Unauthorized');
    for (const [method, pattern, handle] of table) {
      const match = method === call.method ? pattern.exec(call.path) : null;
      if (match) return handle(call, ...match.slice(1));
    }
    return refuse(404, 0, '404: Not Found');
  };
};
