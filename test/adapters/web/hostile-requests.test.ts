import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemSchema } from '../../../adapters/web/contract.js';
import { compilePackOrThrow } from '../../../src/knowledge/compile-pack.js';
import { forAllAsync } from '../../support/for-all.js';
import { createScriptedCoach } from '../../support/scripted-coach.js';
import { smallPackFiles } from '../../support/small-pack.js';
import { useTemporaryFolder } from '../../support/temporary-folder.js';
import { rawRequest } from '../../support/web/raw-request.js';
import { type ServedPage, servePage } from '../../support/web/serve-page.js';

/* Malformed, oversized and hostile requests: each is refused with a reason, none is the server's failure, and it goes on. */

const folder = useTemporaryFolder();
let page: ServedPage;
let documented: readonly (readonly [address: RegExp, statuses: ReadonlySet<string>])[];
beforeAll(async () => {
  const pack = compilePackOrThrow(smallPackFiles(), 'a small pack');
  page = await servePage({ coach: createScriptedCoach(), pack, dataDir: folder.path() });
  type Documented = { paths: Record<string, Record<string, { responses: object }>> };
  const { paths } = (await (await page.get('/api/openapi.json')).json()) as Documented;
  documented = Object.entries(paths).map(([address, operations]) => [
    new RegExp(`^${address.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
    new Set(Object.values(operations).flatMap(({ responses }) => Object.keys(responses))),
  ]);
});
afterAll(() => page.stop());

/** Refused by name, as the API's document says, and with a sentence that holds nothing of the machine. */
const expectRefusal = async (response: Response, ...statuses: number[]): Promise<void> => {
  expect(statuses).toContain(response.status);
  const told = documented.find(([address]) => address.test(new URL(response.url).pathname))?.[1];
  if (told && response.status !== 405) expect([...told]).toContain(String(response.status));
  const { error } = problemSchema.parse(await response.json());
  expect(error.message.length).toBeGreaterThan(10);
  expect(error.message).not.toMatch(/at .*:\d+:\d+|node_modules|\/src\/|undefined|\[object/);
};
const failures = (): string[] => page.logged.filter(line => line.includes('"level":50'));

describe('a body that is no question', () => {
  it.each([
    ['nothing', '', 400],
    ['half of an object', '{"question":', 400],
    ['a number', '5', 400],
    ['null', 'null', 400],
    ['a list', '[]', 400],
    ['no question', '{}', 400],
    ['a question that is a list', '{"question":["a"]}', 400],
    ['a question that is an object', '{"question":{"toString":"x"}}', 400],
    ['one setting too many', '{"question":"pay?","admin":true}', 400],
    ['a conversation that is no id', '{"question":"pay?","conversation":"../../etc"}', 400],
    ['a question of nothing but spaces', '{"question":"   "}', 400],
    ['a question that is too long', JSON.stringify({ question: 'a'.repeat(15_000) }), 400],
    ['a question that is far too long', JSON.stringify({ question: 'a'.repeat(25_000) }), 400],
    ['binary data', JSON.stringify({ question: '\u0000\u0001\u0002\uFFFD'.repeat(50) }), 400],
    ['a proto', '{"question":"pay?","__proto__":{"isAdmin":true}}', 400],
    ['more than any question', JSON.stringify({ question: 'a'.repeat(200_000) }), 413],
  ])('is refused: %s', async (_, body, status) => {
    await expectRefusal(await page.post('/api/ask', body), status);
  });

  it('is not repeated, though its fields have names of their own', async () => {
    const response = await page.post('/api/ask', { question: 'pay?', 'jane-doe-born-1970': 1 });
    expect(response.status).toBe(400);
    expect(await response.text()).not.toContain('jane');
  });

  it('is refused in another format than JSON', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'application/xml'])
      await expectRefusal(await page.post('/api/ask', 'question=pay', { 'content-type': type }), 415);
  });

  it('is cut off when it never ends, though it said that it was short', async () => {
    const head = 'POST /api/ask HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n';
    const chunk = `10000\r\n${'a'.repeat(0x10000)}\r\n`;
    const answer = await rawRequest(page.url, `${head}Transfer-Encoding: chunked\r\n\r\n${chunk.repeat(40)}`);
    expect(answer).toMatch(/^HTTP\/1\.1 413/);
  });

  it('never is the server’s failure, whatever JSON it is', async () => {
    await forAllAsync(
      [fc.jsonValue()],
      async value => {
        const response = await page.post('/api/ask', JSON.stringify(value));
        const isQuestion =
          typeof value === 'object' && value !== null && 'question' in value && typeof value.question === 'string';
        if (!isQuestion) await expectRefusal(response, 400);
      },
      { numRuns: 150 },
    );
    expect(failures()).toEqual([]);
  });

  it('never is the server’s failure, whatever text it is', async () => {
    await forAllAsync(
      [fc.string({ unit: 'binary', maxLength: 300 })],
      async text => {
        const response = await page.post('/api/ask', { question: text });
        expect([200, 400]).toContain(response.status);
      },
      { numRuns: 150 },
    );
    expect(failures()).toEqual([]);
  });
});

describe('an address that is not ours', () => {
  it.each([
    '/api/nothing',
    '/api/guides/nothing',
    '/api/passages/nothing%23there',
    '/api/path?from=nobody&to=nobody',
    '/api/charts/nothing.svg',
    '/api/answers/nothing/charts/0.svg',
    '/api/guides/constructor',
    '/api/guides/__proto__',
    '/api/compare?kind=credentials&ids=__proto__,constructor',
  ])('%s is not found', async path => {
    await expectRefusal(await page.get(path), 404);
  });

  it.each([
    '/api/charts/levels.exe',
    '/api/charts/levels.svg?theme=blue',
    '/api/charts/levels.svg?width=1e9',
    '/api/charts/levels.svg?width=-5',
    '/api/compare?kind=people&ids=a,b',
    '/api/compare?kind=roles&ids=a',
    '/api/compare?kind=roles&ids=a,b,c,d',
    '/api/compare',
    '/api/path?from=a',
    '/api/search',
    `/api/search?q=${'a'.repeat(500)}`,
    '/api/search?q=pay&limit=0',
    '/api/search?q=pay&limit=1000000',
    `/api/guides/${'a'.repeat(300)}`,
  ])('%s cannot be read', async path => {
    await expectRefusal(await page.get(path), 400);
  });

  it.each(['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])('takes no %s for a question, and says what it takes', async method => {
    const response = await fetch(`${page.url}/api/ask`, { method });
    expect(response.headers.get('allow')).toContain('POST');
    await expectRefusal(response, 405);
  });

  it('is found by no climbing out of the page’s folder', async () => {
    const climbs = [
      '/../package.json',
      '/%2e%2e/package.json',
      '/assets/..%2f..%2f..%2fpackage.json',
      '/..\\package.json',
      '//etc/passwd',
      '/%00',
      '/%c0%ae%c0%ae/package.json',
      '/.env',
    ];
    for (const path of climbs) {
      const answer = await rawRequest(page.url, `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
      expect(answer, path).toMatch(/^HTTP\/1\.1 (400|403|404|503)/);
      expect(answer, path).not.toMatch(/"name": "nextrung"|root:/);
    }
  });

  it('never is the server’s failure, whatever it is', async () => {
    await forAllAsync(
      [
        fc.constantFrom('/api/guides/', '/api/passages/', '/api/charts/', '/api/search?q=', '/api/path?from=', '/api/', '/'),
        fc.string({ unit: 'binary', maxLength: 60 }),
      ],
      async (start, rest) => {
        const encoded = encodeURIComponent(Buffer.from(rest).toString());
        expect((await page.get(`${start}${encoded}`)).status).toBeLessThan(500 + Number(start === '/') * 4);
      },
      { numRuns: 200 },
    );
    expect(failures()).toEqual([]);
  });
});

describe('a request that is no HTTP', () => {
  it.each([
    ['noise', 'not http at all\r\n\r\n'],
    ['two lengths', 'POST /api/ask HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello'],
    [
      'a length and chunks',
      'POST /api/ask HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['headers without end', `GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: ${'a'.repeat(40_000)}\r\n\r\n`],
  ])('is refused: %s', async (_, text) => {
    expect(await rawRequest(page.url, text)).toMatch(/^HTTP\/1\.1 4\d\d/);
  });

  it('leaves the server as it was', async () => {
    expect((await page.post('/api/ask', { question: 'what do coders earn' })).status).toBe(200);
    expect(failures()).toEqual([]);
  });
});

describe('what a visitor sends about themselves', () => {
  it('is not believed when it is no id of ours', async () => {
    for (const cookie of ['nextrung_visitor=../../x', 'nextrung_visitor=', `nextrung_visitor=${'a'.repeat(3000)}`]) {
      const response = await page.post('/api/ask', { question: 'what do coders earn' }, { cookie });
      expect(response.status).toBe(200);
      expect(response.headers.get('set-cookie')).toMatch(/nextrung_visitor=[0-9a-f-]{36};/);
    }
  });
});
