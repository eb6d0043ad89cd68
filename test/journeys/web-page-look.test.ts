import { mkdir } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { showTheme, useBrowser } from '../support/browser.js';
import { useServerProcess } from '../support/web/start-process.js';

const server = useServerProcess();
const browser = useBrowser();
const at = (place: string): string => `${server.url()}/#/${place}`;

/** Kept by CI, to be looked at. */
const pictures = 'test-output/page';

type Place = { readonly name: string; readonly place: string; readonly ready: string; readonly press?: string };
const places: readonly Place[] = [
  { name: 'welcome', place: 'ask', ready: '.rung-picture li' },
  { name: 'answer', place: 'ask?q=What+do+medical+coders+make+in+the+US%3F', ready: '.live-bar' },
  { name: 'source', place: 'ask?q=Is+medical+coding+growing%3F', ready: '.next', press: '.mark' },
  { name: 'pay', place: 'pay', ready: '.live-bar' },
  { name: 'ladder', place: 'ladder', ready: '.rung' },
  { name: 'role', place: 'ladder?role=coding-supervisor', ready: '.role .said' },
  { name: 'way', place: 'ladder?from=medical-coder&to=him-director', ready: '.way-steps' },
  { name: 'compare', place: 'compare?kind=credentials&ids=cpc,ccs,rhia', ready: '.compared table' },
  { name: 'library', place: 'library', ready: '.guide-card' },
  { name: 'guide', place: 'library/resumegeni-path?section=pay-by-percentile', ready: '.guide-section' },
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

describe('every page, on a phone, a tablet and a wide screen', { timeout: 90_000 }, () => {
  beforeAll(() => mkdir(pictures, { recursive: true }));

  it.each(places)('holds still while it loads, and has its picture taken in both themes: $name', async item => {
    const { name, place, ready, press } = item;
    for (const [width, height] of [
      [360, 780],
      [768, 1024],
      [1440, 900],
    ] as const) {
      const page = await browser.visit(at(place), { width, height, script: watchShifts });
      await page.locator(ready).first().waitFor();
      // Pictures, fonts and the rest may still come.
      await page.waitForLoadState('networkidle');
      expect(await shiftOf(page), `${width} pixels`).toBeLessThan(0.02);
      if (press) await page.locator(press).first().click();
      for (const theme of ['light', 'dark'] as const) {
        await showTheme(page, theme);
        await page.evaluate(settled);
        const picture = await page.screenshot({ path: `${pictures}/${name}-${width}-${theme}.png`, animations: 'disabled' });
        expect(picture.length).toBeGreaterThan(5_000);
      }
      await page.context().close();
    }
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
