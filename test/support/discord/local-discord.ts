import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createEvents } from './events.js';
import { createGateway, type LocalGateway } from './gateway.js';
import { guildOf, type Json, userOf } from './payloads.js';
import { createRateLimits } from './rate-limits.js';
import { readBody } from './read-body.js';
import { isEphemeral } from './read-message.js';
import type { Reply } from './refusals.js';
import { createRoutes } from './routes.js';
import { type Call, type Interaction, lastMessages } from './state.js';
import { messageContentFlag, newState, people, places } from './world.js';

/* A Discord of one's own: REST and gateway on a local port. It checks what is sent against the documented limits and records every call. */

export type LocalDiscordOptions = {
  readonly token?: string;
  readonly heartbeatIntervalMs?: number;
  readonly messageContent?: boolean;
  /** Where its port is reached, when something stands before it. */
  readonly originOf?: (port: number) => string;
};

type Matches = (call: Call) => boolean;
/** Instead of doing what was asked; or, if `done`, after it was done, so that only the answer is lost. */
type Fault = { readonly matches: Matches; left: number; readonly reply: Reply; readonly done: boolean };

/** A busy machine is slow; a test that waits in vain ends after this. */
const patienceMs = 30_000;

export const startLocalDiscord = async (options: LocalDiscordOptions = {}) => {
  const state = newState(options);
  const limits = createRateLimits(state);
  const calls: Call[] = [];
  const faults: Fault[] = [];
  let interfere: (call: Call) => Reply | undefined = () => undefined;
  let waiting: (() => void)[] = [];
  const changed = (): void => {
    const woken = waiting;
    waiting = [];
    for (const wake of woken) wake();
  };

  const readCall = async (request: IncomingMessage): Promise<Call> => {
    const at = Date.now();
    const url = new URL(request.url ?? '/', 'http://local');
    const { json, files } = await readBody(request);
    return {
      method: request.method ?? '',
      path: decodeURIComponent(url.pathname).replace(/^\/api\/v\d+/, ''),
      query: url.searchParams,
      body: json,
      files,
      authorization: request.headers.authorization,
      at,
      status: 0,
    };
  };

  const replyTo = (call: Call): Reply => {
    const tooMuch = limits.admit(call) ?? interfere(call);
    if (tooMuch) return tooMuch;
    const fault = faults.find(one => one.left > 0 && one.matches(call));
    if (fault) fault.left--;
    if (fault?.done) answer(call);
    return fault?.reply ?? answer(call);
  };

  const server = createServer(async (request, response) => {
    const call = await readCall(request);
    const reply = replyTo(call);
    const { status, body } = reply;
    call.status = status;
    calls.push(call);
    const type = body === undefined ? {} : { 'content-type': 'application/json' };
    response.writeHead(status, { ...type, ...limits.note(call, reply), ...reply.headers });
    response.end(body === undefined ? undefined : JSON.stringify(body));
    changed();
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const origin = options.originOf?.(port) ?? `http://127.0.0.1:${port}`;
  const gatewayUrl = (): string => `${origin.replace(/^http/, 'ws')}/gateway`;
  const gateway: LocalGateway = createGateway(server, {
    token: state.token,
    heartbeatIntervalMs: options.heartbeatIntervalMs ?? 41_250,
    ready: () => ({ user: userOf(state.bot), application: { id: state.applicationId, flags: state.applicationFlags } }),
    guilds(shard) {
      const last = lastMessages(state);
      return [...state.guilds.values()]
        .filter(one => Number((BigInt(one.id) >> 22n) % BigInt(shard[1])) === shard[0])
        .map(guild => guildOf(guild, channelId => last.get(channelId)));
    },
    inOutage: state.inOutage,
    allowsMessageContent: () => Boolean(state.applicationFlags & messageContentFlag),
    url: gatewayUrl,
  });
  const answer = createRoutes(state, (t, d) => gateway.dispatch(t, d), gatewayUrl);

  /** Waits until `find` gives something, looking again at every call. */
  const until = async <T>(find: () => T | undefined | false, what: string, timeoutMs = patienceMs): Promise<T> => {
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

  return {
    apiUrl: `${origin}/api`,
    state,
    calls,
    gateway,
    people,
    places,
    until,
    ...createEvents(state, gateway),
    /** What an interaction's answer shows now. */
    shownBy: (interaction: Interaction): Json | undefined =>
      interaction.original ? state.messages.get(interaction.original) : undefined,
    /** Messages of the bot that everyone in a channel sees, oldest first. */
    saidIn: (channel: string): Json[] =>
      [...state.messages.values()].filter(
        message => message.channel_id === channel && (message.author as Json).id === state.bot.id && !isEphemeral(message),
      ),
    /** Answers the next calls that match with this instead. */
    fail(matches: Matches, reply: Reply, times = 1): void {
      faults.push({ matches, left: times, reply, done: false });
    },
    /** Does what the next calls that match ask for, and loses the answers. */
    loseAnswer(matches: Matches, times = 1): void {
      faults.push({ matches, left: times, reply: { status: 502 }, done: true });
    },
    /** Looks at every call before it is answered, and may answer in Discord's stead. */
    interfere(look: typeof interfere): void {
      interfere = look;
    },
    /** Nothing is to be reached here any more, until `comeBack`. */
    async goAway(): Promise<void> {
      const closed = new Promise(resolve => server.close(resolve));
      gateway.cut();
      server.closeAllConnections();
      await closed;
    },
    comeBack: (): Promise<void> => new Promise(resolve => server.listen(port, '127.0.0.1', resolve)),
    async close(): Promise<void> {
      gateway.close();
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
};

export type LocalDiscord = Awaited<ReturnType<typeof startLocalDiscord>>;
