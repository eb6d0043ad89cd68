import { connect, Socket } from 'node:net';
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
  vi.restoreAllMocks();
  for (const page of open.splice(0)) await page.stop();
});

const from = (address: string, more: Readonly<Record<string, string>> = {}) => ({ 'x-forwarded-for': address, ...more });
const bearer = (given: string) => ({ authorization: `Bearer ${given}` });

describe('who has the token', () => {
  it('gets in, though others behind the same address have tried more tokens than it may send requests', async () => {
    const page = await serve({ env: { ...proxied, WEB_ACCESS_TOKEN: token } });
    const mine = from('203.0.113.7');
    const signIn = (given: string) => page.post('/api/session', { token: given }, mine);
    const cookie = (await signIn(token)).headers.get('set-cookie')?.split(';')[0] ?? '';
    for (let at = 0; at < 601; at++)
      await (at % 2 ? signIn(`guess-${at}`) : page.get('/api/status', { ...mine, ...bearer('guess') }));
    expect((await page.get('/api/status', mine)).status).toBe(429);
    expect((await page.get('/api/status', { ...mine, cookie })).status).toBe(200);
    expect((await page.get('/api/status', { ...mine, ...bearer(token) })).status).toBe(200);
    expect((await signIn(token)).status).toBe(204);
  });

  it('is held to a number of requests as well, and takes none of those who have not', async () => {
    const others = { requestsPerMinute: 20, answersAtOnceEach: 2, answersAtOnce: 3 };
    const page = await serve({ env: { ...proxied, WEB_ACCESS_TOKEN: token }, limits: { own: ownLimits, others } });
    const mine = from('203.0.113.7');
    const statuses: number[] = [];
    for (let at = 0; at < 21; at++) statuses.push((await page.get('/api/status', { ...mine, ...bearer(token) })).status);
    expect(statuses).toEqual([...Array(20).fill(200), 429]);
    expect((await page.get('/api/status', mine)).status).toBe(401);
  });
});
