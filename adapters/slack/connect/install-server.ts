import { createServer } from 'node:http';
import { NextRungError } from '../../../src/domain/errors.js';
import type { Route } from './installer.js';
import { pathOf } from './path-of.js';

/** Serves the pages of an installation where Slack's events come by socket. Rejects with the next step when the port is taken. */
export const serveInstallations = async (
  port: number,
  routes: readonly Route[],
): Promise<{ port: number; close(): Promise<void> }> => {
  const server = createServer((request, response) => {
    const path = pathOf(request);
    if (path === undefined) return void response.writeHead(400).end();
    const route = routes.find(each => each.path === path && request.method === each.method);
    if (route) route.handler(request, response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', error =>
      reject(
        new NextRungError('slack_failed', `Port ${port} could not be opened for Slack. Set SLACK_PORT to a free one.`, {
          cause: error,
        }),
      ),
    );
    server.listen(port, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : port,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
