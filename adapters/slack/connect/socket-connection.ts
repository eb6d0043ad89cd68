import { setTimeout as sleep } from 'node:timers/promises';
import { SocketModeReceiver } from '@slack/bolt';
import type { WebClientOptions } from '@slack/web-api';
import type { Logger } from 'pino';
import type { ProxyConfig } from '../../../src/config.js';
import { NextRungError } from '../../../src/domain/errors.js';
import { proxyDispatcher } from '../../../src/go-by-proxy.js';
import { asNextRungError, isDeadToken } from '../send/slack-errors.js';
import { createBoltLog } from './bolt-log.js';
import type { Connection } from './connection.js';
import { acknowledgeLate } from './late-acknowledgement.js';

/**
 * The client pings three times in this, and closes a line on which no answer came in it. It goes by the clock: a process that was held up
 * itself judges before it has read what came meanwhile, and with the line goes what Slack sent on it. Two thirds of this may pass so, as while
 * an index is opened on a busy machine. A line that is dead is noticed sooner: Slack pings too, and is waited for 30 s.
 */
const pongWithinMs = 45_000;
/** From asking for an address to Slack's hello. */
const helloWithinMs = 20_000;
const firstPauseMs = 250;
const longestPauseMs = 30_000;
/** What a start waits for; a network that is not there yet is tried on in the background. */
const startWithinMs = 15_000;
const closeWithinMs = 1_000;

export type SocketConnectionOptions = {
  readonly appToken: string;
  readonly clientOptions: WebClientOptions;
  readonly proxy?: ProxyConfig | undefined;
  readonly log: Logger;
};

/**
 * Socket Mode, kept open by us: the client's own reconnecting leaves a deaf gap of its ping's time-out after each disconnect, gives up with
 * an unhandled rejection when an address cannot be had, and cannot be stopped while it is under way.
 */
export const createSocketConnection = ({ appToken, clientOptions, proxy, log }: SocketConnectionOptions): Connection => {
  const receiver = new SocketModeReceiver({
    appToken,
    ...(proxy ? { dispatcher: proxyDispatcher(proxy) } : {}),
    logger: createBoltLog(log),
    autoReconnectEnabled: false,
    clientPingTimeout: pongWithinMs,
    // Left out, the receiver would speak to Slack's own address whatever the app's is.
    installerOptions: { clientOptions },
  });
  const { client } = receiver;
  const stopping = new AbortController();
  let state: 'connecting' | 'connected' | 'refused' | 'stopped' = 'connecting';
  let loop: Promise<void> | undefined;

  const connect = async (): Promise<void> => {
    const timer = new AbortController();
    const late = sleep(helloWithinMs, undefined, { signal: timer.signal }).then(() => {
      throw new Error(`Slack did not say hello within ${helloWithinMs} ms`);
    });
    try {
      await Promise.race([client.start(), late]);
    } catch (error) {
      // The client rejects with nothing when the socket closes before the hello.
      throw error ?? new Error('the connection was closed before Slack said hello');
    } finally {
      timer.abort();
      late.catch(() => undefined);
    }
  };

  const closed = (): Promise<void> => new Promise(resolve => client.once('disconnected', () => resolve()));

  /** Connects, waits until that ends, and connects again; ends when stopped, or rejects when Slack will never take the token. */
  const stayConnected = async (onConnected: () => void): Promise<void> => {
    for (let failures = 0; !stopping.signal.aborted; ) {
      state = 'connecting';
      try {
        await connect();
        const end = closed();
        failures = 0;
        state = 'connected';
        onConnected();
        log.info('connected to Slack');
        await end;
        if (!stopping.signal.aborted) log.info('Slack closed the connection; connecting again');
      } catch (error) {
        if (stopping.signal.aborted) return;
        if (isDeadToken(error)) {
          state = 'refused';
          throw asNextRungError('SLACK_APP_TOKEN was refused', error);
        }
        failures += 1;
        const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(failures, 10)) * (0.75 + Math.random() / 2);
        log.warn({ err: error, pauseMs: Math.round(pauseMs) }, 'Slack cannot be reached; trying again');
        await sleep(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    }
  };

  return {
    receiver: acknowledgeLate(receiver, log),
    async start() {
      const timer = new AbortController();
      const connected = new Promise<void>(resolve => {
        loop = stayConnected(resolve);
      });
      let started = false;
      // A refusal that comes in time is the start's own failure; one that comes later stands in the log.
      loop?.catch((err: unknown) => {
        if (started) log.error({ err }, err instanceof NextRungError ? err.message : 'the connection to Slack ended');
      });
      const enough = sleep(startWithinMs, undefined, { signal: timer.signal }).catch(() => undefined);
      await Promise.race([connected, loop, enough]).finally(() => timer.abort());
      started = true;
      return state === 'connected' ? 'Socket Mode' : 'Socket Mode, not connected yet';
    },
    health: () => ({ ready: state === 'connected', detail: state === 'refused' ? 'the app-level token was refused' : state }),
    async stop() {
      stopping.abort();
      state = 'stopped';
      // `disconnect` settles when the socket is closed, or never.
      await Promise.race([client.disconnect(), sleep(closeWithinMs)]);
    },
  };
};
