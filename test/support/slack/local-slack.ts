import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Call, SlackState } from './call.js';
import { createDelivering, type HttpTarget } from './deliver.js';
import { streamMs } from './limits.js';
import { authorize, exchangeCode } from './oauth.js';
import { handleResponse } from './response-url.js';
import { createSocketMode } from './socket-mode.js';
import { createWebApi, type Interference, readBody, reply } from './web-api.js';
import { createTeam, type Team } from './world.js';

/*
 * A Slack on this machine: Web API, Socket Mode, signed HTTP requests, OAuth and response_url. It holds its callers to the documented limits
 * and records every call. What it cannot know (how Slack looks, how long it takes) it leaves out.
 */

export const appToken = 'xapp-1-A06NEXTRUNG-6000000000000-local';
export const signingSecret = '8f742231b10e8888abcd99yyyzzz85a5';
export const oauthApp = { clientId: '6000000000000.6100000000000', clientSecret: 'local-client-secret' };

type LocalSlackOptions = {
  readonly scopes?: readonly string[];
  /** Where its port is reached, when something stands before it. */
  readonly originOf?: (port: number) => string;
};

/** Starts a Slack with one workspace. Close it behind you. */
export const startLocalSlack = async ({ originOf, ...options }: LocalSlackOptions = {}) => {
  const team = createTeam(options);
  let interference: (call: Call) => Interference | undefined = () => undefined;
  let target: HttpTarget | undefined;
  let installing = team.id;
  let redirectUrl = '';
  let closedFor = 0;
  let port = 0;
  const state: SlackState = {
    teams: new Map([[team.id, team]]),
    files: new Map(),
    views: [],
    statuses: [],
    prompts: [],
    titles: [],
    triggers: new Map(),
    responseUrls: new Map(),
    codes: new Map(),
    violations: [],
    settings: { streamMs, fileReadyMs: 0, closesKeptConnections: false, refuseResponse: () => undefined },
    origin: () => originOf?.(port) ?? `http://127.0.0.1:${port}`,
  };
  const webApi = createWebApi(state, call => interference(call));
  let handshakes = 0;

  /** Calls that no bot token makes: opening a connection, and asking for a token. */
  const withoutBotToken = async (method: string, request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const token = request.headers.authorization?.replace(/^Bearer /, '') ?? '';
    if (method === 'apps.connections.open') {
      handshakes++;
      const call: Call = { method, token, team: '', args: {}, at: Date.now(), status: 200, error: undefined };
      webApi.calls.push(call);
      if (closedFor > 0 && closedFor--) {
        call.status = 500;
        response.writeHead(500).end();
        return true;
      }
      if (token !== appToken) call.error = token.startsWith('xapp-') ? 'invalid_auth' : 'not_allowed_token_type';
      reply(response, 200, call.error ? { ok: false, error: call.error } : { ok: true, url: sockets.ticketUrl(state.origin()) });
      return true;
    }
    if (method === 'oauth.v2.access') {
      const args = Object.fromEntries(new URLSearchParams((await readBody(request)).toString()));
      try {
        reply(response, 200, { ok: true, ...exchangeCode(state, oauthApp, args) });
      } catch (error) {
        reply(response, 200, { ok: false, error: error instanceof Error ? error.message : 'unknown' });
      }
      return true;
    }
    return false;
  };

  const upload = async (id: string, request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const file = state.files.get(id);
    if (!file) return void response.writeHead(404).end();
    file.bytes = await readBody(request);
    response.writeHead(200).end(`OK - ${file.bytes.length}`);
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [, place = '', id = ''] = new URL(request.url ?? '/', state.origin()).pathname.split('/');
    if (place === 'api') {
      if (!(await withoutBotToken(id, request, response))) await webApi.handle(id, request, response);
    } else if (place === 'response') await handleResponse(state, id, request, response);
    else if (place === 'upload') await upload(id, request, response);
    else if (place === 'oauth') authorize(state, oauthApp, { installing, redirectUrl }, request, response);
    else response.writeHead(404).end();
  };

  const used = new WeakSet<object>();
  const server = createServer((request, response) => {
    const again = used.has(request.socket);
    used.add(request.socket);
    if (again && state.settings.closesKeptConnections) return void request.socket.destroy();
    handle(request, response).catch(error => {
      state.violations.push(`the local Slack failed: ${error instanceof Error ? error.stack : error}`);
      if (!response.headersSent) response.writeHead(500).end();
    });
  });
  const sockets = createSocketMode(server);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
  const { deliver, deliveries } = createDelivering(sockets, () => target);

  return {
    state,
    /** The workspace that is there from the start. */
    team,
    calls: webApi.calls,
    deliveries,
    deliver,
    sockets,
    apiUrl: `${state.origin()}/api/`,
    origin: state.origin(),
    /** How often an app asked for a connection. */
    handshakes: () => handshakes,
    addTeam(name: string): Team {
      const added = createTeam({ ...options, name });
      state.teams.set(added.id, added);
      return added;
    },
    /** From here on events go over HTTP. */
    sendTo(url: string): void {
      target = { url, signingSecret };
    },
    /** The workspace in which the officer agrees to install, and where they are sent afterwards. */
    installInto(chosen: Team, redirect: string): void {
      installing = chosen.id;
      redirectUrl = redirect;
    },
    /** The next so many requests for a connection fail. */
    refuseConnections(times: number): void {
      closedFor = times;
    },
    /** Meddles with calls until told otherwise. */
    interfere(how: (call: Call) => Interference | undefined): void {
      interference = how;
    },
    callsTo: (method: string, of: Team = team): Call[] =>
      webApi.calls.filter(call => call.method === method && call.team === of.id),
    /** Nothing is to be reached here any more, until `comeBack`. */
    async goAway(): Promise<void> {
      const closed = new Promise(resolve => server.close(resolve));
      sockets.cut();
      server.closeAllConnections();
      await closed;
    },
    comeBack: (): Promise<void> => new Promise(resolve => server.listen(port, '127.0.0.1', resolve)),
    async close(): Promise<void> {
      sockets.close();
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
};

export type LocalSlack = Awaited<ReturnType<typeof startLocalSlack>>;
