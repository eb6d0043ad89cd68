import { once } from 'node:events';
import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import type { Running, StartAdapter } from '../services.js';
import { checkExposure } from './access.js';
import { urlOf } from './addresses.js';
import { type AppOptions, createApp } from './app.js';
import { limitConnections, usualConnections } from './limit-connections.js';
import { whyNot } from './why-not.js';

/** A request's head must be there within this, its body too; a slow sender holds a connection no longer (slowloris). */
const headersTimeout = 10_000;
const requestTimeout = 30_000;
const keepAliveTimeout = 20_000;
/** How often the two above are looked at; Node's own half minute would let a slow head live three times as long. */
const connectionsCheckingInterval = 5_000;
/** A connection on which nothing moves for this long is cut: whoever asks and never reads holds it no longer. A stream has a heartbeat. */
const stalledMs = 60_000;
/** Connections that are still open this long after the end was asked for are cut. */
const closeMs = 500;

/**
 * Serves the page and its API. Rejects with `config_invalid` when it would stand open to everybody, and with `adapter_failed` when the
 * address cannot be had, each with the next step.
 */
export const startWeb = (async (services, options: AppOptions = {}): Promise<Running> => {
  const { web } = services.config;
  checkExposure(web);
  const app = createApp(services, options);
  const server = createAdaptorServer({
    fetch: app.fetch,
    hostname: web.host,
    serverOptions: { headersTimeout, requestTimeout, keepAliveTimeout, connectionsCheckingInterval },
  });
  // An answer that is not streamed is silent until it is whole: a model's deadline is within this.
  if ('setTimeout' in server) server.setTimeout(options.stalledMs ?? stalledMs + (services.config.model?.deadlineMs ?? 0));
  limitConnections(server as Server, options.connections ?? usualConnections, web);
  server.listen(web.port, web.host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw whyNot(error as NodeJS.ErrnoException, web.host, web.port);
  }
  server.on('error', err => services.log.error({ err }, 'the page’s server failed'));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : web.port;
  const shown = web.publicUrl ?? urlOf(web.host, port);
  return {
    description: `Web page at ${shown}${web.accessToken ? ' (asks for WEB_ACCESS_TOKEN)' : ''}`,
    address: shown,
    health: () => ({ ready: server.listening, detail: server.listening ? `listening on ${urlOf(web.host, port)}` : 'closed' }),
    async stop() {
      const closed = new Promise<void>(resolve => server.close(() => resolve()));
      if ('closeAllConnections' in server) {
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), closeMs).unref();
      }
      await closed;
    },
  };
}) satisfies StartAdapter;
