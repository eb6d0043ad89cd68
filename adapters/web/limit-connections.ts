import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { HttpBindings } from '@hono/node-server';
import type { MiddlewareHandler } from 'hono';
import type { Config } from '../../src/config.js';
import { isProxy } from './addresses.js';
import { addressOf, isOwnMachine } from './guards.js';
import { refusal } from './problems.js';

export type ConnectionLimits = {
  /** Of one address over a network. A proxy brings everybody's: there so many requests of one address. */
  readonly each: number;
  readonly all: number;
};

/** A browser opens six, and a household or an office has one address. */
export const usualConnections: ConnectionLimits = { each: 100, all: 1_000 };

const retryAfterSeconds = 5;
const said = 'Too many connections at once. Please come back in a few seconds.\n';
const turnedAway = `HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: ${said.length}\r\nRetry-After: ${retryAfterSeconds}\r\nConnection: close\r\n\r\n${said}`;

/** How many of each name there are now. */
const createCount = () => {
  const counts = new Map<string, number>();
  return {
    /** One more; gives how many there are then. */
    add(name: string): number {
      const now = (counts.get(name) ?? 0) + 1;
      counts.set(name, now);
      return now;
    },
    remove(name: string): void {
      const left = (counts.get(name) ?? 1) - 1;
      if (left > 0) counts.set(name, left);
      else counts.delete(name);
    },
  };
};

/** Turns connections away that are too many, at once and in words, so that those who are there are served. */
export const limitConnections = (server: Server, { each, all }: ConnectionLimits, web: Config['web']): void => {
  const open = createCount();
  let count = 0;
  server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? 'unknown';
    const own = open.add(address);
    count += 1;
    socket.once('close', () => {
      count -= 1;
      open.remove(address);
    });
    if (count > all || (own > each && !isProxy(address, web))) {
      socket.end(turnedAway);
      socket.destroySoon();
    }
  });
};

/** So many requests of one address under way at once, whoever brings them: one visitor takes no more of a proxy's connections than of ours. */
export const limitRequestsAtOnce = (
  web: Config['web'],
  { each }: ConnectionLimits,
): MiddlewareHandler<{ Bindings: HttpBindings }> => {
  const open = createCount();
  return async (c, next) => {
    if (isOwnMachine(c, web)) return next();
    const address = addressOf(c, web);
    c.env.outgoing.once('close', () => open.remove(address));
    if (open.add(address) > each)
      throw refusal(429, 'too_many_requests', 'Too many requests at once. Please come back in a few seconds.', {
        'Retry-After': String(retryAfterSeconds),
        Connection: 'close',
      });
    return next();
  };
};
