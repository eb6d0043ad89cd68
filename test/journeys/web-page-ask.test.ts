import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { expectFocus, useBrowser } from '../support/browser.js';
import { useServerProcess } from '../support/web/start-process.js';

const server = useServerProcess();
const browser = useBrowser();
const payQuestion = 'What do medical coders make in the US?';
const asking = (question: string): string => `${server.url()}/#/ask?${new URLSearchParams({ q: question })}`;

describe('the first page', () => {
  it('invites a first question, and a click on one of its suggestions asks it', async () => {
    const page = await browser.visit(server.url());
    await page.getByRole('heading', { level: 1, name: 'Find your next rung' }).waitFor();
    const suggestions = page.getByRole('region', { name: 'Questions to begin with' }).getByRole('link');
    await expect.poll(() => suggestions.count()).toBe(6);
    const question = (await suggestions.first().textContent()) ?? '';
    await suggestions.first().click();
    await page.getByRole('heading', { level: 2, name: question }).waitFor();
    await page.getByRole('region', { name: 'Sources of this answer' }).waitFor();
  });

  it('shows other suggestions when asked for them', async () => {
    const page = await browser.visit(server.url());
    const suggestions = page.getByRole('region', { name: 'Questions to begin with' }).getByRole('link');
    await expect.poll(() => suggestions.count()).toBe(6);
    const before = await suggestions.allTextContents();
    await page.getByRole('button', { name: 'Others' }).click();
    expect(await suggestions.allTextContents()).not.toEqual(before);
  });

  it('draws the ladder with the pay of one guide, named beneath', async () => {
    const page = await browser.visit(server.url());
    const ladder = page.getByRole('region', { name: 'Median pay by level' });
    await expect.poll(() => ladder.getByRole('listitem').count()).toBe(7);
    expect(await ladder.textContent()).toContain('$130k');
    expect(await ladder.textContent()).toContain('Himalayas');
  });
});

describe('a question typed', () => {
  it('is answered with marks, sources with their age, and suggestions; the address asks it again', async () => {
    const page = await browser.visit(server.url());
    await page.getByLabel('Your question').fill(payQuestion);
    await page.keyboard.press('Enter');
    const turn = page.getByRole('article', { name: payQuestion });
    await turn.getByRole('region', { name: 'Sources of this answer' }).waitFor();
    expect(await turn.getByRole('button', { name: /^Source 1: Resume Geni/ }).count()).toBeGreaterThan(0);
    expect(await turn.getByRole('region', { name: 'Sources of this answer' }).textContent()).toContain('BLS median May 2023');
    expect(await turn.getByRole('navigation', { name: 'Questions to ask next' }).getByRole('link').count()).toBeGreaterThan(0);
    await expect.poll(() => new URL(page.url()).hash).toBe(`#/ask?${new URLSearchParams({ q: payQuestion })}`);
    await expect.poll(() => page.title()).toBe(`${payQuestion} · NextRung`);
    const opened = await browser.visit(page.url());
    await opened.getByRole('article', { name: payQuestion }).getByRole('region', { name: 'Sources of this answer' }).waitFor();
  });

  it('goes on in the conversation: a follow-up leans on what came before', async () => {
    const page = await browser.visit(asking('What does a senior coder earn?'));
    await page.getByRole('region', { name: 'Sources of this answer' }).waitFor();
    await page.getByLabel('Your question').fill('and a coding manager?');
    await page.keyboard.press('Enter');
    const turn = page.getByRole('article', { name: 'and a coding manager?' });
    await turn.getByRole('region', { name: 'Sources of this answer' }).waitFor();
    expect(await turn.textContent()).toContain('$100k');
    await page.getByRole('button', { name: 'New conversation' }).click();
    await page.getByRole('heading', { level: 1, name: 'Find your next rung' }).waitFor();
    expect(await page.getByRole('article').count()).toBe(0);
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Find your next rung' }).waitFor();
  });

  it('is all there again when the page is loaded anew, and goes on from there', async () => {
    const page = await browser.visit(asking('Is medical coding growing?'));
    await page.getByRole('region', { name: 'Sources of this answer' }).waitFor();
    await page.getByLabel('Your question').fill('What does a senior coder earn?');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByRole('region', { name: 'Sources of this answer' }).count()).toBe(2);
    const asked: string[] = [];
    page.on('request', request => {
      if (request.url().endsWith('/api/ask')) asked.push(request.postDataJSON().question);
    });
    await page.reload();
    await expect.poll(() => page.getByRole('region', { name: 'Sources of this answer' }).count()).toBe(2);
    await page.getByLabel('Your question').fill('and a coding manager?');
    await page.keyboard.press('Enter');
    const turn = page.getByRole('article', { name: 'and a coding manager?' });
    await turn.getByRole('region', { name: 'Sources of this answer' }).waitFor();
    expect(await turn.textContent()).toContain('$100k');
    expect(asked).toEqual(['and a coding manager?']);
  });

  it('has a link that asks a follow-up after what it leans on', async () => {
    const page = await browser.visit(asking('Is medical coding growing?'), {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    await page.getByRole('region', { name: 'Sources of this answer' }).waitFor();
    for (const question of ['What does a senior coder earn?', 'and a coding manager?']) {
      await page.getByLabel('Your question').fill(question);
      await page.keyboard.press('Enter');
      await page.getByRole('article', { name: question }).getByRole('region', { name: 'Sources of this answer' }).waitFor();
    }
    const followUp = page.getByRole('article', { name: 'and a coding manager?' });
    const told = await followUp.locator('.prose').textContent();
    await followUp.getByRole('button', { name: 'Link to this question' }).click();
    await followUp.getByText('Link copied', { exact: true }).first().waitFor();
    const link = await page.evaluate<string>('navigator.clipboard.readText()');
    await expect.poll(() => page.url()).toBe(link);
    const opened = await browser.visit(link);
    const again = opened.getByRole('article', { name: 'and a coding manager?' });
    await again.getByRole('region', { name: 'Sources of this answer' }).waitFor();
    expect(await again.locator('.prose').textContent()).toBe(told);
    expect(await opened.getByRole('article').count()).toBe(2);
  });

  it('shows disagreeing guides as cards side by side, each with its source and age', async () => {
    const page = await browser.visit(asking(payQuestion));
    const differing = page.getByRole('region', { name: 'The guides differ on median annual pay' });
    await differing.waitFor();
    const cards = differing.getByRole('listitem');
    expect(await cards.count()).toBe(2);
    await expect
      .poll(async () => {
        const [first, second] = [await cards.nth(0).boundingBox(), await cards.nth(1).boundingBox()];
        return first?.y === second?.y && (second?.x ?? 0) > (first?.x ?? 0) + (first?.width ?? 0);
      })
      .toBe(true);
    expect(await cards.nth(0).textContent()).toMatch(/\$50,250.*Resume Geni.*year not stated/);
    expect(await cards.nth(1).textContent()).toMatch(/\$47,180.*Himalayas.*May 2023/);
  });

  it('keeps every place, when it is shown elsewhere and back', async () => {
    const page = await browser.visit(asking(payQuestion));
    await page.getByRole('region', { name: 'Sources of this answer' }).waitFor();
    await page.getByRole('link', { name: 'Library' }).click();
    await page.getByRole('heading', { level: 1, name: 'The library' }).waitFor();
    await page.getByRole('link', { name: 'Ask', exact: true }).click();
    await page.getByRole('article', { name: payQuestion }).waitFor();
    expect(await page.getByRole('article').count()).toBe(1);
  });
});

describe('a question with patient data', () => {
  const question = 'pt Jane Doe dob 3/4/61 mrn 882177 claim denied, would a cert help me avoid this';
  /** All that the page, its tab, its address and what it keeps hold. */
  const held = `[document.title, decodeURIComponent(location.href), document.body.innerText, document.body.innerHTML,
    JSON.stringify(sessionStorage), JSON.stringify(localStorage)].join(' ')`;
  const expectGone = async (page: Page): Promise<void> => {
    const turn = page.getByRole('article', { name: 'Question removed' });
    await turn
      .getByText('If it is, please delete the message; if it was your own or an exam case, ask again without the details.')
      .waitFor();
    await expect.poll(() => new URL(page.url()).hash).toBe('#/ask');
    const all = (await page.evaluate<string>(held)).replaceAll('+', ' ');
    for (const word of ['Jane', 'Doe', '3/4/61', '882177', 'claim denied']) expect(all).not.toContain(word);
    expect(await page.title()).toBe('Ask · NextRung');
    expect(await turn.getByRole('button').count()).toBe(0);
  };

  it('is gone from the screen, the tab and the address once it is declined, and is not sent again', async () => {
    const page = await browser.visit(asking(payQuestion));
    await page.getByRole('region', { name: 'Sources of this answer' }).waitFor();
    const sent: unknown[] = [];
    page.on('request', request => {
      if (request.url().endsWith('/api/ask')) sent.push(request.postDataJSON());
    });
    await page.getByLabel('Your question').fill(question);
    await page.keyboard.press('Enter');
    await expectGone(page);
    await page.reload();
    await page.getByLabel('Your question').waitFor();
    await expect.poll(() => page.title()).not.toContain('Jane');
    expect(sent).toMatchObject([{ question }]);
  });

  it('is taken out of the address that it came by', async () => {
    const page = await browser.visit(asking(question));
    await expectGone(page);
  });
});

describe('a mark', () => {
  it('opens the cited passage beside the answer, with the quote highlighted, and closing it goes back to the mark', async () => {
    const page = await browser.visit(asking(payQuestion));
    await page.getByRole('region', { name: 'Sources of this answer' }).waitFor();
    const mark = page.getByRole('button', { name: 'Source 2: Himalayas, Median US pay and the pay range' }).first();
    await mark.click();
    const panel = page.getByRole('dialog', { name: 'Median US pay and the pay range' });
    await panel.waitFor();
    const quoted = await panel.locator('mark').allTextContents();
    expect(quoted.join(' ')).toContain('$47,180');
    expect(await panel.textContent()).toContain('BLS median May 2023');
    const [answer, source] = [await page.getByRole('article').boundingBox(), await panel.boundingBox()];
    expect((answer?.x ?? 0) + (answer?.width ?? 0)).toBeLessThanOrEqual(source?.x ?? 0);
    await expectFocus(panel.getByRole('heading'));
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'hidden' });
    await expectFocus(mark);
  });

  it('leads on to the section in the guide', async () => {
    const page = await browser.visit(asking(payQuestion));
    await page
      .getByRole('button', { name: /^Source 1:/ })
      .first()
      .click();
    await page.getByRole('link', { name: 'Read it in the guide' }).click();
    const heading = page.getByRole('heading', { level: 2, name: 'Pay by percentile' });
    await heading.waitFor();
    await expectFocus(heading);
    await expect.poll(async () => (await heading.boundingBox())?.y ?? 9999).toBeLessThan(300);
  });
});

describe('an answer', () => {
  it('can be copied as Markdown with its sources, and linked to', async () => {
    const page = await browser.visit(asking(payQuestion), { permissions: ['clipboard-read', 'clipboard-write'] });
    await page.getByRole('button', { name: 'Copy as Markdown' }).click();
    await page.getByText('Copied', { exact: true }).first().waitFor();
    const copied = await page.evaluate<string>('navigator.clipboard.readText()');
    expect(copied).toContain(`**${payQuestion}**`);
    expect(copied).toMatch(/\$50,250.*\[1\]/);
    expect(copied).toMatch(/Sources:\n\n1\. Resume Geni, “Pay by percentile”/);
    await page.getByRole('button', { name: 'Link to this question' }).click();
    await page.getByText('Link copied', { exact: true }).first().waitFor();
    expect(await page.evaluate<string>('navigator.clipboard.readText()')).toBe(asking(payQuestion));
  });

  it('takes feedback with a reason and a comment', async () => {
    const page = await browser.visit(asking(payQuestion));
    const sent: unknown[] = [];
    page.on('request', request => {
      if (request.url().endsWith('/api/feedback')) sent.push(request.postDataJSON());
    });
    const taken = () => page.waitForResponse(response => response.url().endsWith('/api/feedback') && response.status() === 204);
    await Promise.all([taken(), page.getByRole('button', { name: 'Not helpful' }).click()]);
    await page.getByLabel('It is out of date').check();
    await page.getByLabel('In your own words').fill('May 2023 is a while ago');
    await Promise.all([taken(), page.getByRole('button', { name: 'Send' }).click()]);
    expect(sent).toMatchObject([
      { helpful: false },
      { helpful: false, reason: 'out_of_date', comment: 'May 2023 is a while ago' },
    ]);
    await page.getByText('Noted, thank you.').waitFor();
  });

  it('about pay carries a chart whose bars name their source', async () => {
    const page = await browser.visit(asking(payQuestion));
    const bar = page.getByRole('button', { name: /^Director of Medical Coding, Median.*: \$130k\. Himalayas/ });
    await bar.waitFor();
    await bar.hover();
    await page.locator('.tip').getByText('$130k').waitFor();
  });

  it('that the guides do not have says so', async () => {
    const page = await browser.visit(asking('How much is the CPC exam?'));
    await page.getByText('Not in the guides', { exact: true }).waitFor();
  });
});
