import { problemsOfCommands } from './check-commands.js';
import { createInteractionRoutes } from './interaction-routes.js';
import { createMessageRoutes, type Emit } from './message-routes.js';
import { channelOf, type Json, memberOf, userOf } from './payloads.js';
import { invalidForm, notFound, type Reply, unauthorized, unknown } from './refusals.js';
import { type Call, lastMessages, type State } from './state.js';

/* What Discord answers: discord.com/developers/docs/reference */

const ok = (body: unknown): Reply => ({ status: 200, body });
const needsNoToken = /^\/(interactions|webhooks)\//;

type Route = readonly [method: string, path: RegExp, handle: (call: Call, ...ids: string[]) => Reply];

export const createRoutes = (state: State, emit: Emit, gatewayUrl: () => string): ((call: Call) => Reply) => {
  const messages = createMessageRoutes(state, emit);
  const interactions = createInteractionRoutes(state, messages);

  const application = (): Json => ({
    id: state.applicationId,
    name: state.bot.username,
    description: '',
    flags: state.applicationFlags,
    bot_public: true,
    bot: userOf(state.bot),
  });
  const gateway = (): Json => ({
    url: gatewayUrl(),
    shards: state.recommendedShards,
    session_start_limit: { total: 1000, remaining: 999, reset_after: 86_400_000, max_concurrency: 16 },
  });

  const register = (call: Call, place: string): Reply => {
    const problems = problemsOfCommands(call.body);
    for (const problem of problems) state.violations.push(`${call.path} was refused: ${problem}`);
    if (problems.length > 0) return invalidForm(problems);
    state.commands.set(place, call.body);
    return ok(call.body);
  };

  const readMessage = (_: Call, _channel: string, id: string): Reply => {
    const message = state.messages.get(id);
    return message ? ok(message) : unknown.message;
  };
  const readChannel = (_: Call, id: string): Reply => {
    const channel = state.channels.get(id);
    return channel ? ok(channelOf(channel, one => lastMessages(state).get(one))) : unknown.channel;
  };
  const readGuild = (_: Call, id: string): Reply => {
    const guild = state.guilds.get(id);
    return guild ? ok({ id, name: guild.name }) : unknown.guild;
  };
  const readMember = (_: Call, guild: string, user: string): Reply =>
    ok(
      state.guilds.get(guild)?.members.find(one => (one.user as Json).id === user) ??
        memberOf({ id: user, username: `user${user}` }),
    );
  const guilds = (): Json[] =>
    [...state.guilds.values()].map(({ id, name }) => ({ id, name, permissions: state.botPermissions.toString() }));

  const routes: readonly Route[] = [
    ['GET', /^\/gateway\/bot$/, () => ok(gateway())],
    ['GET', /^\/applications\/@me$/, () => ok(application())],
    ['GET', /^\/users\/@me$/, () => ok(userOf(state.bot))],
    ['GET', /^\/users\/@me\/guilds$/, () => ok(guilds())],
    ['POST', /^\/users\/@me\/channels$/, messages.openDirect],
    ['GET', /^\/applications\/\d+\/commands$/, () => ok(state.commands.get('global') ?? [])],
    ['GET', /^\/applications\/\d+\/guilds\/(\d+)\/commands$/, (_, guild = '') => ok(state.commands.get(guild) ?? [])],
    ['PUT', /^\/applications\/\d+\/commands$/, call => register(call, 'global')],
    ['PUT', /^\/applications\/\d+\/guilds\/(\d+)\/commands$/, (call, guild = '') => register(call, guild)],
    ['GET', /^\/channels\/(\d+)$/, readChannel as Route[2]],
    ['POST', /^\/channels\/(\d+)\/messages$/, messages.post as Route[2]],
    ['GET', /^\/channels\/(\d+)\/messages$/, messages.list as Route[2]],
    ['GET', /^\/channels\/(\d+)\/messages\/(\d+)$/, readMessage as Route[2]],
    ['PATCH', /^\/channels\/(\d+)\/messages\/(\d+)$/, (call, _, id = '') => messages.edit(call, id)],
    ['POST', /^\/channels\/(\d+)\/typing$/, (_, id = '') => (state.channels.has(id) ? { status: 204 } : unknown.channel)],
    ['POST', /^\/channels\/(\d+)\/messages\/(\d+)\/threads$/, messages.startThread as Route[2]],
    ['GET', /^\/guilds\/(\d+)$/, readGuild as Route[2]],
    ['GET', /^\/guilds\/(\d+)\/members\/(\d+)$/, readMember as Route[2]],
    ['POST', /^\/interactions\/(\d+)\/([^/]+)\/callback$/, interactions.callback as Route[2]],
    ['POST', /^\/webhooks\/\d+\/([^/]+)$/, (call, token = '') => interactions.followUp(call, token)],
    ['PATCH', /^\/webhooks\/\d+\/([^/]+)\/messages\/(@original|\d+)$/, interactions.edit as Route[2]],
    ['GET', /^\/webhooks\/\d+\/([^/]+)\/messages\/(@original|\d+)$/, (_, token = '', id = '') => interactions.read(token, id)],
    [
      'DELETE',
      /^\/webhooks\/\d+\/([^/]+)\/messages\/(@original|\d+)$/,
      (_, token = '', id = '') => interactions.remove(token, id),
    ],
  ];

  return call => {
    if (!needsNoToken.test(call.path) && call.authorization !== `Bot ${state.token}`) return unauthorized;
    for (const [method, pattern, handle] of routes) {
      const match = method === call.method ? pattern.exec(call.path) : null;
      if (match) return handle(call, ...match.slice(1));
    }
    return notFound;
  };
};
