import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { expectFocus, showTheme, useBrowser } from '../support/browser.js';
import { usePage } from '../support/web/shared-page.js';

const server = usePage();
const browser = useBrowser();
const at = (place: string): string => `${server.url()}/#/${place}`;

type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
const drawnBoxOf = async (element: Locator): Promise<Box> => {
  const box = await element.boundingBox();
  if (!box) throw new Error('It is not there, or not drawn.');
  return box;
};
const boxOf = async (element: Locator): Promise<Box> => {
  const box = await drawnBoxOf(element);
  return { x: Math.round(box.x), y: Math.round(box.y), width: Math.round(box.width), height: Math.round(box.height) };
};
/** Where it stands; the ring of the focus is around it. Rounded once, as edges that are rounded first may put it a pixel off. */
const middleOf = async (element: Locator) => {
  const { x, y, width, height } = await drawnBoxOf(element);
  return { x: Math.round(x + width / 2), y: Math.round(y + height / 2) };
};
const apart = (a: Box, b: Box): boolean => a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y;

/** Pictures are drawn anew a moment after their place has changed its width; long after that everything still stands. */
const whatMayMove = (page: Page): Promise<void> => page.waitForTimeout(600);

type Place = {
  readonly what: string;
  readonly place: string;
  readonly ready: string;
  readonly opener: (page: Page) => Locator;
};
const places: readonly Place[] = [
  {
    what: 'a bar of the right-hand chart of Pay',
    place: 'pay',
    ready: '.live-bar',
    opener: page => page.getByRole('button', { name: /: INR 300,000/ }),
  },
  {
    what: 'a bar of the left-hand chart of Pay',
    place: 'pay',
    ready: '.live-bar',
    opener: page => page.getByRole('button', { name: /^Senior Medical Coder, Median/ }),
  },
  {
    what: 'the source of a role',
    place: 'ladder?role=coding-supervisor',
    ready: '.role .said',
    opener: page => page.getByRole('button', { name: 'Source: Himalayas, Duties of a coding supervisor' }),
  },
  {
    what: 'a mark in the last column of a comparison',
    place: 'compare?kind=credentials&ids=cpc,ccs,rhia',
    ready: '.compared table',
    opener: page => page.locator('.compared tbody tr td:last-child .mark').first(),
  },
];

describe('a passage that opens on a wide screen', () => {
  it.each(places)('moves nothing, and stands clear of what opened it: $what', async ({ place, ready, opener }) => {
    const page = await browser.visit(at(place), { reducedMotion: true });
    await page.locator(ready).first().waitFor();
    await page.waitForLoadState('networkidle');
    const pressed = opener(page);
    await pressed.scrollIntoViewIfNeeded();
    const before = await boxOf(pressed);
    const middle = await middleOf(pressed);
    await pressed.click();
    const panel = page.getByRole('dialog');
    await expectFocus(panel.getByRole('heading', { level: 2 }));
    await whatMayMove(page);
    expect(await boxOf(pressed)).toEqual(before);
    expect(apart(before, await boxOf(panel))).toBe(true);
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'hidden' });
    await expectFocus(pressed);
    expect(await middleOf(pressed)).toEqual(middle);
  });

  it('lets an answer move aside without a line of it breaking elsewhere', async () => {
    const page = await browser.visit(at('ask?q=What+does+each+level+pay%2C+from+junior+coder+to+director%3F'), {
      width: 1240,
      reducedMotion: true,
    });
    await page.locator('.live-bar').first().waitFor();
    const mark = page.getByRole('button', { name: /^Source 2:/ }).first();
    const before = await drawnBoxOf(mark);
    const article = await boxOf(page.getByRole('article'));
    await mark.click();
    const panel = page.getByRole('dialog');
    await panel.waitFor();
    await whatMayMove(page);
    // A pixel, which rounding may make, is no line.
    expect(Math.abs((await drawnBoxOf(mark)).y - before.y)).toBeLessThanOrEqual(1);
    expect(await boxOf(page.getByRole('article'))).toMatchObject({ width: article.width, height: article.height });
    await page.keyboard.press('Escape');
    await expectFocus(mark);
  });

  it('closes on Escape wherever the focus has gone meanwhile', async () => {
    const page = await browser.visit(at('compare?kind=credentials&ids=cpc,ccs'), { reducedMotion: true });
    const mark = page.locator('.compared .mark').first();
    await mark.click();
    const panel = page.getByRole('dialog');
    await panel.waitFor();
    await page.getByRole('radio', { name: 'Credentials' }).focus();
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'hidden' });
    await expectFocus(mark);
  });
});

describe('a chart that is drawn anew', () => {
  it('while its passage is read gives the focus back to the bar that it came from', async () => {
    const page = await browser.visit(at('pay'), { reducedMotion: true });
    const bar = page.getByRole('button', { name: /^Senior Medical Coder, Median/ });
    await bar.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Pay by level' }).locator('mark').first().waitFor();
    const fill = () => bar.getAttribute('fill');
    const before = await fill();
    await showTheme(page, 'dark');
    await expect.poll(fill).not.toBe(before);
    await page.keyboard.press('Escape');
    await expectFocus(bar);
  });

  it('leaves the focus on the bar that had it', async () => {
    const page = await browser.visit(at('pay'), { reducedMotion: true });
    const bar = page.getByRole('button', { name: /^Senior Medical Coder, Median/ });
    await bar.focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Shift+Tab');
    const fill = () => bar.getAttribute('fill');
    const before = await fill();
    await showTheme(page, 'dark');
    await expect.poll(fill).not.toBe(before);
    await expectFocus(bar);
    await page.locator('.tip').getByText('$65k').waitFor();
  });
});
