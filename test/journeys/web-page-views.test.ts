import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { PackView } from '../../adapters/web/contract.js';
import { expectFocus, useBrowser } from '../support/browser.js';
import { usePage } from '../support/web/shared-page.js';

const server = usePage();
const browser = useBrowser();
const at = (place: string): string => `${server.url()}/#/${place}`;

const labelsOf = async (elements: Locator): Promise<string[]> =>
  Promise.all((await elements.all()).map(async element => (await element.getAttribute('aria-label')) ?? ''));

describe('Pay', () => {
  it('draws median and average by level, percentiles and countries, and says the same in a table beneath each', async () => {
    const page = await browser.visit(at('pay'));
    for (const title of ['US pay by level', 'US pay by percentile', 'Pay by country, each in its own currency']) {
      const picture = page.getByRole('group', { name: title });
      await picture.waitFor();
      const bars = await labelsOf(picture.getByRole('button'));
      expect(bars.length, title).toBeGreaterThanOrEqual(5);
      const table = await page.getByRole('region', { name: `Table: ${title}` }).textContent();
      for (const bar of bars) expect(table).toContain(/: ([^:]+?)\. (?:Himalayas|Resume Geni)/.exec(bar)?.[1]);
    }
    const countries = await page.getByRole('region', { name: /^Table: Pay by country/ }).textContent();
    for (const figure of ['C$45,000–C$70,000', '£25,000–£45,000', '€35,000–€55,000', 'INR 300,000–600,000']) {
      expect(countries).toContain(figure);
    }
  });

  it('gives figure, source and age of a bar by mouse and by keyboard, and its passage on Enter', async () => {
    const page = await browser.visit(at('pay'));
    const bar = page.getByRole('button', { name: /^Senior Medical Coder, Median/ });
    await bar.hover();
    const tip = page.locator('.tip');
    expect(await tip.textContent()).toMatch(/^\$65k.*Median, Himalayas: US, year not stated.*pay by level undated/);
    await page.mouse.move(0, 0);
    await tip.waitFor({ state: 'hidden' });
    await bar.focus();
    expect(await tip.textContent()).toContain('$65k');
    await page.keyboard.press('Tab');
    expect(await tip.textContent()).not.toContain('$65k');
    await bar.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Pay by level' }).locator('mark').first().waitFor();
    await page.keyboard.press('Escape');
    await expectFocus(bar);
  });

  it('never joins sources: no series holds bars of two guides', async () => {
    const page = await browser.visit(at('pay'));
    await page.getByRole('group', { name: 'US pay at large' }).waitFor();
    const names = await labelsOf(page.locator('.live-bar'));
    const guides = new Map<string, Set<string>>();
    for (const name of names) {
      const [, series = '', guide = ''] = /, ([^|]*): [^:]+?\. (Himalayas|Resume Geni)\./.exec(name) ?? [];
      guides.set(series, (guides.get(series) ?? new Set()).add(guide));
    }
    expect(guides.size).toBeGreaterThan(4);
    for (const [series, sources] of guides) expect([...sources], series).toHaveLength(1);
  });

  it('offers each chart as a picture', async () => {
    const page = await browser.visit(at('pay'));
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Save as picture: US pay by level' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('US pay by level.png');
  });
});

describe('Ladder', () => {
  it('stands as rungs, with what the guides ask between them, and both places where they differ', async () => {
    const page = await browser.visit(at('ladder'));
    const ladder = page.getByRole('region', { name: 'The rungs' });
    const rungs = ladder.locator('.rung-name');
    await expect.poll(() => rungs.count()).toBe(8);
    expect((await rungs.allTextContents()).at(0)).toBe('Director of Medical Coding');
    expect(await ladder.getByRole('link', { name: /^Coding Manager/ }).textContent()).toContain('advanced or senior level');
    await ladder.getByRole('button', { name: 'CCS, CPC-H' }).click();
    await page.getByRole('dialog').locator('mark').first().waitFor();
  });

  it('tells of every move that a guide asks credentials for, skipped rungs and side ways too, and who asks', async () => {
    const page = await browser.visit(at('ladder'));
    await page.locator('.climbs').first().waitFor();
    const told = await page.locator('.climbs > li').allTextContents();
    const pack = (await (await fetch(`${server.url()}/api/pack`)).json()) as PackView;
    const asking = pack.moves.filter(move => move.credentials.length > 0);
    expect(asking.length).toBeGreaterThan(10);
    for (const move of asking) {
      const goal = pack.roles.find(role => role.id === move.to)?.title ?? '';
      const names = move.credentials.map(id => pack.credentials.find(one => one.id === id)?.name).join(', ');
      expect(
        told.some(text => text.startsWith(`to ${goal}`) && text.includes(names)),
        `${goal}: ${names}`,
      ).toBe(true);
    }
    for (const chip of await page.locator('.need').all())
      expect(await chip.textContent()).toMatch(/(Resume Geni|Himalayas|Career Path Chart.*|Medical Coding Career Ladder)$/);
    expect(await page.getByRole('region', { name: 'The rungs' }).textContent()).toMatch(
      /Median pay: Himalayas, pay by level undated/,
    );
  });

  it('gives the level of roles beside it, and every place where the guides differ', async () => {
    const page = await browser.visit(at('ladder'));
    const beside = page.getByRole('region', { name: 'Beside the ladder' });
    const of = (title: string) =>
      beside.getByRole('listitem').filter({ has: page.getByRole('link', { name: title, exact: true }) });
    for (const [title, levels] of [
      ['Compliance Officer', 'senior or master level'],
      ['Risk Adjustment Coder', 'entry or senior level'],
      ['Coding Educator', 'mid level'],
    ] as const)
      expect(await of(title).first().locator('.levels').first().textContent(), title).toContain(levels);
  });

  it('opens a role beside the rung that was pressed, in view, with no scrolling within the page', async () => {
    const page = await browser.visit(at('ladder'));
    const rung = page.getByRole('link', { name: /^Junior Medical Coder/ });
    await rung.scrollIntoViewIfNeeded();
    const before = await page.evaluate<number>('scrollY');
    await rung.click();
    const heading = page.getByRole('article', { name: 'Junior Medical Coder' }).getByRole('heading', { level: 2 });
    await expectFocus(heading);
    const box = await heading.boundingBox();
    expect(box?.y).toBeGreaterThan(0);
    expect(box?.y).toBeLessThan(500);
    expect(await page.evaluate<number>('scrollY')).toBe(before);
    const side = `(side => side.scrollHeight - side.clientHeight)(document.querySelector('.role-side'))`;
    expect(await page.evaluate<number>(side)).toBeLessThanOrEqual(1);
  });

  it('shows a role: where each guide places it, duties, pay, moves and who speaks of it', async () => {
    const page = await browser.visit(at('ladder'));
    await page.getByRole('link', { name: /^Coding Supervisor/ }).click();
    const role = page.getByRole('article', { name: 'Coding Supervisor' });
    await expectFocus(role.getByRole('heading', { level: 2 }));
    const text = (await role.textContent()) ?? '';
    expect(text).toContain('the guides differ');
    expect(text).toMatch(/Mid level.*Advanced level.*as “Coding manager or supervisor”.*Senior level, 8 to 12 years/);
    expect(text).toContain('$85k');
    await role.getByText('Coding supervisors (8-12 years) oversee the daily operations').waitFor();
    expect(await role.getByRole('button', { name: 'Source: Himalayas, Duties of a coding supervisor' }).count()).toBe(1);
    expect(await role.getByRole('link', { name: 'Resume Geni' }).count()).toBe(1);
    expect(text).not.toContain('**');
  });

  it('finds the way from what somebody is to what they want to be, each step cited, with gaps, time and cost', async () => {
    const page = await browser.visit(at('ladder'));
    await page.getByLabel('I am').selectOption({ label: 'Senior Medical Coder' });
    await page.getByLabel('I want to be').selectOption({ label: 'Coding Manager' });
    const way = page.locator('.way');
    await way.getByRole('heading', { name: 'Senior Medical Coder to Coding Manager' }).waitFor();
    for (const step of await way.locator('.way-steps > li').all()) {
      for (const telling of await step.getByRole('listitem').all()) {
        expect(await telling.getByRole('button', { name: /^Source: / }).count()).toBe(1);
      }
    }
    expect(await way.locator('.gaps').textContent()).toMatch(
      /^Time.*12 to 15 years.*Cost.*Credentials.*CPMA.*Resume Geni.*Schooling.*bachelor.*Career Path Chart/,
    );
    for (const need of await way.locator('.gaps .said > li').all()) {
      const text = (await need.textContent()) ?? '';
      const isCited = (await need.getByRole('button', { name: /^Source: / }).count()) > 0;
      expect(isCited || text.startsWith('The guides give no cost'), text).toBe(true);
    }
    // What the way asks for stands before its steps, open, and is not said again in them.
    const [summary, steps] = [await way.locator('.gaps').boundingBox(), await way.locator('.way-steps').boundingBox()];
    expect(summary?.y).toBeLessThan(steps?.y ?? 0);
    expect(
      await way
        .locator('.needs')
        .filter({ hasText: /\d years/ })
        .count(),
    ).toBe(0);
    await page.reload();
    await way.waitFor();
  });

  it('says so when no guide tells a way', async () => {
    const page = await browser.visit(at('ladder?from=director-of-medical-coding&to=payment-poster'));
    await page.getByRole('main').getByText('No guide tells a way from Director of Medical Coding to Payment Poster').waitFor();
  });
});

describe('Compare', () => {
  it('puts credentials side by side, every filled cell cited, and tells where the guides differ', async () => {
    const page = await browser.visit(at('compare'));
    await page.getByRole('link', { name: 'CPC or CCS' }).click();
    const table = page.getByRole('table');
    await table.waitFor();
    expect(await table.getByRole('columnheader').allTextContents()).toEqual(['What is compared', 'CPC', 'CCS']);
    for (const cell of await table.getByRole('cell').all()) {
      const text = await cell.textContent();
      expect(text === 'not stated' || (await cell.getByRole('button').count()) > 0, text ?? '').toBe(true);
    }
    await page.getByRole('region', { name: 'The guides differ on when to get the CCS' }).waitFor();
    await page.getByLabel('Third').selectOption({ label: 'CCA, Certified Coding Associate' });
    await expect.poll(() => table.getByRole('columnheader').count()).toBe(4);
  });

  it('shows all that is compared on a phone, each figure named, without scrolling sideways', async () => {
    const page = await browser.visit(at('compare?kind=credentials&ids=cpc,ccs,rhia'), { width: 360, height: 780 });
    const table = page.getByRole('table');
    await table.waitFor();
    expect(await table.getByRole('row').count()).toBeGreaterThan(3);
    for (const cell of await table.locator('td').all()) {
      const box = await cell.boundingBox();
      expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThanOrEqual(360);
    }
    const name = `getComputedStyle(document.querySelector('td[data-column="RHIA"]'), '::before').content`;
    expect(await page.evaluate<string>(name)).toContain('RHIA');
  });

  it('has its choices in one row on a tablet', async () => {
    const page = await browser.visit(at('compare'), { width: 768, height: 1024 });
    await page.locator('select').first().waitFor();
    const tops = await Promise.all((await page.locator('select').all()).map(async one => (await one.boundingBox())?.y));
    expect(new Set(tops).size).toBe(1);
  });

  it('puts roles side by side', async () => {
    const page = await browser.visit(at('compare'));
    await page.getByLabel('Roles').check();
    await page.getByLabel('First').selectOption({ label: 'Coding Auditor' });
    await page.getByLabel('Second').selectOption({ label: 'Coding Manager' });
    await expect.poll(() => page.getByRole('table').getByRole('columnheader').allTextContents()).toContain('Coding Manager');
  });
});

describe('Library', () => {
  it('lists the guides with publisher and age, and opens one to read, with the questions each section answers', async () => {
    const page = await browser.visit(at('library'));
    await expect.poll(() => page.locator('.guide-card').count()).toBe(4);
    expect(await page.locator('.shelf').textContent()).toContain('BLS median May 2023');
    await page.getByRole('link', { name: 'Complete Medical Coder Career Guide' }).click();
    const section = page.getByRole('region', { name: 'Pay by level' });
    await section.getByText('questions this section answers').click();
    expect(await section.getByRole('link').count()).toBeGreaterThan(3);
    const question = section.getByRole('link').first();
    const asked = (await question.textContent()) ?? '';
    await question.click();
    await page.getByRole('heading', { level: 2, name: asked }).waitFor();
  });

  it('is searched as one types, and a result opens its section', async () => {
    const page = await browser.visit(at('library'));
    await page.getByLabel('Search the guides').pressSequentially('25th percentile', { delay: 20 });
    const results = page.getByRole('region', { name: 'What was found' });
    await results.getByRole('link', { name: /^Pay by percentile/ }).click();
    await expectFocus(page.getByRole('heading', { level: 2, name: 'Pay by percentile' }));
  });
});
