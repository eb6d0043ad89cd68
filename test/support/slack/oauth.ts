import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Args, Refusal, type SlackState } from './call.js';
import { newId } from './world.js';

export type OAuthApp = { readonly clientId: string; readonly clientSecret: string };

/** The page where an officer agrees: sends them back with a code, to the address asked for or the one that is set for the app. */
export const authorize = (
  state: SlackState,
  app: OAuthApp,
  { installing, redirectUrl }: { readonly installing: string; readonly redirectUrl: string },
  request: IncomingMessage,
  response: ServerResponse,
): void => {
  const asked = new URL(request.url ?? '/', state.origin()).searchParams;
  const [redirect, parameter] = [asked.get('redirect_uri') ?? redirectUrl, asked.get('state')];
  if (asked.get('client_id') !== app.clientId || !redirect || !parameter)
    return void response.writeHead(400).end('invalid_client_id');
  const code = newId('code');
  state.codes.set(code, installing);
  const back = new URL(redirect);
  back.searchParams.set('code', code);
  back.searchParams.set('state', parameter);
  response.writeHead(302, { location: back.href }).end();
};

/** oauth.v2.access: a code, once, for the token of its workspace. */
export const exchangeCode = (state: SlackState, app: OAuthApp, args: Args): object => {
  if (args.client_id !== app.clientId || args.client_secret !== app.clientSecret) throw new Refusal('bad_client_secret');
  const code = String(args.code ?? '');
  const team = state.teams.get(state.codes.get(code) ?? '');
  if (!team) throw new Refusal('invalid_code');
  state.codes.delete(code);
  team.token.revoked = false;
  return {
    app_id: 'A06NEXTRUNG',
    authed_user: { id: [...team.members.keys()][0] ?? '' },
    scope: [...team.token.scopes].join(','),
    token_type: 'bot',
    access_token: team.token.value,
    bot_user_id: team.bot.userId,
    team: { id: team.id, name: team.name },
    enterprise: null,
    is_enterprise_install: false,
  };
};
