import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compilePackOrThrow } from '../../../src/knowledge/compile-pack.js';
import { createScriptedCoach } from '../../support/scripted-coach.js';
import { smallPackFiles } from '../../support/small-pack.js';
import { useTemporaryFolder } from '../../support/temporary-folder.js';
import { getWithHost, rawRequest, requestAs } from '../../support/web/raw-request.js';
import { type ServedPage, servePage } from '../../support/web/serve-page.js';

/* Who may reach the coach over HTTP: names, origins, tokens, and where it listens at all. */

const folder = useTemporaryFolder();
const token = 'a-token-of-decent-length';
const pack = compilePackOrThrow(smallPackFiles(), 'a small pack');
const open: ServedPage[] = [];
const serve = async (env: Readonly<Record<string, string>> = {}): Promise<ServedPage> => {
  const page = await servePage({ coach: createScriptedCoach(), pack, dataDir: folder.path(), env });
  open.push(page);
  return page;
};

afterAll(async () => {
  for (const page of open) await page.stop();
});

const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]);

describe('with nothing set', () => {
  let page: ServedPage;
  beforeAll(async () => {
    page = await serve();
  });

  it('listens on the loopback address and says where', () => {
    expect(page.description).toMatch(/^Web page at http:\/\/localhost:\d+$/);
  });

  it.each(['localhost', '127.0.0.1', 'LOCALHOST:80', '127.0.0.1:3000', '[::1]:3000'])('answers to the name %s', async host => {
    expect(statusOf(await getWithHost(page.url, host))).toBe(200);
  });

  it.each(['evil.example', 'localhost.evil.example', '127.0.0.1.nip.io', '8.8.8.8', 'evil.example:3000', 'local host', ''])(
    'refuses the name "%s", as a page that was pointed at this machine would send it',
    async host => {
      const answer = await getWithHost(page.url, host);
      expect([400, 403]).toContain(statusOf(answer));
      expect(statusOf(await getWithHost(page.url, host, '/'))).toBeGreaterThanOrEqual(400);
    },
  );

  it.each(['http://evil.example', 'null', 'http://localhost:1', 'https://localhost.evil.example', 'file://'])(
    'refuses the origin %s, for reading and for asking',
    async origin => {
      expect((await page.get('/api/pack', { origin })).status).toBe(403);
      const asked = await page.post('/api/ask', { question: 'what do coders earn' }, { origin });
      expect(asked.status).toBe(403);
      expect(await asked.json()).toMatchObject({ error: { code: 'forbidden' } });
    },
  );

  it('takes its own origin', async () => {
    expect((await page.post('/api/ask', { question: 'what do coders earn' }, { origin: page.url })).status).toBe(200);
  });

  it('refuses what another site’s page loads, and lets links to the page through', async () => {
    const crossSite = 'Sec-Fetch-Site: cross-site\r\n';
    expect(statusOf(await getWithHost(page.url, 'localhost', '/api/pack', crossSite))).toBe(403);
    expect(statusOf(await getWithHost(page.url, 'localhost', '/', crossSite))).not.toBe(403);
  });

  it('allows no other site to read its answers', async () => {
    const response = await page.get('/api/pack');
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    expect(response.headers.get('cross-origin-resource-policy')).toBe('same-origin');
  });

  it('sends a policy without inline script or style and without other addresses', async () => {
    for (const path of ['/', '/api/pack', '/healthz', '/api/nothing']) {
      const policy = (await page.get(path)).headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|https?:|\*|data:|blob:/);
    }
  });
});

describe('with an access token', () => {
  let page: ServedPage;
  beforeAll(async () => {
    page = await serve({ WEB_ACCESS_TOKEN: token, HOST: '0.0.0.0' });
  });

  it('may listen where others can reach it, and says that it asks', () => {
    expect(page.description).toContain('WEB_ACCESS_TOKEN');
    expect(page.description).not.toContain(token);
  });

  it.each(['/api/pack', '/api/status', '/api/openapi.json', '/metrics', '/api/charts/levels.svg'])(
    'asks for it at %s',
    async path => {
      const response = await page.get(path);
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toBe('Bearer');
      expect(await response.json()).toMatchObject({ error: { code: 'token_needed' } });
    },
  );

  it('asks for it before a question', async () => {
    expect((await page.post('/api/ask', { question: 'what do coders earn' })).status).toBe(401);
  });

  it('lets health checks through', async () => {
    expect((await page.get('/healthz')).status).toBe(200);
    expect((await page.get('/readyz')).status).toBe(200);
  });

  it('takes it as a bearer', async () => {
    expect((await page.get('/api/status', { authorization: `Bearer ${token}` })).status).toBe(200);
    expect((await page.get('/api/status', { authorization: `bearer ${token}` })).status).toBe(200);
  });

  it('opens a session that a cookie keeps, which no script can read', async () => {
    const response = await page.post('/api/session', { token });
    expect(response.status).toBe(204);
    const cookie = response.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/);
    expect(cookie).not.toContain(token);
    expect((await page.get('/api/status', { cookie: cookie.split(';')[0] ?? '' })).status).toBe(200);
  });

  it('takes no cookie that it did not sign', async () => {
    for (const value of ['in', 'in.aaaa', `in.${'A'.repeat(43)}=`])
      expect((await page.get('/api/status', { cookie: `nextrung_session=${value}` })).status).toBe(401);
  });

  it('answers to addresses, and to no names', async () => {
    const authorization = `Authorization: Bearer ${token}\r\n`;
    expect(statusOf(await getWithHost(page.url, '192.168.1.7:3000', '/api/status', authorization))).toBe(200);
    expect(statusOf(await getWithHost(page.url, 'evil.example', '/api/status', authorization))).toBe(403);
  });

  it('stops listening to whoever guesses', async () => {
    const guarded = await serve({ WEB_ACCESS_TOKEN: token });
    const tried: number[] = [];
    for (let at = 0; at < 12; at++) tried.push((await guarded.post('/api/session', { token: `guess-${at}` })).status);
    expect(tried.slice(0, 10)).toEqual(Array(10).fill(401));
    expect(tried.slice(10)).toEqual([429, 429]);
    expect((await guarded.get('/api/status', { authorization: 'Bearer guess-again' })).status).toBe(429);
    // Whoever has the token is let in, though others behind the same address guessed.
    expect((await guarded.post('/api/session', { token })).status).toBe(204);
    expect((await guarded.get('/api/status', { authorization: `Bearer ${token}` })).status).toBe(200);
  });
});

describe('behind a reverse proxy', () => {
  it('answers to its public name and origin, over https with cookies that know it', async () => {
    const page = await serve({ WEB_PUBLIC_URL: 'https://coach.example.org' });
    expect(page.description).toBe('Web page at https://coach.example.org');
    expect(statusOf(await getWithHost(page.url, 'coach.example.org'))).toBe(200);
    expect(statusOf(await getWithHost(page.url, 'other.example.org'))).toBe(403);
    const body = JSON.stringify({ question: 'what do coders earn' });
    const asked = await rawRequest(
      page.url,
      `POST /api/ask HTTP/1.1\r\nHost: coach.example.org\r\nOrigin: https://coach.example.org\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
    );
    expect(statusOf(asked)).toBe(200);
    expect(asked).toMatch(/set-cookie: nextrung_visitor=[^\r]*Secure/i);
    expect(asked).toMatch(/strict-transport-security/i);
  });

  it('keeps the metrics from everybody where nothing is asked, and gives them to who has the token', async () => {
    const env = { WEB_PUBLIC_URL: 'https://coach.example.org' };
    const unguarded = await serve(env);
    for (const host of ['coach.example.org', 'localhost'])
      expect(statusOf(await getWithHost(unguarded.url, host, '/metrics'))).toBe(403);
    const guarded = await serve({ ...env, WEB_ACCESS_TOKEN: token });
    expect((await guarded.get('/metrics')).status).toBe(401);
    const response = await guarded.get('/metrics', { authorization: `Bearer ${token}` });
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
  });
});

describe('below a path of a public address', () => {
  const env = { WEB_PUBLIC_URL: 'https://example.org/coach/' };
  const get = (page: ServedPage, path: string, headers: Record<string, string> = {}) =>
    requestAs(page.url, 'example.org', path, { headers });

  it('is served whether the proxy passes the path on or takes it off', async () => {
    const page = await serve(env);
    for (const path of ['/coach/api/status', '/api/status', '/coach/healthz', '/healthz'])
      expect([path, (await get(page, path)).status]).toEqual([path, 200]);
    for (const path of ['/coach/api/nothing', '/coachman/api/status']) expect((await get(page, path)).status).toBe(404);
    expect(await get(page, '/coach')).toMatchObject({ status: 308, headers: { location: '/coach/' } });
  });

  it('gives cookies that other programs of that name do not get, and a document that knows its place', async () => {
    const page = await serve({ ...env, WEB_ACCESS_TOKEN: token });
    const signedIn = await requestAs(page.url, 'example.org', '/coach/api/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
    });
    expect(signedIn.headers['set-cookie']?.join()).toMatch(/nextrung_session=.*Path=\/coach\//i);
    const document = await get(page, '/coach/api/openapi.json', { authorization: `Bearer ${token}` });
    expect(document.text).toContain('"servers":[{"url":"/coach/"}]');
  });

  it('has a page whose parts stand beside it, and leads there from wherever else it is opened', async () => {
    const page = await serve(env);
    const asPage = { accept: 'text/html' };
    const { text } = await get(page, '/coach/', asPage);
    expect(text).toMatch(/src="\.\/assets\/[^"]+\.js"/);
    expect(text).not.toMatch(/(?:src|href)="\//);
    const [asset = ''] = /assets\/[^"]+\.js/.exec(text) ?? [];
    expect((await get(page, `/coach/${asset}`)).status).toBe(200);
    expect(await get(page, '/coach/some/where', asPage)).toMatchObject({ status: 302, headers: { location: '/coach/' } });
  });
});

describe('/readyz', () => {
  it('tells of each platform whether it can be reached, and why not', async () => {
    const platforms = [
      { name: 'Slack', ready: true, detail: 'connected' },
      { name: 'Discord', ready: false, detail: 'did not start: Discord refused the token.' },
    ];
    const page = await servePage({
      coach: createScriptedCoach(),
      pack,
      dataDir: folder.path(),
      platforms: () => platforms,
    });
    open.push(page);
    const response = await page.get('/readyz');
    expect(response.status).toBe(503);
    expect(await response.text()).toBe('ready\nSlack: ready\nDiscord: not ready, did not start: Discord refused the token.\n');
    platforms[1] = { name: 'Discord', ready: true, detail: 'connected' };
    expect((await page.get('/readyz')).status).toBe(200);
  });
});

describe('a public address with nothing asked', () => {
  it.each(['0.0.0.0', '::', '192.168.1.7'])('is refused for HOST=%s, with the next step', async HOST => {
    await expect(serve({ HOST })).rejects.toMatchObject({
      code: 'config_invalid',
      message: expect.stringMatching(/Set WEB_ACCESS_TOKEN/),
    });
  });
});

describe('an address that cannot be had', () => {
  it('is told with the next step', async () => {
    const page = await serve();
    const PORT = new URL(page.url).port;
    await expect(serve({ PORT })).rejects.toMatchObject({ code: 'adapter_failed', message: expect.stringContaining('set PORT') });
    await expect(serve({ HOST: '127.0.0.300' })).rejects.toMatchObject({
      code: expect.stringMatching(/adapter_failed|config_invalid/),
    });
  });
});
