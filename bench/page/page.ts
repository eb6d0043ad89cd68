import { existsSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { type Browser, chromium, type Page } from 'playwright-core';
import { requireBuild } from '../reach/built-coach.js';
import type { BenchContext } from '../support/context.js';
import { median } from '../support/statistics.js';
import { printTable, showMs } from '../support/table.js';
import { type ServedPage, serveBuiltPage } from '../web/served-page.js';

const chromiumPath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const visits = 9;
const question = 'What do medical coders make in the US?';

/** What the page promises on the machine that serves it; script counts compressed, as it travels. */
const targets = { scriptKb: 150, firstPaintMs: 500, usableMs: 1000, layoutShift: 0.02 };

/** Kept by the page itself, so that the driver's own time does not count. */
const watch = `
  window.shifted = 0;
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
  window.seen = selector => new Promise(resolve => {
    const look = () => document.querySelector(selector) ? resolve(performance.now()) : requestAnimationFrame(look);
    look();
  });
`;

type Visit = {
  readonly scriptBytes: number;
  readonly allScriptBytes: number;
  readonly styleBytes: number;
  readonly firstPaintMs: number;
  readonly usableMs: number;
  readonly firstSentenceMs: number;
  readonly answerMs: number;
  readonly payMs: number;
  readonly layoutShift: number;
};

/** Milliseconds from a step to when the page shows `selector`. */
const until = async (page: Page, step: () => Promise<unknown>, selector: string): Promise<number> => {
  const from = await page.evaluate<number>('performance.now()');
  const seen = page.evaluate<number>(`window.seen(${JSON.stringify(selector)})`);
  await step();
  return (await seen) - from;
};

/** One visitor with nothing cached: opens the page, asks, looks at the pay charts. */
const visit = async (browser: Browser, served: ServedPage): Promise<Visit> => {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const sizes = { script: 0, stylesheet: 0 };
  const reading: Promise<void>[] = [];
  page.on('response', response => {
    const kind = response.request().resourceType();
    if (kind !== 'script' && kind !== 'stylesheet') return;
    reading.push(
      response.body().then(body => {
        sizes[kind] += gzipSync(body, { level: 9 }).length;
      }),
    );
  });
  await page.addInitScript(watch);
  await page.goto(`http://localhost:${served.port}/`);
  const usableMs = await page.evaluate<number>(`window.seen('.starter')`);
  await page.waitForLoadState('networkidle');
  await Promise.all(reading);
  const scriptBytes = sizes.script;
  const firstPaintMs = await page.evaluate<number>(`performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN`);
  const layoutShift = await page.evaluate<number>('window.shifted');
  await page.getByLabel('Your question').fill(question);
  const ask = (): Promise<void> => page.keyboard.press('Enter');
  const answered = page.evaluate<number>(`window.seen('.next')`);
  const from = await page.evaluate<number>('performance.now()');
  const firstSentenceMs = await until(page, ask, '.turn .sentence');
  const answerMs = (await answered) - from;
  const payMs = await until(page, () => page.getByRole('link', { name: 'Pay', exact: true }).click(), '.pay-charts .live-bar');
  await page.waitForLoadState('networkidle');
  await Promise.all(reading);
  await page.close();
  return {
    scriptBytes,
    allScriptBytes: sizes.script,
    styleBytes: sizes.stylesheet,
    firstPaintMs,
    usableMs,
    firstSentenceMs,
    answerMs,
    payMs,
    layoutShift,
  };
};

const showKb = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;

/** The page in real Chromium, on the machine that serves it: what it weighs, and how soon one sees and can use it. */
export const benchPage = async (context: BenchContext): Promise<object> => {
  requireBuild();
  if (!existsSync(chromiumPath)) {
    console.log(`No Chromium at ${chromiumPath}: install it or set CHROMIUM_PATH, then run \`npm run bench -- page\`.\n`);
    return {};
  }
  const index = await context.sharedIndex();
  const served = await serveBuiltPage(index.folder);
  const browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] });
  try {
    context.progress('warming up');
    await visit(browser, served);
    const all: Visit[] = [];
    for (let at = 0; at < visits; at++) {
      context.progress(`visit ${at + 1} of ${visits}`);
      all.push(await visit(browser, served));
    }
    const of = (name: keyof Visit): number => median(all.map(one => one[name]));
    const most = Math.max(...all.map(one => one.layoutShift));
    const figures = {
      scriptKb: of('scriptBytes') / 1000,
      firstPaintMs: of('firstPaintMs'),
      usableMs: of('usableMs'),
      layoutShift: most,
    };
    printTable(
      ['', `median of ${visits} visits`, 'target'],
      [
        ['script before charts, compressed', showKb(of('scriptBytes')), `${targets.scriptKb} kB`],
        ['script after a look at the charts', showKb(of('allScriptBytes')), ''],
        ['style, compressed', showKb(of('styleBytes')), ''],
        ['first contentful paint', showMs(figures.firstPaintMs), showMs(targets.firstPaintMs)],
        ['ready for a question', showMs(figures.usableMs), showMs(targets.usableMs)],
        ['from Enter to the first sentence', showMs(of('firstSentenceMs')), ''],
        ['from Enter to the whole answer', showMs(of('answerMs')), ''],
        ['from a click on Pay to the first chart', showMs(of('payMs')), ''],
        ['layout shift, most of any visit', most.toFixed(3), String(targets.layoutShift)],
      ],
    );
    const missed = (Object.keys(targets) as (keyof typeof targets)[]).filter(name => figures[name] > targets[name]);
    console.log(missed.length === 0 ? 'All targets met.\n' : `Missed: ${missed.join(', ')}.\n`);
    return { visits, ...figures, targets };
  } finally {
    await browser.close();
    await served.stop();
  }
};
