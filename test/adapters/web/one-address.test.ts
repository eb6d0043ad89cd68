import { once } from 'node:events';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ownLimits } from '../../../adapters/web/guards.js';
import { compilePackOrThrow } from '../../../src/knowledge/compile-pack.js';
import { createScriptedCoach } from '../../support/scripted-coach.js';
import { smallPackFiles } from '../../support/small-pack.js';
import { useTemporaryFolder } from '../../support/temporary-folder.js';
import { type ServedPage, type ServeOptions, servePage } from '../../support/web/serve-page.js';

/* What one address does is no hindrance to another, whichever way they come, nor to who has the token behind the same one. */

const folder = useTemporaryFolder();
const pack = compilePackOrThrow(smallPackFiles(), 'a small pack');
const token = 'a-token-of-decent-length';
const proxied = { WEB_PUBLIC_URL: 'http://coach.example.org' };
const open: ServedPage[] = [];
const serve = async (over: Partial<ServeOptions>): Promise<ServedPage> => {
  const page = await servePage({ coach: createScriptedCoach(), pack, dataDir: folder.path(), ...over });
  open.push(page);
  return page;
};
afterEach(async () => {
  for (const page of open.splice(0)) await page.stop();
});

const strict = { own: ownLimits, others: { requestsPerMinute: 20, answersAtOnceEach: 2, answersAtOnce: 3 } };
/** An address of this machine's that others could reach: who connects to it comes from it, as a proxy before a container does. */
const outside = Object.values(networkInterfaces())
  .flat()
  .find(one => one && !one.internal && one.family === 'IPv4')?.address;
const from = (address: string, more: Readonly<Record<string, string>> = {}) => ({ 'x-forwarded-for': address, ...more });
const bearer = (given: string) => ({ authorization: `Bearer ${given}` });

describe('who has the token', () => {
  it('gets in, though others behind the same address have tried more tokens than it may send requests', async () => {
    const page = await serve({ env: { ...proxied, WEB_ACCESS_TOKEN: token } });
    const mine = from('203.0.113.7');
    const signIn = (given: string) => page.post('/api/session', { token: given }, mine);
    const cookie = (await signIn(token)).headers.get('set-cookie')?.split(';')[0] ?? '';
    const guess = (at: number) => (at % 2 ? signIn(`guess-${at}`) : page.get('/api/status', { ...mine, ...bearer('guess') }));
    for (let at = 0; at < 601; at += 50) await Promise.all(Array.from({ length: 50 }, (_, more) => guess(at + more)));
    expect((await page.get('/api/status', mine)).status).toBe(429);
    expect((await page.get('/api/status', { ...mine, cookie })).status).toBe(200);
    expect((await page.get('/api/status', { ...mine, ...bearer(token) })).status).toBe(200);
    expect((await signIn(token)).status).toBe(204);
  });

  it('is held to a number of requests as well, and takes none of those who have not', async () => {
    const page = await serve({ env: { ...proxied, WEB_ACCESS_TOKEN: token }, limits: strict });
    const mine = from('203.0.113.7');
    const statuses: number[] = [];
    for (let at = 0; at < 21; at++) statuses.push((await page.get('/api/status', { ...mine, ...bearer(token) })).status);
    expect(statuses).toEqual([...Array(20).fill(200), 429]);
    expect((await page.get('/api/status', mine)).status).toBe(401);
  });
});

const statusesOf = async (url: string, addresses: readonly string[]): Promise<number[]> => {
  const statuses: number[] = [];
  for (const address of addresses) statuses.push((await fetch(`${url}/api/status`, { headers: from(address) })).status);
  return statuses;
};
const tooOften = (address: string): string[] => Array(21).fill(address);

describe.skipIf(!outside)('a visitor who comes through a proxy of another address', () => {
  const serveOutside = async (TRUSTED_PROXY: string, over: Partial<ServeOptions>) => {
    const page = await serve({ env: { ...proxied, WEB_ACCESS_TOKEN: token, HOST: '0.0.0.0', TRUSTED_PROXY }, ...over });
    const { port } = new URL(page.url);
    return { url: `http://${outside}:${port}`, port: Number(port) };
  };

  it.each([
    ['its address', `203.0.113.200, ${outside}`],
    ['a block that holds it', `fd00::/8,${outside}/24`],
  ])('is told from others where TRUSTED_PROXY is %s', async (_, proxies) => {
    const { url } = await serveOutside(proxies, { limits: strict });
    expect((await statusesOf(url, tooOften('203.0.113.7'))).at(-1)).toBe(429);
    expect(await statusesOf(url, ['203.0.113.8', '203.0.113.7, 203.0.113.9'])).toEqual([401, 401]);
    // Through two proxies of ours: the one behind names the one in front, which names the visitor.
    expect(await statusesOf(url, ['203.0.113.9, 203.0.113.7, 127.0.0.1'])).toEqual([429]);
  });

  it('is the proxy where that is none of ours, whatever it says', async () => {
    const { url } = await serveOutside('203.0.113.200', { limits: strict });
    const named = tooOften('').map((_, at) => `203.0.113.${at}`);
    expect((await statusesOf(url, named)).at(-1)).toBe(429);
  });

  it('is not turned away for the connections of others', async () => {
    const connections = { each: 2, all: 50 };
    const { url, port } = await serveOutside(`${outside}`, { connections });
    const held = Array.from({ length: 5 }, () => connect(port, outside));
    for (const socket of held) await once(socket, 'connect');
    expect(await statusesOf(url, ['203.0.113.8'])).toEqual([401]);
    for (const socket of held) socket.destroy();
  });
});

describe('a visitor who comes through a proxy at this machine', () => {
  it('holds no more requests open at once than the connections that others may have', async () => {
    const page = await serve({ env: proxied, connections: { each: 2, all: 50 } });
    const half =
      'POST /api/feedback HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 203.0.113.7\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{';
    const held = [1, 2].map(() => connect(Number(new URL(page.url).port), '127.0.0.1'));
    for (const socket of held) socket.on('error', () => undefined).write(half);
    await vi.waitFor(async () => expect(await statusesOf(page.url, ['203.0.113.7'])).toEqual([429]));
    expect(await statusesOf(page.url, ['203.0.113.8'])).toEqual([200]);
    for (const socket of held) socket.destroy();
    await vi.waitFor(async () => expect(await statusesOf(page.url, ['203.0.113.7'])).toEqual([200]));
  });
});
