import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebClient } from '@slack/web-api';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClientOptions } from '../../../adapters/slack/connect/client-options.js';
import { createPoliteFetch } from '../../../adapters/slack/send/polite-fetch.js';

type Seen = { readonly method: string; readonly body: string; readonly token: string | undefined; readonly at: number };

let seen: Seen[] = [];
let answer: (call: Seen, response: ServerResponse, count: number) => void;
let root = '';
let close: () => Promise<void>;

const ok = (response: ServerResponse, body: object = {}): void => {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ ok: true, ...body }));
};
const limited = (response: ServerResponse, seconds: number): void => {
  response.writeHead(429, { 'retry-after': String(seconds) }).end();
};

const read = async (request: IncomingMessage): Promise<string> => {
  let body = '';
  for await (const chunk of request) body += chunk;
  return body;
};

beforeEach(async () => {
  seen = [];
  answer = (_, response) => ok(response);
  const server = createServer(async (request, response) => {
    const method = request.url?.split('/').at(-1) ?? '';
    const call = { method, body: await read(request), token: request.headers.authorization, at: Date.now() };
    seen.push(call);
    answer(call, response, seen.filter(each => each.method === method).length);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  root = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`;
  close = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
});
afterEach(() => close());

const log = pino({ level: 'silent' });
const clientOf = (token: string, options = createClientOptions({ apiUrl: root }, log)): WebClient =>
  new WebClient(token, options());
const calls = (method: string): Seen[] => seen.filter(call => call.method === method);

describe('a call of the Web API', () => {
  it('waits as long as Slack asks and is then done once', async () => {
    answer = (call, response, count) => (call.method === 'chat.postMessage' && count === 1 ? limited(response, 1) : ok(response));
    await clientOf('xoxb-1').chat.postMessage({ channel: 'C1', text: 'hello' });
    const [first, second, ...more] = calls('chat.postMessage');
    expect(more).toEqual([]);
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(990);
  });

  it('holds back others to the same channel meanwhile, and none to another channel or of another workspace', async () => {
    answer = (call, response, count) => (call.method === 'chat.postMessage' && count === 1 ? limited(response, 1) : ok(response));
    const options = createClientOptions({ apiUrl: root }, log);
    const [one, two] = [clientOf('xoxb-1', options), clientOf('xoxb-2', options)];
    const waiting = one.chat.postMessage({ channel: 'C1', text: 'first' });
    await expect.poll(() => seen.length).toBe(1);
    await new Promise(resolve => setTimeout(resolve, 50));
    const began = Date.now();
    await Promise.all([
      one.chat.postMessage({ channel: 'C2', text: 'elsewhere' }),
      two.chat.postMessage({ channel: 'C1', text: 'another workspace' }),
    ]);
    expect(Date.now() - began).toBeLessThan(800);
    await Promise.all([waiting, one.chat.postMessage({ channel: 'C1', text: 'behind' })]);
    const late = seen.filter(call => call.token === 'Bearer xoxb-1' && call.body.includes('channel=C1'));
    expect(late).toHaveLength(3);
    for (const call of late.slice(1)) expect(call.at - (late[0]?.at ?? 0)).toBeGreaterThanOrEqual(990);
  });

  it('that may have been done is not tried again: a message whose answer was lost', async () => {
    answer = (_, response) => response.writeHead(503).end();
    await expect(clientOf('xoxb-1').chat.postMessage({ channel: 'C1', text: 'hello' })).rejects.toThrow('503');
    expect(calls('chat.postMessage')).toHaveLength(1);
    answer = (_, response) => response.destroy();
    await expect(clientOf('xoxb-1').chat.postMessage({ channel: 'C1', text: 'hello' })).rejects.toThrow();
    expect(calls('chat.postMessage')).toHaveLength(2);
  });

  it('that leaves the same when done twice is tried again', async () => {
    answer = (_, response, count) => (count < 3 ? response.writeHead(502).end() : ok(response));
    await clientOf('xoxb-1').chat.update({ channel: 'C1', ts: '1.1', text: 'hello' });
    expect(calls('chat.update')).toHaveLength(3);
  });

  it('that never reached anybody is tried again', async () => {
    const address = root;
    await close();
    const posting = clientOf('xoxb-1').chat.postMessage({ channel: 'C1', text: 'hello' });
    await new Promise(resolve => setTimeout(resolve, 400));
    const server = createServer((_, response) => ok(response)).listen(Number(new URL(address).port), '127.0.0.1');
    close = async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    };
    await expect(posting).resolves.toMatchObject({ ok: true });
  });

  it('waits for its turn in a busy channel, however many go first', async () => {
    answer = (_, response, count) => (count <= 7 ? limited(response, 0) : ok(response));
    await expect(clientOf('xoxb-1').chat.postMessage({ channel: 'C1', text: 'hello' })).resolves.toMatchObject({ ok: true });
    expect(calls('chat.postMessage')).toHaveLength(8);
  });

  it('that only shows a status is given up soon when Slack does not answer', async () => {
    answer = () => undefined;
    const began = Date.now();
    const setting = clientOf('xoxb-1').assistant.threads.setStatus({ channel_id: 'C1', thread_ts: '1.1', status: 'is looking' });
    await expect(setting).rejects.toThrow();
    expect(Date.now() - began).toBeLessThan(9_000);
  }, 30_000);

  it('to begin a stream is given up when Slack asks for a long wait: the answer is better posted whole', async () => {
    answer = (_, response) => limited(response, 30);
    await expect(clientOf('xoxb-1').chat.startStream({ channel: 'D1', thread_ts: '1.1' })).rejects.toThrow();
    expect(calls('chat.startStream')).toHaveLength(1);
  });

  it('speaks with its own workspace’s token, whoever called before', async () => {
    const options = createClientOptions({ apiUrl: root }, log);
    await clientOf('xoxb-1', options).auth.test();
    await clientOf('xoxb-2', options).auth.test();
    await clientOf('xoxb-1', options).auth.test();
    expect(seen.map(call => call.token)).toEqual(['Bearer xoxb-1', 'Bearer xoxb-2', 'Bearer xoxb-1']);
    expect(options()).not.toHaveProperty('headers');
    expect(options().retryConfig).toEqual({ retries: 0 });
  });
});

describe('a response_url', () => {
  it('is used five times and no more', async () => {
    const fetchPolitely = createPoliteFetch(log);
    const url = root.replace('/api/', '/commands/T1/1/secret');
    for (let use = 0; use < 5; use += 1) expect((await fetchPolitely(url, { method: 'POST', body: '{}' })).status).toBe(200);
    await expect(fetchPolitely(url, { method: 'POST', body: '{}' })).rejects.toThrow('as often as Slack allows');
    expect(seen).toHaveLength(5);
  });
});
