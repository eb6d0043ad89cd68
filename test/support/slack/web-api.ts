import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Args, type Call, type Method, Refusal, type SlackState } from './call.js';
import { agentMethods } from './methods/agents.js';
import { chatMethods } from './methods/chat.js';
import { fileMethods } from './methods/files.js';
import { streamMethods } from './methods/streams.js';
import { viewMethods } from './methods/views.js';
import { workspaceMethods } from './methods/workspace.js';
import type { Team, Token } from './world.js';

const methods: Readonly<Record<string, Method>> = {
  ...agentMethods,
  ...chatMethods,
  ...fileMethods,
  ...streamMethods,
  ...viewMethods,
  ...workspaceMethods,
};

/** What a test makes of a call before it is done: a wait, HTTP 429 with the seconds to wait, HTTP 500, or a refusal. */
export type Interference =
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'limit'; readonly retryAfterSeconds: number }
  | { readonly kind: 'fail'; readonly status: number; readonly done?: boolean }
  | { readonly kind: 'refuse'; readonly error: string };

export const readBody = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
};

export const reply = (response: ServerResponse, status: number, body: object, headers: Record<string, string> = {}): void => {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers }).end(JSON.stringify(body));
};

/** Arguments of a form; what is JSON in it is parsed, as Slack does for blocks and the like. */
const readArgs = (request: IncomingMessage, body: Buffer): Args => {
  if (request.headers['content-type']?.startsWith('application/json')) return JSON.parse(body.toString() || '{}');
  const structured = (value: string): unknown => {
    if (!/^[[{]/.test(value)) return value;
    try {
      return JSON.parse(value);
    } catch {
      return value;
    }
  };
  // Texts are never JSON, whatever they look like.
  const plain = new Set(['text', 'markdown_text', 'initial_comment', 'status', 'title']);
  return Object.fromEntries(
    [...new URLSearchParams(body.toString())].map(([name, value]) => [name, plain.has(name) ? value : structured(value)]),
  );
};

const run = (method: string, args: Args, state: SlackState, team: Team, token: Token): object => {
  const known = methods[method];
  if (!known) throw new Refusal('unknown_method');
  if (known.scope && !token.scopes.has(known.scope))
    throw new Refusal('missing_scope', { needed: known.scope, provided: [...token.scopes].join(',') });
  if (typeof args.team_id === 'string' && args.team_id !== team.id)
    state.violations.push(`${method} was called for ${args.team_id} with the token of ${team.id}`);
  return known.run(args, { state, team, token });
};

const pause = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms));

/** Calls that were on the way when the limit was told; and two clocks may differ by a little. */
const [onTheWayMs, clockMs] = [500, 20];

/** Answers the Web API for bot tokens, and keeps a record of every call. */
export const createWebApi = (state: SlackState, interfere: (call: Call) => Interference | undefined) => {
  const calls: Call[] = [];
  /** Between these a limited app does not call: it may have more on the way when it is told. */
  const limited = new Map<string, { readonly from: number; readonly until: number }>();
  /** Slack limits a method by workspace, and messages by channel. */
  const limitName = ({ method, team, args }: Call): string => `${method} ${team} ${args.channel ?? ''}`;

  const answer = async (
    call: Call,
    team: Team,
    token: Token,
  ): Promise<{ status: number; body: object; headers?: Record<string, string> }> => {
    const what = interfere(call);
    if (what?.kind === 'wait') await pause(what.ms);
    if (what?.kind === 'limit') {
      const until = Date.now() + what.retryAfterSeconds * 1000;
      limited.set(limitName(call), { from: Date.now() + onTheWayMs, until: until - clockMs });
      call.error = 'ratelimited';
      return {
        status: 429,
        body: { ok: false, error: 'ratelimited' },
        headers: { 'retry-after': String(what.retryAfterSeconds) },
      };
    }
    if (what?.kind === 'fail' && !what.done) return { status: what.status, body: {} };
    try {
      if (what?.kind === 'refuse') throw new Refusal(what.error);
      const done = run(call.method, call.args, state, team, token);
      // A gateway may lose the answer to what was done.
      return what?.kind === 'fail' ? { status: what.status, body: {} } : { status: 200, body: { ok: true, ...done } };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      call.error = error.error;
      return { status: 200, body: { ok: false, error: error.error, ...error.details } };
    }
  };

  return {
    calls,
    async handle(method: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
      const args = readArgs(request, await readBody(request));
      const value = request.headers.authorization?.replace(/^Bearer /, '') ?? '';
      const team = [...state.teams.values()].find(({ token }) => token.value === value);
      const call: Call = { method, token: value, team: team?.id ?? '', args, at: Date.now(), status: 200, error: undefined };
      calls.push(call);
      if (!team || team.token.revoked) {
        call.error = team ? 'token_revoked' : 'invalid_auth';
        return reply(response, 200, { ok: false, error: call.error });
      }
      const { from = 0, until = 0 } = limited.get(limitName(call)) ?? {};
      if (call.at > from && call.at < until)
        state.violations.push(`${method} was called again before the time that Slack asked for`);
      const { status, body, headers } = await answer(call, team, team.token);
      call.status = status;
      return reply(response, status, body, { 'x-oauth-scopes': [...team.token.scopes].join(','), ...headers });
    },
  };
};
