import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { pino } from 'pino';
import { afterEach, expect, it, vi } from 'vitest';
import { createClientOptions } from '../../../adapters/slack/connect/client-options.js';
import { createSocketConnection } from '../../../adapters/slack/connect/socket-connection.js';
import { appToken, startLocalSlack } from '../../support/slack/local-slack.js';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  vi.useRealTimers();
  for (const close of closing.splice(0).reverse()) await close();
});

const pongs = 'undici:websocket:pong';
/** Settles when an answer to a ping was read. */
const ponged = (): Promise<void> =>
  new Promise(resolve => {
    const seen = (): void => {
      unsubscribe(pongs, seen);
      resolve();
    };
    subscribe(pongs, seen);
  });

it('a line stays open when the process was held up for a while, and is closed when it is dead', { timeout: 20_000 }, async () => {
  const slack = await startLocalSlack();
  closing.push(slack.close);
  const warned: string[] = [];
  const log = pino({ level: 'warn' }, { write: line => void warned.push(JSON.parse(line).msg) });
  const clientOptions = createClientOptions({ apiUrl: slack.apiUrl }, log)();
  // The client pings, and judges by the clock, at an interval.
  vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] });
  const connection = createSocketConnection({ appToken, clientOptions, log });
  closing.push(() => connection.stop());
  await connection.start();
  const pingAfter = async (heldUpMs: number): Promise<void> => {
    const answered = ponged();
    vi.setSystemTime(Date.now() + heldUpMs);
    vi.advanceTimersToNextTimer();
    await answered;
  };

  await pingAfter(0);
  // What came in this time, pongs among it, is read behind the judgment.
  await pingAfter(15_000);
  expect(warned).toEqual([]);
  await pingAfter(0);
  expect(slack.sockets.connections()).toBe(1);

  await pingAfter(60_000);
  await vi.waitFor(() => expect(slack.sockets.connections()).toBe(2), 5_000);
  expect(warned).toEqual([expect.stringContaining('pong')]);
});
