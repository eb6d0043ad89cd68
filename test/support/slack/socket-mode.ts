import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { acknowledgeMs } from './limits.js';
import type { Payload } from './payload.js';

export type EnvelopeType = 'events_api' | 'slash_commands' | 'interactive';
export type Acknowledgement = { readonly ms: number; readonly body: unknown };

const pause = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms));

/** Slack's side of Socket Mode: tickets, hello, envelopes that wait for their acknowledgement, disconnects. */
export const createSocketMode = (server: Server) => {
  const sockets = new WebSocketServer({ noServer: true });
  const tickets = new Set<string>();
  const waiting = new Map<string, (body: unknown) => void>();
  /** Connections that envelopes go to; one that was told to disconnect gets no more. */
  const open = new Set<WebSocket>();
  let connections = 0;

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const ticket = new URL(request.url ?? '/', 'http://local').searchParams.get('ticket') ?? '';
    if (!tickets.delete(ticket)) return void socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    sockets.handleUpgrade(request, socket, head, connection => {
      connections++;
      // One for each envelope that waits.
      connection.setMaxListeners(0);
      open.add(connection);
      connection.on('error', () => undefined);
      connection.on('close', () => open.delete(connection));
      connection.on('message', data => {
        const { envelope_id: id, payload } = JSON.parse(data.toString());
        waiting.get(id)?.(payload);
      });
      connection.send(
        JSON.stringify({
          type: 'hello',
          num_connections: open.size,
          debug_info: { host: 'applink-local', build_number: 1, approximate_connection_time: 18_060 },
          connection_info: { app_id: 'A06NEXTRUNG' },
        }),
      );
    });
  });

  const anyOpen = async (withinMs: number): Promise<WebSocket | undefined> => {
    const until = Date.now() + withinMs;
    while (open.size === 0 && Date.now() < until) await pause(20);
    return [...open][Math.floor(Math.random() * open.size)];
  };

  return {
    /** The address of a new connection, good for one. */
    ticketUrl(origin: string): string {
      const ticket = randomUUID();
      tickets.add(ticket);
      return `${origin.replace(/^http/, 'ws')}/link/?ticket=${ticket}&app_id=A06NEXTRUNG`;
    },
    /** Sends an envelope; undefined when nobody is connected in time, or it is not acknowledged in time. */
    async send(
      type: EnvelopeType,
      payload: Payload,
      retry: { attempt: number; reason: string },
    ): Promise<Acknowledgement | undefined> {
      const connection = await anyOpen(15_000);
      if (!connection) return undefined;
      const [id, sentAt] = [randomUUID(), performance.now()];
      const acknowledged = new Promise<Acknowledgement | undefined>(resolve => {
        const timer = setTimeout(() => resolve(undefined), acknowledgeMs);
        const gone = (): void => resolve(undefined);
        connection.once('close', gone);
        waiting.set(id, body => {
          clearTimeout(timer);
          connection.off('close', gone);
          resolve({ ms: performance.now() - sentAt, body });
        });
      });
      const again = type === 'events_api' ? { retry_attempt: retry.attempt, retry_reason: retry.reason } : {};
      connection.send(
        JSON.stringify({ envelope_id: id, type, payload, accepts_response_payload: type !== 'events_api', ...again }),
      );
      return acknowledged.finally(() => waiting.delete(id));
    },
    /** As Slack does when it moves a connection: a warning, and soon the end. */
    async refresh(): Promise<void> {
      const old = [...open];
      for (const connection of old) {
        open.delete(connection);
        connection.send(
          JSON.stringify({ type: 'disconnect', reason: 'refresh_requested', debug_info: { host: 'applink-local' } }),
        );
      }
      await pause(100);
      for (const connection of old) connection.close();
    },
    /** The line is cut without a word. */
    cut(): void {
      for (const connection of open) connection.terminate();
    },
    connected: (): number => open.size,
    /** How many connections there have been. */
    connections: (): number => connections,
    close(): void {
      for (const connection of sockets.clients) connection.terminate();
      sockets.close();
    },
  };
};

export type SocketMode = ReturnType<typeof createSocketMode>;
