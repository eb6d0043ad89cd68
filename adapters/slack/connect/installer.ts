import type { IncomingMessage, ServerResponse } from 'node:http';
import { InstallProvider } from '@slack/oauth';
import type { WebClientOptions } from '@slack/web-api';
import type { Logger } from 'pino';
import type { SlackConfig } from '../../../src/config.js';
import type { SecretStore } from '../../../src/contracts/secret-store.js';
import { NextRungError } from '../../../src/domain/errors.js';
import { createBoltLog } from './bolt-log.js';
import { apiRootOf } from './client-options.js';
import { createInstallationStore } from './installations.js';
import { botScopes } from './scopes.js';

export type Route = {
  readonly path: string;
  readonly method: 'GET';
  readonly handler: (request: IncomingMessage, response: ServerResponse) => void;
};

export type Installer = { readonly provider: InstallProvider; readonly routes: readonly Route[] };

/** Where a member agrees to the installation; under SLACK_API_URL beside the API. */
const authorizationUrlOf = (slack: SlackConfig): string | undefined => {
  const root = apiRootOf(slack);
  return root && new URL('../oauth/v2/authorize', root).href;
};

/** OAuth for several workspaces: the page to install from, and the address that Slack sends the member back to. */
export const createInstaller = (
  slack: SlackConfig,
  secrets: SecretStore,
  clientOptions: WebClientOptions,
  log: Logger,
): Installer => {
  const { clientId, clientSecret, stateSecret } = slack;
  if (!clientId || !clientSecret || !stateSecret)
    throw new NextRungError(
      'config_invalid',
      'Several workspaces need SLACK_CLIENT_ID, SLACK_CLIENT_SECRET and SLACK_STATE_SECRET.',
    );
  const authorizationUrl = authorizationUrlOf(slack);
  const provider = new InstallProvider({
    clientId,
    clientSecret,
    stateSecret,
    installationStore: createInstallationStore(secrets),
    clientOptions,
    logger: createBoltLog(log),
    ...(authorizationUrl ? { authorizationUrl } : {}),
  });
  const guarded =
    (handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>): Route['handler'] =>
    (request, response) => {
      handle(request, response).catch((err: unknown) => {
        log.error({ err }, 'an installation failed; start again from /slack/install');
        if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' });
        response.end('The installation failed. Please start again from /slack/install.');
      });
    };
  return {
    provider,
    routes: [
      {
        path: '/slack/install',
        method: 'GET',
        handler: guarded((request, response) => provider.handleInstallPath(request, response, {}, { scopes: [...botScopes] })),
      },
      {
        path: '/slack/oauth_redirect',
        method: 'GET',
        handler: guarded((request, response) => provider.handleCallback(request, response)),
      },
    ],
  };
};
