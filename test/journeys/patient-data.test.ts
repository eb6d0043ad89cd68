import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askResponseSchema } from '../../adapters/web/contract.js';
import { visible } from '../../src/text/visible.js';
import { someOf } from '../support/for-all.js';
import { eachOf } from '../support/hostile.js';
import { patientCases, standsIn } from '../support/hostile-list.js';
import { useModelCoach } from '../support/model-coach.js';
import { savedBytes } from '../support/saved-bytes.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import { type ServedPage, servePage } from '../support/web/serve-page.js';

/* Patient data and its look-alikes through the page, over a store in a real file and a chat model on a local server. */

const folder = useTemporaryFolder();
const { server, open } = useModelCoach(folder);
const cases = someOf(patientCases(), 3);
const carriers = cases.filter(({ secrets }) => secrets.length > 0);
const lookAlikes = cases.filter(({ secrets }) => secrets.length === 0);
let dataDir: string;
let page: ServedPage;
/** What the model's server was sent; each test begins with its server's memory empty. */
let sent: readonly string[] = [];
let chats = 0;
const replies = new Map<string, string>();
const declined = new Set<string>();

/** Every form that a secret could be kept in, with the case that it is of. */
const secrets = carriers.flatMap(({ id, secrets: all }) =>
  all.flatMap(secret => [secret, visible(secret)].map(form => ({ id, form }))),
);
const heldIn = (text: string): string[] =>
  secrets.filter(({ form }) => standsIn(text, form)).map(({ id, form }) => `${id}: ${form}`);

beforeAll(async () => {
  dataDir = folder.path();
  const { coach, base } = await open({ DATA_DIR: dataDir });
  const env = { MEMBER_QUESTIONS_PER_HOUR: '10000', CHANNEL_QUESTIONS_PER_HOUR: '10000' };
  page = await servePage({ coach, pack: base.pack, dataDir, env });
  server().chat({ kind: 'text', content: 'NONE' });
  let answerId = '';
  const ask = async (id: string, question: string): Promise<void> => {
    const text = await (await page.post('/api/ask', { question })).text();
    replies.set(id, text);
    const given = askResponseSchema.parse(JSON.parse(text));
    if (given.answer.outcome === 'declined') declined.add(id);
    answerId = given.answerId;
  };
  await eachOf(cases, 4, ({ id, text }) => ask(id, text));
  sent = server().calls.map(call => call.sent);
  chats = server().chats().length;
  // The same words in a comment on an answer; one member's later word replaces the earlier, but leaves its bytes in the log of what was written.
  for (const { text } of carriers) await page.post('/api/feedback', { answerId, helpful: false, comment: text });
}, 120_000);
afterAll(() => page.stop());

describe('what a message says of a patient', () => {
  it('stands in no file, the write-ahead log included', async () => {
    expect(heldIn(await savedBytes(dataDir))).toEqual([]);
  });

  it('stands in no line of the log', () => {
    expect(page.logged.length).toBeGreaterThanOrEqual(cases.length);
    // How long an answer took may be the very number that a message held.
    expect(heldIn(page.logged.join('').replaceAll(/"\w+":[\d.]+/g, ''))).toEqual([]);
  });

  it('is sent to no model', () => {
    expect(chats).toBeGreaterThan(0);
    expect(heldIn(sent.join('\n'))).toEqual([]);
  });

  it('is not shown again', () => {
    const shown = carriers.filter(({ id, secrets: own }) => own.some(secret => standsIn(replies.get(id) ?? '', visible(secret))));
    expect(shown).toEqual([]);
  });
});

it('what only looks like it is answered', () => {
  expect(lookAlikes.filter(({ id }) => declined.has(id))).toEqual([]);
  expect(declined.size).toBeGreaterThan(carriers.length * 0.75);
});
