import { mkdir } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { showTheme, useBrowser, visitNext } from '../support/browser.js';
import { isLong } from '../support/for-all.js';
import { usePage } from '../support/web/shared-page.js';

const server = usePage();
const browser = useBrowser();
const at = (place: string): string => `${server.url()}/#/${place}`;

/** Taken by `npm run test:long`, to be looked at: nothing is asserted of them, and they cost half a minute. */
const pictures = 'test-output/page';

const [phone, tablet, wide] = [
  [360, 780],
  [768, 1024],
  [1440, 900],
] as const;

type Place = {
  readonly name: string;
  readonly place: string;
  readonly ready: string;
  /** What a reader does there before the picture is taken. */
  readonly act?: (page: Page) => Promise<unknown>;
};
const places: readonly Place[] = [
  { name: 'welcome', place: 'ask', ready: '.rung-picture li' },
  { name: 'answer', place: 'ask?q=What+does+each+level+pay%2C+from+junior+coder+to+director%3F', ready: '.live-bar' },
  {
    name: 'source',
    place: 'ask?q=Is+medical+coding+growing%3F',
    ready: '.next',
    act: page => page.locator('.mark').first().click(),
  },
  { name: 'pay', place: 'pay', ready: '.live-bar' },
  { name: 'ladder', place: 'ladder', ready: '.rung' },
  { name: 'role', place: 'ladder?role=coding-supervisor', ready: '.role .said' },
  { name: 'way', place: 'ladder?from=medical-coder&to=him-director', ready: '.way-steps' },
  { name: 'compare', place: 'compare?kind=credentials&ids=cpc,ccs,rhia', ready: '.compared table' },
  { name: 'library', place: 'library', ready: '.guide-card' },
  { name: 'guide', place: 'library/resumegeni-path?section=pay-by-percentile', ready: '.guide-section' },
];

/** What a place comes to look like once somebody does something there. What floats is seen in the window as it is. */
const states: readonly (Required<Place> & { readonly floats?: true })[] = [
  {
    name: 'tip',
    floats: true,
    place: 'pay',
    ready: '.live-bar',
    act: async page => {
      await page.locator('.live-bar').first().focus();
      await page.locator('.tip').waitFor();
    },
  },
  {
    name: 'pay-source',
    floats: true,
    place: 'pay',
    ready: '.live-bar',
    act: async page => {
      await page.locator('.live-bar').first().click();
      await page.getByRole('dialog').locator('mark').first().waitFor();
    },
  },
  {
    name: 'feedback',
    place: 'ask?q=Is+medical+coding+growing%3F',
    ready: '.feedback',
    act: async page => {
      await page.getByRole('button', { name: 'Not helpful' }).click();
      await page.locator('.feedback-form').waitFor();
    },
  },
  {
    name: 'search',
    place: 'library?q=percentile',
    ready: '.results',
    act: page => page.locator('.results li').first().waitFor(),
  },
  {
    name: 'declined',
    place: 'ask',
    ready: '.starter',
    act: async page => {
      await page.getByLabel('Your question').fill('pt Jane Doe dob 3/4/61 mrn 882177, which level of visit is it?');
      await page.keyboard.press('Enter');
      await page.getByRole('article', { name: 'Question removed' }).waitFor();
    },
  },
  {
    name: 'compare-roles',
    place: 'compare?kind=roles&ids=coding-auditor,cdi-specialist,coding-manager',
    ready: '.compared table',
    act: page => page.locator('.disagreement').first().waitFor(),
  },
];

/** Sums what moved without being asked to; Chromium reports it as layout shift. */
const watchShifts = `
  window.shifted = 0;
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
`;
const shiftOf = (page: Page): Promise<number> => page.evaluate<number>('window.shifted');

/** Resolves when the fonts are there and two frames were painted with what the page now holds. */
const settled = `document.fonts.ready.then(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))))`;

const takePicture = async (page: Page, name: string, theme: 'light' | 'dark'): Promise<void> => {
  if (!isLong) return;
  await showTheme(page, theme);
  await page.evaluate(settled);
  const path = `${pictures}/${name}-${page.viewportSize()?.width}-${theme}.jpg`;
  // A whole guide on a phone is 20,000 pixels high: as PNG it would take seconds.
  await page.screenshot({ path, type: 'jpeg', quality: 80, animations: 'disabled' });
};

/** Makes the window as high as the page, so that a picture holds all of it, and what keeps to the window's edges keeps to the page's. */
const showWhole = async (page: Page): Promise<void> => {
  const { width = 0, height = 0 } = page.viewportSize() ?? {};
  const whole = await page.evaluate<number>('document.documentElement.scrollHeight');
  if (whole > height) await page.setViewportSize({ width, height: whole });
};

describe('every page, on a phone, a tablet and a wide screen', { timeout: 90_000 }, () => {
  beforeAll(() => mkdir(pictures, { recursive: true }));

  it.each(places)('holds still while it loads: $name', async item => {
    const { name, place, ready, act } = item;
    let visited: Page | undefined;
    for (const [width, height] of [phone, tablet, wide]) {
      if (visited) await visitNext(visited, at(place), { width, height });
      const page = visited ?? (await browser.visit(at(place), { width, height, script: watchShifts }));
      visited = page;
      await page.locator(ready).first().waitFor();
      // Pictures, fonts and the rest may still come.
      await page.waitForLoadState('networkidle');
      expect(await shiftOf(page), `${width} pixels`).toBeLessThan(0.02);
      await act?.(page);
      await takePicture(page, name, 'dark');
      if (isLong) await showWhole(page);
      await takePicture(page, name, 'light');
    }
  });

  it.runIf(isLong).each(states)('has its picture taken on a phone: $name', async ({ name, place, ready, act, floats }) => {
    const [width, height] = phone;
    const page = await browser.visit(at(place), { width, height, reducedMotion: true });
    await page.locator(ready).first().waitFor();
    await act(page);
    if (!floats) await showWhole(page);
    await takePicture(page, name, 'light');
  });
});

describe('the theme', () => {
  /** What the root element said of the theme when the browser came upon the body, before anything was painted. */
  const noteFirstTheme = `
    new MutationObserver((_, observer) => {
      if (!document.body) return;
      window.firstTheme = document.documentElement.dataset.theme ?? 'system';
      observer.disconnect();
    }).observe(document, { childList: true, subtree: true });
  `;
  const ground = (page: Page): Promise<string> => page.evaluate<string>('getComputedStyle(document.body).backgroundColor');

  it('follows the system, and a choice outlives the visit without a flash of the other', async () => {
    const page = await browser.visit(at('ask'), { theme: 'dark' });
    const dark = await ground(page);
    await page.emulateMedia({ colorScheme: 'light' });
    const light = await ground(page);
    expect(light).not.toBe(dark);
    await page.getByRole('button', { name: 'Theme: as the system' }).click();
    await page.getByRole('button', { name: 'Theme: light' }).click();
    await page.getByRole('button', { name: 'Theme: dark' }).waitFor();
    expect(await ground(page)).toBe(dark);
    await page.context().addInitScript(noteFirstTheme);
    await page.reload();
    expect(await page.evaluate('window.firstTheme')).toBe('dark');
    expect(await ground(page)).toBe(dark);
  });

  it('has charts in the page’s own typeface', async () => {
    const page = await browser.visit(at('pay'));
    const family = (selector: string): Promise<string> =>
      page.evaluate<string>(
        `getComputedStyle(document.querySelector('${selector}')).fontFamily.split(',')[0].replaceAll('"', '')`,
      );
    await page.locator('.live-bar').first().waitFor();
    expect(await family('.chart-canvas text')).toBe(await family('h1'));
    expect(await page.evaluate<boolean>(`document.fonts.check('13px Inter')`)).toBe(true);
  });

  it('draws the charts anew', async () => {
    const page = await browser.visit(at('pay'), { theme: 'light' });
    const fill = () => page.locator('.chart-canvas rect').first().getAttribute('fill');
    await page.locator('.live-bar').first().waitFor();
    const before = await fill();
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(fill).not.toBe(before);
  });
});

describe('what is loaded', () => {
  it('is under 40 kB of script before charts and other pages, from one origin, with one font', async () => {
    const page = await browser.visit(server.url());
    const scripts: Promise<number>[] = [];
    const fonts: string[] = [];
    page.on('response', response => {
      const type = response.request().resourceType();
      if (type === 'script') scripts.push(response.body().then(body => gzipSync(body).length));
      if (type === 'font') fonts.push(response.url());
    });
    await page.reload();
    await page.locator('.rung-picture li').first().waitFor();
    const sizes = await Promise.all(scripts);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(40_000);
    expect(new Set(fonts).size).toBe(1);
  });

  it('runs no script and no style that stands in the document', async () => {
    const html = await (await fetch(server.url(), { headers: { accept: 'text/html' } })).text();
    expect(html).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=/);
  });
});
