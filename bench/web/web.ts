import { Agent } from 'node:http';
import { requireBuild } from '../reach/built-coach.js';
import type { BenchContext } from '../support/context.js';
import { readQuestions } from '../support/questions.js';
import { percentile } from '../support/statistics.js';
import { printTable, showMs } from '../support/table.js';
import { serveBuiltPage } from './served-page.js';
import { type Answered, ask, askAtOnce, holdCrowd } from './visitors.js';

const visitors = 200;
/** What 99 of 100 answers are to take, both for visitors who ask and read and for as many who ask at the same moment. */
const targetP99Ms = 300;
/** An answer of 100 words is read in half a minute; these visitors hurry. */
const readingMs = 10_000;
const forMs = 45_000;
const warmUps = 30;

const row = (name: string, answered: readonly Answered[], seconds: number): string[] => {
  const whole = answered.map(one => one.wholeMs);
  return [
    name,
    String(answered.length),
    (answered.length / seconds).toFixed(1),
    showMs(percentile(whole, 0.5)),
    showMs(percentile(whole, 0.99)),
    showMs(Math.max(...whole)),
    showMs(
      percentile(
        answered.map(one => one.firstMs),
        0.99,
      ),
    ),
  ];
};

/** The page's server under a crowd, with no key: `npm start` in a process of its own, streams read to their end. Half of the questions are new. */
export const benchWeb = async (context: BenchContext): Promise<object> => {
  requireBuild();
  const index = await context.sharedIndex();
  const questions = (await readQuestions('dev', 'people')).filter(item => item.history.length === 0).map(item => item.question);
  const page = await serveBuiltPage(index.folder);
  try {
    context.progress('warming up');
    const agent = new Agent({ keepAlive: true });
    for (let at = 0; at < warmUps; at++) await ask(page.port, agent, questions[at % questions.length] ?? '');
    agent.destroy();
    context.progress(`${visitors} visitors for ${forMs / 1000} s`);
    const crowd = await holdCrowd(page.port, questions, { visitors, readingMs, forMs });
    context.progress('all at the same moment');
    const began = performance.now();
    const burst = await askAtOnce(page.port, questions, visitors);
    const burstSeconds = (performance.now() - began) / 1000;
    printTable(
      ['', 'questions', 'a second', 'p50', 'p99', 'slowest', 'first event p99'],
      [
        row(`${visitors} visitors, each asks, reads ${readingMs / 1000} s, asks again`, crowd, forMs / 1000),
        row(`${visitors} questions at the same moment`, burst, burstSeconds),
      ],
    );
    console.log('Every other question is one of a list, as suggestions are; the rest nobody asked before.');
    for (const [name, answered, measure] of [
      [`${visitors} visitors who read`, crowd, 'wholeMs'],
      [`${visitors} streams at once, to the first event`, burst, 'firstMs'],
      [`${visitors} streams at once, to the whole answer`, burst, 'wholeMs'],
    ] as const) {
      const p99 = percentile(
        answered.map(one => one[measure]),
        0.99,
      );
      console.log(`Target: p99 under ${targetP99Ms} ms, ${name}. ${p99 < targetP99Ms ? 'Met' : 'Missed'}: ${showMs(p99)}.`);
    }
    console.log('');
    return { visitors, readingMs, crowd: summary(crowd), burst: summary(burst), target: { p99Ms: targetP99Ms } };
  } finally {
    await page.stop();
  }
};

const summary = (answered: readonly Answered[]) => ({
  questions: answered.length,
  p50Ms: percentile(
    answered.map(one => one.wholeMs),
    0.5,
  ),
  p99Ms: percentile(
    answered.map(one => one.wholeMs),
    0.99,
  ),
});
