import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { isLoopback } from './addresses.js';

export type ConnectionLimits = {
  /** Of one address over a network; this machine's own is not held to it, as a proxy brings everybody's. */
  readonly each: number;
  readonly all: number;
};

/** A browser opens six, and a household or an office has one address. */
export const usualConnections: ConnectionLimits = { each: 100, all: 1_000 };

const said = 'Too many connections at once. Please come back in a few seconds.\n';
const refusal = `HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: ${said.length}\r\nRetry-After: 5\r\nConnection: close\r\n\r\n${said}`;

/** Turns connections away that are too many, at once and in words, so that those who are there are served. */
export const limitConnections = (server: Server, { each, all }: ConnectionLimits): void => {
  const open = new Map<string, number>();
  let count = 0;
  server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? 'unknown';
    const own = (open.get(address) ?? 0) + 1;
    count += 1;
    open.set(address, own);
    socket.once('close', () => {
      count -= 1;
      const left = (open.get(address) ?? 1) - 1;
      if (left > 0) open.set(address, left);
      else open.delete(address);
    });
    if (count > all || (own > each && !isLoopback(address))) {
      socket.end(refusal);
      socket.destroySoon();
    }
  });
};
