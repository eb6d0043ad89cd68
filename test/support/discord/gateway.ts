import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Json } from './payloads.js';
import { snowflake } from './snowflake.js';

/* The gateway: discord.com/developers/docs/events/gateway. One session a shard, each with the events that a resume repeats. */

const messageContentIntent = 1 << 15;
/** All that are defined: discord.com/developers/docs/events/gateway#list-of-intents */
const definedIntents = 0b11_0011_0001_1111_1111_1111_1111;
/** Events that a client may send within a minute: discord.com/developers/docs/events/gateway#rate-limiting */
const mostSent = 120;
const ops = {
  dispatch: 0,
  heartbeat: 1,
  identify: 2,
  resume: 6,
  reconnect: 7,
  members: 8,
  invalidSession: 9,
  hello: 10,
  ack: 11,
};

type Session = {
  readonly id: string;
  readonly shard: readonly [number, number];
  readonly intents: number;
  sequence: number;
  socket: WebSocket | undefined;
  readonly sent: { readonly s: number; readonly data: string }[];
};

export type GatewayOptions = {
  readonly token: string;
  readonly heartbeatIntervalMs: number;
  /** What READY carries besides the session. */
  readonly ready: () => Json;
  /** Sent to a new session, behind READY. */
  readonly guilds: (shard: readonly [number, number]) => readonly Json[];
  /** Of which no more than that they are there. */
  readonly inOutage: ReadonlySet<string>;
  /** Whether the application may read all messages. */
  readonly allowsMessageContent: () => boolean;
  readonly url: () => string;
};

export type LocalGateway = ReturnType<typeof createGateway>;

export const createGateway = (server: Server, options: GatewayOptions) => {
  const sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) =>
    sockets.handleUpgrade(request, socket, head, ws => greet(ws)),
  );
  const sessions = new Map<string, Session>();
  const counts = { identifies: 0, resumes: 0, probes: 0 };
  let silent = false;

  const send = (socket: WebSocket | undefined, op: number, d: unknown): void =>
    socket?.send(JSON.stringify({ op, d, s: null, t: null }));

  const dispatch = (session: Session, t: string, d: unknown): void => {
    const s = ++session.sequence;
    const data = JSON.stringify({ op: ops.dispatch, t, s, d });
    session.sent.push({ s, data });
    if (session.sent.length > 5000) session.sent.shift();
    if (!silent && session.socket?.readyState === 1) session.socket.send(data);
  };

  const identify = (socket: WebSocket, d: { token: string; intents: number; shard?: [number, number] }): void => {
    counts.identifies++;
    if (d.token !== options.token) {
      socket.close(4004, 'Authentication failed.');
      return;
    }
    if (d.intents & ~definedIntents) {
      socket.close(4013, 'Invalid intent(s).');
      return;
    }
    if (d.intents & messageContentIntent && !options.allowsMessageContent()) {
      socket.close(4014, 'Disallowed intent(s).');
      return;
    }
    const shard = d.shard ?? ([0, 1] as const);
    if (shard[0] >= shard[1]) {
      socket.close(4010, 'Invalid shard');
      return;
    }
    if ([...sessions.values()].some(one => one.socket === socket)) {
      socket.close(4005, 'Already authenticated.');
      return;
    }
    const session: Session = { id: snowflake(), shard, intents: d.intents, sequence: 0, socket, sent: [] };
    sessions.set(session.id, session);
    const guilds = options.guilds(shard);
    dispatch(session, 'READY', {
      v: 10,
      session_id: session.id,
      resume_gateway_url: options.url(),
      shard,
      guilds: guilds.map(guild => ({ id: guild.id, unavailable: true })),
      ...options.ready(),
    });
    for (const guild of guilds) if (!options.inOutage.has(String(guild.id))) dispatch(session, 'GUILD_CREATE', guild);
  };

  const resume = (socket: WebSocket, d: { session_id: string; seq: number }): void => {
    counts.resumes++;
    const session = sessions.get(d.session_id);
    if (!session) {
      send(socket, ops.invalidSession, false);
      return;
    }
    session.socket = socket;
    for (const { s, data } of session.sent) if (s > d.seq) socket.send(data);
    dispatch(session, 'RESUMED', {});
  };

  const greet = (socket: WebSocket): void => {
    socket.on('error', () => undefined);
    const sentAt: number[] = [];
    socket.on('message', raw => {
      const { op, d } = JSON.parse(String(raw));
      sentAt.push(Date.now());
      if (sentAt.filter(at => at > Date.now() - 60_000).length > mostSent) return socket.close(4008, 'Rate limited.');
      if (op === ops.heartbeat) send(socket, ops.ack, null);
      if (op === ops.identify) identify(socket, d);
      if (op === ops.resume) resume(socket, d);
      if (op === ops.members) {
        counts.probes++;
        const session = [...sessions.values()].find(one => one.socket === socket);
        if (session)
          dispatch(session, 'GUILD_MEMBERS_CHUNK', {
            guild_id: d.guild_id,
            members: [],
            chunk_index: 0,
            chunk_count: 1,
            nonce: d.nonce,
          });
      }
    });
    send(socket, ops.hello, { heartbeat_interval: options.heartbeatIntervalMs });
  };

  const open = (): Session[] => [...sessions.values()].filter(session => session.socket?.readyState === 1);

  return {
    counts,
    sessions: () => [...sessions.values()],
    /** Sends an event to every session whose shard holds the server, and whose intents allow it; `shown` to those who may not read messages. */
    dispatch(
      t: string,
      d: Json,
      { intent = 0, shown = d, of = d.guild_id }: { readonly intent?: number; readonly shown?: Json; readonly of?: unknown } = {},
    ): void {
      for (const session of sessions.values()) {
        const guild = typeof of === 'string' && /^\d+$/.test(of) ? of : undefined;
        const shard = guild ? Number((BigInt(guild) >> 22n) % BigInt(session.shard[1])) : 0;
        if (session.shard[0] !== shard || (intent && !(session.intents & intent))) continue;
        dispatch(session, t, session.intents & messageContentIntent ? d : shown);
      }
    },
    /** Sockets close and may resume. */
    drop(code = 4000): void {
      for (const session of open()) session.socket?.close(code);
    },
    askToReconnect(): void {
      for (const session of open()) send(session.socket, ops.reconnect, null);
    },
    /** Every session ends, and clients have to identify again; or, if it may be resumed, they have to resume. */
    invalidate(resumable = false): void {
      for (const session of open()) {
        if (!resumable) sessions.delete(session.id);
        send(session.socket, ops.invalidSession, resumable);
      }
    },
    /** Connected and acknowledging, but no event goes out. */
    silence(on: boolean): void {
      silent = on;
    },
    /** The lines are cut without a word. */
    cut(): void {
      for (const socket of sockets.clients) socket.terminate();
    },
    close(): void {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
};
