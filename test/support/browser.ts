import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Locator, type Page } from 'playwright-core';
import { afterEach, beforeAll, expect } from 'vitest';
import { oncePerWorker } from './per-worker.js';

/**
 * Where Debian's packages put it; `.ci/run` installs the first. The headless shell is Chromium without a window of its own, which takes half
 * of what a page costs.
 */
const headlessShell = '/usr/bin/chromium-headless-shell';
const chromiumPath = process.env.CHROMIUM_PATH ?? (existsSync(headlessShell) ? headlessShell : '/usr/bin/chromium');

/** What a test saw when it failed; kept by CI. */
const failures = 'test-output/failed';

type Visit = {
  readonly width?: number;
  readonly height?: number;
  readonly theme?: 'light' | 'dark';
  readonly reducedMotion?: boolean;
  readonly permissions?: string[];
  /** Runs in the page before anything of its own. */
  readonly script?: string;
  /** What the browser's console may complain of in this visit; everything else fails the test. */
  readonly expectedComplaints?: RegExp;
};

export type Visitor = {
  /** A page in a browser profile of its own, gone after the test. */
  visit(address: string, visit?: Visit): Promise<Page>;
};

/** Loads an address anew, in a window that may have another size: a page of the browser's that is kept costs half of a new one. */
export const visitNext = async (page: Page, address: string, size?: { width: number; height: number }): Promise<void> => {
  // Two addresses of the page differ in their hash alone, and going from one to the other would load nothing.
  await page.goto('about:blank');
  if (size) await page.setViewportSize(size);
  await page.goto(address);
};

/** Waits until an element has the keyboard's focus. */
export const expectFocus = async (element: Locator): Promise<void> => {
  await expect.poll(() => element.and(element.page().locator(':focus')).count()).toBe(1);
};

/** Changes the system's theme and waits until the whole page has followed: Chromium takes its time on a busy machine. */
export const showTheme = async (page: Page, colorScheme: 'light' | 'dark'): Promise<void> => {
  await page.emulateMedia({ colorScheme });
  const brightness = `getComputedStyle(document.body).backgroundColor.match(/\\d+/g).reduce((sum, part) => sum + Number(part), 0)`;
  await expect
    .poll(async () => (await page.evaluate<number>(brightness)) > 380, { timeout: 5_000 })
    .toBe(colorScheme === 'light');
  await page.evaluate('new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))');
  const changing = `document.getAnimations().filter(animation => animation instanceof CSSTransition).length`;
  await expect.poll(() => page.evaluate<number>(changing), { timeout: 5_000 }).toBe(0);
};

const contextOf = ({
  width = 1440,
  height = 900,
  theme = 'light',
  reducedMotion,
  permissions,
}: Visit): BrowserContextOptions => ({
  viewport: { width, height },
  colorScheme: theme,
  reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
  ...(permissions ? { permissions } : {}),
});

/** Started once a worker; Playwright ends it when this process does. */
const sharedBrowser = oncePerWorker((): Promise<Browser> => {
  if (!existsSync(chromiumPath))
    throw new Error(`No Chromium at ${chromiumPath}: apt-get install chromium-headless-shell, or set CHROMIUM_PATH.`);
  // No sandbox: containers lack what it needs, and the only pages here are our own.
  return chromium.launch({
    executablePath: chromiumPath,
    args: ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none'],
  });
}, 'ProcessWrap');

/**
 * Real Chromium for a test file. After each test, whatever the console complained of (errors, what the content security policy stopped)
 * and every request to another origin fail it.
 */
export const useBrowser = (): Visitor => {
  let browser: Browser;
  const complaints: string[] = [];
  beforeAll(async () => {
    browser = await sharedBrowser();
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') {
      for (const page of browser.contexts().flatMap(context => context.pages())) {
        const name = `${task.name} ${page.url()}`.replaceAll(/[^\w]+/g, '-').slice(0, 120);
        await page.screenshot({ path: `${failures}/${name}.png`, fullPage: true });
      }
    }
    for (const context of browser.contexts()) await context.close();
    expect(complaints.splice(0)).toEqual([]);
  });
  return {
    async visit(address, visit = {}) {
      const context = await browser.newContext(contextOf(visit));
      if (visit.script) await context.addInitScript(visit.script);
      const page = await context.newPage();
      const complain = (complaint: string): void => {
        if (!visit.expectedComplaints?.test(complaint)) complaints.push(complaint);
      };
      page.on('console', message => {
        if (message.type() === 'error' || message.type() === 'warning') complain(message.text());
      });
      page.on('pageerror', error => complain(error.message));
      page.on('request', request => {
        const { origin, protocol } = new URL(request.url());
        if (origin !== new URL(address).origin && protocol !== 'data:' && protocol !== 'blob:') complain(`request to ${origin}`);
      });
      await page.goto(address);
      return page;
    },
  };
};
