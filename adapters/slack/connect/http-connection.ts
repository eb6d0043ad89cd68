import type { IncomingMessage, RequestListener } from 'node:http';
import { HTTPReceiver } from '@slack/bolt';
import type { Logger } from 'pino';
import { NextRungError } from '../../../src/domain/errors.js';
import { createBoltLog } from './bolt-log.js';
import type { Connection } from './connection.js';
import type { Route } from './installer.js';
import { acknowledgeLate } from './late-acknowledgement.js';
import { pathOf } from './path-of.js';

/** Slack's own window for a signature, which Bolt checks only towards the past. https://docs.slack.dev/authentication/verifying-requests-from-slack */
const windowS = 5 * 60;
const form = 'application/x-www-form-urlencoded';

const isFromFuture = (request: IncomingMessage): boolean =>
  Number(request.headers['x-slack-request-timestamp'] ?? 0) > Date.now() / 1000 + windowS;

/** Bolt's listener behind three gates of ours: an address, no timestamp from the future, and a form is a form with or without its character set. */
const guard =
  (listener: RequestListener, log: Logger): RequestListener =>
  (request, response) => {
    if (pathOf(request) === undefined) return void response.writeHead(400).end();
    if (isFromFuture(request)) {
      log.warn('a request dated in the future was refused; check the clock of this machine');
      response.writeHead(401).end();
      return;
    }
    if (request.headers['content-type']?.startsWith(`${form};`)) request.headers['content-type'] = form;
    listener(request, response);
  };

export type HttpConnectionOptions = {
  readonly signingSecret: string;
  readonly port: number;
  readonly routes: readonly Route[];
  readonly log: Logger;
};

/** Signed requests of Slack's on a port of ours, for production behind a public address. */
export const createHttpConnection = ({ signingSecret, port, routes, log }: HttpConnectionOptions): Connection => {
  const receiver = new HTTPReceiver({
    signingSecret,
    port,
    endpoints: ['/slack/events'],
    customRoutes: routes.map(route => ({ ...route })),
    logger: createBoltLog(log),
  });
  receiver.requestListener = guard(receiver.requestListener, log);
  let listening: number | undefined;
  return {
    receiver: acknowledgeLate(receiver, log),
    async start() {
      try {
        const address = (await receiver.start(port)).address();
        listening = typeof address === 'object' && address ? address.port : port;
      } catch (error) {
        throw new NextRungError('slack_failed', `Port ${port} could not be opened for Slack. Set SLACK_PORT to a free one.`, {
          cause: error,
        });
      }
      return `HTTP on port ${listening}`;
    },
    health: () =>
      listening === undefined
        ? { ready: false, detail: 'not listening' }
        : { ready: true, detail: `listening on port ${listening}` },
    async stop() {
      if (listening === undefined) return;
      listening = undefined;
      await receiver.stop();
    },
  };
};
