import { afterEach, describe, expect, it } from 'vitest';
import type { CoachState } from '../../adapters/services.js';
import type { Coach } from '../../src/coach/coach.js';
import type { Block } from '../../src/domain/answer.js';
import { compilePackOrThrow } from '../../src/knowledge/compile-pack.js';
import { useBrowser } from '../support/browser.js';
import { answerOf, createScriptedCoach } from '../support/scripted-coach.js';
import { useCoach } from '../support/shared-coach.js';
import { smallPackFiles, withEdit } from '../support/small-pack.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import { type ServedPage, type ServeOptions, servePage } from '../support/web/serve-page.js';

const shared = useCoach();
const folder = useTemporaryFolder();
const served: ServedPage[] = [];
afterEach(async () => {
  for (const page of served.splice(0)) await page.stop();
});
// After what stops the servers, so that its pages are closed before: one that is still open would complain that nothing answers.
const browser = useBrowser();

const serve = async (options: Partial<ServeOptions> = {}): Promise<ServedPage> => {
  const { coach, base } = shared.opened();
  const page = await servePage({ coach, pack: base.pack, dataDir: folder.path(), ...options });
  served.push(page);
  return page;
};

/** The browser itself notes every answer that is not 2xx, and every connection that fails. */
const expectedComplaints = /Failed to load resource/;
const sentence = (text: string): Block<number> => ({ kind: 'paragraph', sentences: [{ parts: [{ text, marks: [] }] }] });

/** Gives its pieces when the test lets it. */
const coachOfPieces = (pieces: readonly string[]) => {
  const opened: (() => void)[] = [];
  const gates = pieces.map(
    (_, at) =>
      new Promise<void>(resolve => {
        opened[at] = resolve;
      }),
  );
  const coach: Coach = {
    ask: async () => answerOf(pieces.join(' ')),
    async *stream(_, signal) {
      yield { kind: 'status', status: 'writing' };
      for (const [at, text] of pieces.entries()) {
        await Promise.race([gates[at], new Promise((_, reject) => signal?.addEventListener('abort', reject))]);
        yield text === 'RESTART'
          ? { kind: 'restart' }
          : { kind: 'piece', block: sentence(text), continues: at > 0 && pieces[at - 1] !== 'RESTART', citations: [] };
      }
      yield { kind: 'answer', answer: answerOf(pieces.slice(pieces.indexOf('RESTART') + 1).join(' ')) };
    },
  };
  return { coach, release: (at: number) => opened[at]?.() };
};

describe('an answer on its way', () => {
  it('shows each verified sentence as it comes, and the next beneath it', async () => {
    const { coach, release } = coachOfPieces(['The first sentence.', 'The second sentence.']);
    const page = await browser.visit((await serve({ coach })).url);
    await page.getByLabel('Your question').fill('what now?');
    await page.keyboard.press('Enter');
    const turn = page.getByRole('article', { name: 'what now?' });
    await turn.getByText('Checking each sentence against its source').waitFor();
    release(0);
    await turn.getByText('The first sentence.').waitFor();
    expect(await turn.textContent()).not.toContain('second');
    expect(await turn.getAttribute('aria-busy')).toBe('true');
    release(1);
    await turn.getByText('The second sentence.').waitFor();
    await expect.poll(() => turn.getAttribute('aria-busy')).toBe('false');
  });

  it('takes back what another writer begins again', async () => {
    const { coach, release } = coachOfPieces(['Taken back.', 'RESTART', 'What stands.']);
    const page = await browser.visit(`${(await serve({ coach })).url}/#/ask?q=well`);
    release(0);
    await page.getByText('Taken back.').waitFor();
    release(1);
    await expect.poll(() => page.getByRole('article').textContent()).not.toContain('Taken back');
    release(2);
    await page.getByRole('article').getByText('What stands.').waitFor();
  });

  it('can be stopped, keeps what was verified, and the next question is answered', async () => {
    const { coach, release } = coachOfPieces(['Kept.', 'Never shown.']);
    const page = await browser.visit(`${(await serve({ coach })).url}/#/ask?q=well`);
    release(0);
    await page.getByText('Kept.').waitFor();
    await page.getByRole('button', { name: 'Stop the answer' }).click();
    await page.getByText('Stopped. What stands above was checked against the guides.').waitFor();
    release(1);
    await page.getByLabel('Your question').fill('and now?');
    await page.keyboard.press('Enter');
    await page.getByRole('article', { name: 'and now?' }).getByText('Never shown.').waitFor();
  });
});

describe('when something is wrong', () => {
  it('a server that is gone is said kindly, the question is kept, and asked again when the server is back', async () => {
    const here = await serve();
    const page = await browser.visit(here.url, { expectedComplaints });
    await page.locator('.starter').first().waitFor();
    await page.context().setOffline(true);
    await page.getByLabel('Your question').fill('Is medical coding growing?');
    await page.keyboard.press('Enter');
    const alert = page.getByRole('alert');
    await alert.getByText("NextRung can't be reached just now").waitFor();
    await page.context().setOffline(false);
    await alert.getByRole('button', { name: 'Ask again' }).click();
    await page.getByRole('region', { name: 'Sources of this answer' }).waitFor();
    expect(await page.getByRole('article').count()).toBe(1);
  });

  it('a view that cannot be loaded says so and tries again', async () => {
    const page = await browser.visit((await serve()).url, { expectedComplaints });
    await page.route('**/api/pay', route => route.abort());
    await page.getByRole('link', { name: 'Pay', exact: true }).click();
    await page.getByRole('alert').getByText("NextRung can't be reached just now").waitFor();
    await page.unroute('**/api/pay');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.locator('.live-bar').first().waitFor();
  });

  it('a picture that cannot be drawn leaves the table, which says the same', async () => {
    const here = await serve();
    const page = await browser.visit(here.url, { expectedComplaints });
    await page.route('**/api/charts/levels.svg*', route => route.abort());
    await page.getByRole('link', { name: 'Pay', exact: true }).click();
    await page.getByText('The picture could not be drawn. The table below says the same.').waitFor();
    expect(await page.getByRole('region', { name: 'Table: US pay by level' }).textContent()).toContain('$130k');
  });

  it('too many questions at once are turned away kindly, and asked again later', async () => {
    const { coach, release } = coachOfPieces(['At last.']);
    const own = { requestsPerMinute: 1000, answersAtOnceEach: 1, answersAtOnce: 10 };
    const here = await serve({ coach, limits: { own, others: own } });
    await browser.visit(`${here.url}/#/ask?q=first`);
    const page = await browser.visit(`${here.url}/#/ask?q=second`, { expectedComplaints });
    const alert = page.getByRole('alert');
    await expect.poll(() => alert.textContent()).toMatch(/\. It will be worth trying again in a moment\./);
    release(0);
    await expect
      .poll(async () => {
        if (await alert.count()) await alert.getByRole('button', { name: 'Ask again' }).click();
        return page.getByRole('article').textContent();
      })
      .toContain('At last.');
  });

  it('markup in a question and in an answer is text', async () => {
    const page = await browser.visit((await serve({ coach: createScriptedCoach() })).url);
    const question = '<img src=x onerror=alert(1)> **bold** <script>alert(2)</script>';
    await page.getByLabel('Your question').fill(question);
    await page.keyboard.press('Enter');
    await page.getByRole('article').getByText('re: <img src=x').waitFor();
    expect(await page.locator('article img, article script').count()).toBe(0);
  });
});

describe('while the index is built', () => {
  it('the page says so with progress, and goes quiet when it is done', async () => {
    let state: CoachState = { state: 'building', done: 30, total: 120 };
    const page = await browser.visit((await serve({ state: () => state })).url);
    const notice = page.getByText('The guides are being indexed.');
    await notice.waitFor();
    expect(await page.getByRole('progressbar').getAttribute('value')).toBe('0.25');
    state = { state: 'ready' };
    await notice.waitFor({ state: 'hidden' });
  });

  it('an answer found by keywords alone says so, and can be asked again', async () => {
    const state: CoachState = { state: 'building', done: 30, total: 120 };
    const here = await serve({ coach: createScriptedCoach(), state: () => state });
    const page = await browser.visit(`${here.url}/#/ask?q=early`);
    await page.getByText('found by keywords alone. Asked again later').waitFor();
    await page.getByRole('button', { name: 'Ask again' }).click();
    await page.getByRole('article').getByText('re: early').waitFor();
  });
});

describe('over another pack', () => {
  it('the first page speaks of what that pack is about, and names the place, publisher and age of its own figures', async () => {
    const median = / {2}- id: manager-median\n[\s\S]*?says: [^\n]*\n/;
    const ofManagers = median.exec(smallPackFiles().get('career-map.yaml') ?? '')?.[0] ?? '';
    const ofJuniors = ofManagers
      .replace('manager-median', 'junior-median')
      .replace('coding-manager', 'junior-coder')
      .replace('100000', '42000')
      .replace('$100k', '$42k')
      .replace(/says: .*/, 'says: The median is $42k a year for a junior coder.');
    const both = `${ofManagers}${ofJuniors}`.replaceAll('    basis:', '    country: Canada\n    basis:');
    const pack = compilePackOrThrow(withEdit(smallPackFiles(), 'career-map.yaml', ofManagers, both), 'a test');
    const page = await browser.visit((await serve({ coach: createScriptedCoach(), pack })).url);
    const ladder = page.getByRole('region', { name: 'Median pay by level' });
    await ladder.getByText('Median pay a year, Canada. Test Press, survey of 2024.').waitFor();
    await page.getByText('Careers in a small test', { exact: true }).waitFor();
    await page.getByLabel('Your question about careers in a small test').waitFor();
    expect(await page.locator('body').textContent()).not.toMatch(/medical coding/i);
  });
});

describe('with an access token', () => {
  it('asks for it, says when it is wrong, and opens with the right one', async () => {
    const token = 'a-token-of-many-letters';
    const here = await serve({ env: { WEB_ACCESS_TOKEN: token } });
    const page = await browser.visit(here.url, { expectedComplaints });
    const dialog = page.getByRole('dialog', { name: 'This NextRung asks for an access token' });
    await dialog.getByLabel('Access token').fill('something-else-altogether');
    await page.keyboard.press('Enter');
    await expect.poll(() => dialog.getByRole('alert').textContent()).toMatch(/token/i);
    await dialog.getByLabel('Access token').fill(token);
    await page.keyboard.press('Enter');
    await page.locator('.starter').first().waitFor();
    expect(await dialog.count()).toBe(0);
  });
});
