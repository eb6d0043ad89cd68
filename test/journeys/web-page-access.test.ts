import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { expectFocus, showTheme, useBrowser, visitNext } from '../support/browser.js';
import { isLong } from '../support/for-all.js';
import { usePage } from '../support/web/shared-page.js';

const server = usePage();
const browser = useBrowser();
const at = (place: string): string => `${server.url()}/#/${place}`;
const answered = 'ask?q=What+does+each+level+pay%2C+from+junior+coder+to+director%3F';

/** Every place of the page, with what shows that it is all there. */
const places: readonly (readonly [place: string, ready: string])[] = [
  ['ask', '.rung-picture li'],
  [answered, '.live-bar'],
  ['pay', '.live-bar'],
  ['ladder', '.rung'],
  ['ladder?role=coding-supervisor&from=medical-coder&to=him-director', '.way-steps'],
  ['compare', '.often'],
  ['compare?kind=credentials&ids=cpc,ccs', '.compared table'],
  ['library', '.guide-card'],
  ['library?q=percentile', '.result'],
  ['library/aapc-ladder', '.guide-section'],
];

const themes = ['light', 'dark'] as const;
/** WCAG 2.2 A and AA and axe's own best practices. */
const everything = `{
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  rules: { 'target-size': { enabled: true } },
}`;
/** In another theme nothing is another but the colours. */
const colours = `{ runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } }`;

/** What axe finds, each with where. */
const findings = async (page: Page, theme: (typeof themes)[number]): Promise<string[]> => {
  await showTheme(page, theme);
  if (!(await page.evaluate<boolean>('Boolean(window.axe)'))) await page.evaluate(axe.source);
  return page.evaluate<string[]>(`
    axe.run(document, ${theme === 'light' ? everything : colours}).then(({ violations }) => violations.flatMap(rule => rule.nodes.map(node => rule.id + ' at ' + node.target.join(' ') + ': ' + node.failureSummary)))
  `);
};

/** Finds nothing on a wide screen and on a phone; a phone has the wide screen's colours, so the dark ones are looked at there by `npm run test:long` alone. */
const expectNoFindings = async (page: Page): Promise<void> => {
  for (const width of [1440, 360]) {
    await page.setViewportSize({ width, height: 900 });
    for (const theme of width === 1440 || isLong ? themes : (['light'] as const))
      expect(await findings(page, theme), `${theme}, ${width} pixels`).toEqual([]);
  }
};

describe('axe finds nothing, on a wide screen and a phone, in light and in dark', () => {
  it.each(places)('in %s', async (place, ready) => {
    const page = await browser.visit(at(place), { reducedMotion: true });
    await page.locator(ready).first().waitFor();
    await expectNoFindings(page);
  });

  it.each([1440, 360])('with a source open at %s pixels', async width => {
    const page = await browser.visit(at(answered), { width, reducedMotion: true });
    await page
      .getByRole('button', { name: /^Source 1:/ })
      .first()
      .click();
    await page.getByRole('dialog').locator('mark').first().waitFor();
    for (const theme of themes) expect(await findings(page, theme)).toEqual([]);
  });

  it('with the feedback form open', async () => {
    const page = await browser.visit(at(answered), { reducedMotion: true });
    await page.getByRole('button', { name: 'Not helpful' }).click();
    await page.getByLabel('It is out of date').waitFor();
    await expectNoFindings(page);
  });
});

describe('with a keyboard alone', () => {
  it('one skips to the content, asks, reads a source, comes back and asks a suggestion', async () => {
    const page = await browser.visit(at('ask'));
    await page.locator('.starter').first().waitFor();
    await page.keyboard.press('Tab');
    await expectFocus(page.getByRole('button', { name: 'Skip to the content' }));
    await page.keyboard.press('Enter');
    await expectFocus(page.locator('main'));
    await page.keyboard.press('Tab');
    await expectFocus(page.getByLabel('Your question'));
    await page.keyboard.type('Is medical coding growing?');
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Sources of this answer' }).waitFor();
    await expectFocus(page.getByLabel('Your question'));
    const mark = page.getByRole('button', { name: /^Source 1:/ }).first();
    for (let presses = 0; presses < 60 && (await mark.and(page.locator(':focus')).count()) === 0; presses++) {
      await page.keyboard.press('Shift+Tab');
    }
    await expectFocus(mark);
    await page.keyboard.press('Enter');
    await expectFocus(page.getByRole('dialog').getByRole('heading', { level: 2 }));
    await page.keyboard.press('Tab');
    await expectFocus(page.getByRole('button', { name: 'Close the source' }));
    await page.keyboard.press('Enter');
    await expectFocus(mark);
    const suggestion = page.locator('.next a').first();
    await suggestion.focus();
    const next = (await suggestion.textContent()) ?? '';
    await page.keyboard.press('Enter');
    await page.getByRole('article', { name: next }).waitFor();
  });

  it('what has the focus shows it', async () => {
    const page = await browser.visit(at('ladder'));
    await page.locator('.rung').first().waitFor();
    for (let presses = 0; presses < 25; presses++) {
      await page.keyboard.press('Tab');
      const outline = await page.evaluate<string>(
        `(() => { const it = document.activeElement; const style = getComputedStyle(it); return it.tagName + ' ' + style.outlineStyle + ' ' + style.outlineWidth; })()`,
      );
      expect(outline).toMatch(/^\w+ (solid|auto) [1-9]/);
    }
  });

  it('a page that opens gives the focus to its heading, and its name to the tab', async () => {
    const page = await browser.visit(at('ask'));
    for (const [link, heading] of [
      ['Pay', 'What the guides say about pay'],
      ['Ladder', 'The career ladder'],
      ['Compare', 'Side by side'],
      ['Library', 'The library'],
    ] as const) {
      await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: link }).press('Enter');
      await expectFocus(page.getByRole('heading', { level: 1, name: heading }));
      expect(await page.title()).toBe(`${link} · NextRung`);
    }
  });
});

describe("a bar's tip (WCAG 1.4.13)", () => {
  const median = /^Senior Medical Coder, .*: \$65k\./;

  it('stands clear of its bar, stays while it is pointed at, and goes away on Escape', async () => {
    const page = await browser.visit(at('pay'), { reducedMotion: true });
    const bar = page.getByRole('button', { name: median });
    await bar.hover();
    const tip = page.locator('.tip');
    await tip.getByText('$65k').waitFor();
    const [barBox, tipBox] = [await bar.boundingBox(), await tip.boundingBox()];
    expect(tipBox?.x ?? 0).toBeGreaterThanOrEqual((barBox?.x ?? 0) + (barBox?.width ?? 0));
    await tip.hover();
    // Longer than a tip stays that nothing points at.
    await page.waitForTimeout(600);
    expect(await tip.count()).toBe(1);
    await page.keyboard.press('Escape');
    await tip.waitFor({ state: 'detached' });
  });

  it('goes away on Escape for whoever came by keyboard, and leaves the focus', async () => {
    const page = await browser.visit(at('pay'), { reducedMotion: true });
    const bar = page.getByRole('button', { name: median });
    await bar.focus();
    await page.locator('.tip').getByText('$65k').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.tip').waitFor({ state: 'detached' });
    await expectFocus(bar);
  });

  it.each([320, 768, 1440])('is whole within its picture at %s pixels, whatever the bar', async width => {
    const page = await browser.visit(at('pay'), { width, reducedMotion: true });
    await page.locator('.live-bar').first().waitFor();
    for (const bar of await page.locator('.chart').first().locator('.live-bar').all()) {
      await bar.focus();
      const name = (await bar.getAttribute('aria-label')) ?? '';
      const placed = `(() => {
        const tip = document.querySelector('.tip');
        if (!tip || !${JSON.stringify(name)}.startsWith(tip.querySelector('span').textContent)) return 'no tip';
        const [at, frame] = [tip, tip.closest('.chart-frame')].map(one => one.getBoundingClientRect());
        const fits = at.left >= frame.left && at.right <= frame.right && at.top >= frame.top - 1 && at.bottom <= frame.bottom + 1;
        return fits ? 'whole' : 'cut off';
      })()`;
      await expect.poll(() => page.evaluate<string>(placed), { message: name }).toBe('whole');
    }
  });
});

describe('a screen reader', () => {
  /** Collects what live regions come to say from now on; a region that comes with its text already in it would not be read. */
  const listen = (page: Page): Promise<void> =>
    page.evaluate(`
      window.said = [];
      for (const region of document.querySelectorAll('[role=status], [aria-live]')) {
        new MutationObserver(() => { const text = region.textContent.trim(); if (text) window.said.push(text); })
          .observe(region, { childList: true, characterData: true, subtree: true });
      }
    `);
  const heard = (page: Page) => expect.poll(() => page.evaluate<string[]>('window.said'));

  it('is told what a search, a way and a comparison have come to', async () => {
    const page = await browser.visit(at('library'));
    await page.locator('.guide-card').first().waitFor();
    await listen(page);
    await page.getByLabel('Search the guides').fill('percentile');
    await heard(page).toContainEqual(expect.stringMatching(/^\d+ sections on "percentile", best first$/));
    await page.getByLabel('Search the guides').fill('zzzz');
    await heard(page).toContainEqual('Nothing on "zzzz" in the guides.');
    await page.getByRole('link', { name: 'Ladder' }).click();
    await page.getByLabel('I am').selectOption({ label: 'Senior Medical Coder' });
    await page.getByLabel('I want to be').selectOption({ label: 'Coding Manager' });
    await heard(page).toContainEqual(expect.stringMatching(/^Senior Medical Coder to Coding Manager: (one step|\d steps)$/));
    await page.getByRole('link', { name: 'Compare' }).click();
    await page.getByRole('link', { name: 'CPC or CCS' }).click();
    await heard(page).toContainEqual('CPC and CCS, side by side');
  });

  it('is told that work began and how the answer begins, and nothing of the sentences in between', async () => {
    const page = await browser.visit(at('ask'));
    await page.locator('.starter').first().waitFor();
    await listen(page);
    await page.getByLabel('Your question').fill('What do medical coders make in the US?');
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Sources of this answer' }).waitFor();
    const said = await page.evaluate<string[]>('window.said');
    expect([...new Set(said)]).toEqual([
      'Looking through the guides.',
      expect.stringMatching(/^Answer: Resume Geni's career guide gives a US median of \$50,250.* \d sources\.$/),
    ]);
    expect(said.length).toBeLessThanOrEqual(3);
  });
});

describe('small and large, still and moving', () => {
  it.each([1440, 2560])('the bar stands on the grid of the content at %s pixels', async width => {
    const page = await browser.visit(at('pay'), { width, reducedMotion: true });
    const [rails, heading] = [
      await page.locator('.logo-rails').boundingBox(),
      await page.getByRole('heading', { level: 1 }).boundingBox(),
    ];
    expect(Math.abs((rails?.x ?? 0) - (heading?.x ?? 0))).toBeLessThan(6);
  });

  it('a screen that is low leaves its height to the answer', async () => {
    const page = await browser.visit(at(answered), { width: 780, height: 360, reducedMotion: true });
    await page.getByRole('region', { name: 'Sources of this answer' }).waitFor();
    await page.evaluate('scrollTo(0, 0)');
    expect((await page.locator('.composer').boundingBox())?.y ?? 0).toBeGreaterThan(360);
  });

  it('no place needs sideways scrolling at 320 pixels', async () => {
    const page = await browser.visit(at('ask'), { width: 320, height: 640, reducedMotion: true });
    for (const [place, ready] of places) {
      await visitNext(page, at(place));
      await page.locator(ready).first().waitFor();
      expect(await page.evaluate<number>('document.documentElement.scrollWidth'), place).toBeLessThanOrEqual(320);
    }
  });

  it('stands still for whoever asks for less motion', async () => {
    const page = await browser.visit(at(answered), { reducedMotion: true });
    await page.locator('.live-bar').first().waitFor();
    const longest = await page.evaluate<number>(
      `Math.max(0, ...document.getAnimations().map(animation => Number(animation.effect.getComputedTiming().activeDuration)))`,
    );
    expect(longest).toBeLessThan(1);
  });
});
