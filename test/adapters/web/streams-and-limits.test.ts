import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { CoachState } from '../../../adapters/services.js';
import { ownLimits, publicLimits } from '../../../adapters/web/guards.js';
import type { Coach } from '../../../src/coach/coach.js';
import { NextRungError } from '../../../src/domain/errors.js';
import { compilePackOrThrow } from '../../../src/knowledge/compile-pack.js';
import { answerOf, createScriptedCoach } from '../../support/scripted-coach.js';
import { smallPackFiles } from '../../support/small-pack.js';
import { useTemporaryFolder } from '../../support/temporary-folder.js';
import { eventsIn, type ServedPage, type ServeOptions, servePage } from '../../support/web/serve-page.js';

const folder = useTemporaryFolder();
const pack = compilePackOrThrow(smallPackFiles(), 'a small pack');
const open: ServedPage[] = [];
const serve = async (coach: Coach, over: Partial<ServeOptions> = {}): Promise<ServedPage> => {
  const page = await servePage({ coach, pack, dataDir: folder.path(), ...over });
  open.push(page);
  return page;
};
afterEach(async () => {
  for (const page of open.splice(0)) await page.stop();
});

/** A coach whose answers wait until they are let go, and that heeds its signal. */
const createWaitingCoach = () => {
  const signals: (AbortSignal | undefined)[] = [];
  const waiting: (() => void)[] = [];
  const coach: Coach = {
    ask: () => Promise.reject(new Error('not asked in these tests')),
    async *stream(question, signal) {
      signals.push(signal);
      yield { kind: 'status', status: 'searching' };
      await new Promise<void>(resolve => {
        waiting.push(resolve);
      });
      yield { kind: 'answer', answer: answerOf(`re: ${question.text}`) };
    },
  };
  const letGo = (): void => {
    for (const resolve of waiting.splice(0)) resolve();
  };
  return { coach, signals, letGo };
};

const post = (page: ServedPage, question: string, init: RequestInit = {}): Promise<Response> =>
  fetch(`${page.url}/api/ask`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ question }),
    ...init,
  });

describe('a stream', () => {
  it('begins at once, long before the answer is there', async () => {
    const { coach, letGo } = createWaitingCoach();
    const page = await serve(coach);
    const response = await post(page, 'what do coders earn');
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    expect(response.headers.get('cache-control')).toContain('no-');
    expect(response.headers.get('content-encoding')).toBeNull();
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = (await reader?.read())?.value ?? '';
    expect(eventsIn(text)[0]).toMatchObject({ kind: 'opened' });
    letGo();
    for (let piece = await reader?.read(); piece && !piece.done; piece = await reader?.read()) text += piece.value;
    expect(eventsIn(text).map(event => event.kind)).toEqual(['opened', 'status', 'answer']);
  });

  it('that the asker closes stops the answer', async () => {
    const { coach, signals } = createWaitingCoach();
    const page = await serve(coach);
    const leaving = new AbortController();
    const response = await post(page, 'what do coders earn', { signal: leaving.signal });
    await response.body?.getReader().read();
    await vi.waitFor(() => expect(signals).toHaveLength(1));
    expect(signals[0]?.aborted).toBe(false);
    leaving.abort();
    await vi.waitFor(() => expect(signals[0]?.aborted).toBe(true), 3_000);
  });

  it('asked for as JSON is stopped likewise', async () => {
    const { coach, signals } = createWaitingCoach();
    const page = await serve(coach);
    const leaving = new AbortController();
    const asked = post(page, 'what do coders earn', {
      headers: { 'content-type': 'application/json' },
      signal: leaving.signal,
    }).catch(() => 'left');
    await vi.waitFor(() => expect(signals).toHaveLength(1));
    leaving.abort();
    await vi.waitFor(() => expect(signals[0]?.aborted).toBe(true), 3_000);
    expect(await asked).toBe('left');
  });

  it('ends in a problem that may be shown when the coach fails, and its cause is the log’s', async () => {
    const coach = createScriptedCoach(async () => {
      throw new Error('/secret/path: the disk is on fire');
    });
    const page = await serve(coach);
    const last = (await page.events('what do coders earn')).at(-1);
    expect(last).toMatchObject({ kind: 'problem', code: 'failed' });
    expect(JSON.stringify(last)).not.toContain('secret');
    expect(page.logged.join('')).toContain('the disk is on fire');
    const asJson = await page.post('/api/ask', { question: 'what do coders earn' });
    expect(asJson.status).toBe(500);
    expect(await asJson.text()).not.toContain('secret');
  });

  it('tells kindly that a question cannot be read', async () => {
    const page = await serve(createScriptedCoach());
    expect((await page.events('???')).at(-1)).toMatchObject({ kind: 'problem', code: 'unreadable' });
  });

  it('says when the index is still being built', async () => {
    const state = (): CoachState => ({ state: 'building', done: 3, total: 10 });
    const page = await serve(createScriptedCoach(), { state });
    expect((await page.events('what do coders earn')).at(-1)).toMatchObject({ kind: 'answer', keywordsOnly: true });
    const status = await (await page.get('/api/status')).json();
    expect(status).toMatchObject({ index: { state: 'building', done: 3, total: 10 } });
    expect((await page.get('/readyz')).status).toBe(200);
  });

  it('tells that the coach is not ready, in the coach’s own words', async () => {
    const coach = createScriptedCoach(async () => {
      throw new NextRungError('coach_starting', 'not yet', { memberSentence: 'I’m still getting ready.' });
    });
    const page = await serve(coach, { state: () => ({ state: 'starting' }) });
    expect((await page.events('pay?')).at(-1)).toEqual({
      kind: 'problem',
      code: 'failed',
      message: 'I’m still getting ready.',
    });
    expect((await page.get('/readyz')).status).toBe(503);
  });
});

describe('limits', () => {
  const strict = { requestsPerMinute: 20, answersAtOnceEach: 2, answersAtOnce: 3 };
  const proxied = { WEB_PUBLIC_URL: 'http://coach.example.org' };
  const from = (address: string): RequestInit => ({
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', 'x-forwarded-for': `10.9.9.9, ${address}` },
  });

  it('let one address have so many answers written at once, and everybody so many', async () => {
    const { coach, letGo, signals } = createWaitingCoach();
    const page = await serve(coach, { limits: { own: ownLimits, others: strict }, env: proxied });
    const first = await Promise.all(['203.0.113.1', '203.0.113.1', '203.0.113.2'].map(one => post(page, 'pay?', from(one))));
    expect(first.map(response => response.status)).toEqual([200, 200, 200]);
    await vi.waitFor(() => expect(signals).toHaveLength(3));
    const tooManyOfOne = await post(page, 'pay?', from('203.0.113.1'));
    expect(tooManyOfOne.status).toBe(429);
    const tooManyOfAll = await post(page, 'pay?', from('203.0.113.3'));
    expect(tooManyOfAll.status).toBe(503);
    for (const refused of [tooManyOfOne, tooManyOfAll]) expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    letGo();
    await Promise.all(first.map(response => response.text()));
    await sleep(20);
    const after = post(page, 'pay?', from('203.0.113.3'));
    await vi.waitFor(() => expect(signals).toHaveLength(4));
    letGo();
    expect((await after).status).toBe(200);
  });

  it('let one address send so many requests a minute, and others theirs', async () => {
    const page = await serve(createScriptedCoach(), { limits: { own: ownLimits, others: strict }, env: proxied });
    const statuses: number[] = [];
    for (let at = 0; at < 22; at++) statuses.push((await page.get('/api/status', { 'x-forwarded-for': '203.0.113.7' })).status);
    expect(statuses).toEqual([...Array(20).fill(200), 429, 429]);
    expect((await page.get('/api/status', { 'x-forwarded-for': '203.0.113.8' })).status).toBe(200);
    expect((await page.get('/healthz', { 'x-forwarded-for': '203.0.113.7' })).status).toBe(200);
  });

  it('hold a visitor to the hourly quota, and tell when to come back', async () => {
    const env = { ...proxied, MEMBER_QUESTIONS_PER_HOUR: '2' };
    const page = await serve(createScriptedCoach(), { env });
    const first = await page.post('/api/ask', { question: 'pay?' });
    const cookie = first.headers.get('set-cookie')?.split(';')[0] ?? '';
    const statuses = [first.status];
    for (let at = 0; at < 3; at++) statuses.push((await page.post('/api/ask', { question: 'pay?' }, { cookie })).status);
    expect(statuses).toEqual([200, 200, 429, 429]);
    const refused = await page.post('/api/ask', { question: 'pay?' }, { cookie });
    expect(await refused.json()).toMatchObject({ error: { code: 'over_quota', message: expect.stringMatching(/later|again/) } });
  });

  it('hold an address to an hourly quota, whatever cookies it drops', async () => {
    const env = { ...proxied, CHANNEL_QUESTIONS_PER_HOUR: '3' };
    const page = await serve(createScriptedCoach(), { env });
    const statuses: number[] = [];
    for (let at = 0; at < 5; at++) statuses.push((await page.post('/api/ask', { question: 'pay?' })).status);
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
  });

  it('hold over a restart, for a visitor and for an address', async () => {
    const dataDir = folder.path();
    const env = { ...proxied, MEMBER_QUESTIONS_PER_HOUR: '2', CHANNEL_QUESTIONS_PER_HOUR: '3' };
    const first = await serve(createScriptedCoach(), { env, dataDir });
    const asked = await first.post('/api/ask', { question: 'pay?' });
    const cookie = asked.headers.get('set-cookie')?.split(';')[0] ?? '';
    await first.post('/api/ask', { question: 'pay?' }, { cookie });
    await open.splice(open.indexOf(first), 1)[0]?.stop();
    const second = await serve(createScriptedCoach(), { env, dataDir });
    expect((await second.post('/api/ask', { question: 'pay?' }, { cookie })).status).toBe(429);
    expect((await second.post('/api/ask', { question: 'pay?' })).status).toBe(200);
    expect((await second.post('/api/ask', { question: 'pay?' })).status).toBe(429);
  });

  it('turn away connections that are too many at once, in words, and serve those who are there', async () => {
    const { coach, letGo, signals } = createWaitingCoach();
    const page = await serve(coach, { connections: { each: 2, all: 5 } });
    const streams = await Promise.all(Array.from({ length: 4 }, () => post(page, 'pay?')));
    await vi.waitFor(() => expect(signals).toHaveLength(4));
    const { port } = new URL(page.url);
    const open = Array.from({ length: 20 }, () => connect(Number(port), '127.0.0.1'));
    const told = await Promise.all(
      open.map(async socket => {
        const bytes = await Promise.race([once(socket, 'data'), sleep(1_000)]);
        return String(bytes ?? '');
      }),
    );
    expect(told.filter(text => /^HTTP\/1\.1 503 [\s\S]*Retry-After[\s\S]*Too many connections/.test(text))).toHaveLength(19);
    for (const socket of open) socket.destroy();
    await vi.waitFor(async () => expect((await page.get('/api/status')).status).toBe(200));
    letGo();
    for (const response of streams) expect(await response.text()).toContain('event: answer');
  });

  it('are no hindrance to whoever sits at the machine', async () => {
    const page = await serve(createScriptedCoach(), { env: { MEMBER_QUESTIONS_PER_HOUR: '1', CHANNEL_QUESTIONS_PER_HOUR: '1' } });
    for (let at = 0; at < 5; at++) expect((await page.post('/api/ask', { question: 'pay?' })).status).toBe(200);
  });

  it('believe no X-Forwarded-For without a proxy', async () => {
    const page = await serve(createScriptedCoach(), { limits: { own: strict, others: publicLimits } });
    const statuses: number[] = [];
    for (let at = 0; at < 22; at++)
      statuses.push((await page.get('/api/status', { 'x-forwarded-for': `203.0.113.${at}` })).status);
    expect(statuses.slice(-2)).toEqual([429, 429]);
  });
});

describe('the log', () => {
  it('holds no question and no address, whatever happens', async () => {
    const page = await serve(createScriptedCoach(), { env: { WEB_PUBLIC_URL: 'http://coach.example.org' } });
    await page.post('/api/ask', { question: 'my zebra question about pay' }, { 'x-forwarded-for': '203.0.113.77' });
    await page.post('/api/ask', '{"question":"my zebra question', {});
    await page.get('/api/search?q=zebra');
    expect(page.logged.length).toBeGreaterThan(0);
    expect(page.logged.join('')).not.toMatch(/zebra|203\.0\.113/);
  });
});
