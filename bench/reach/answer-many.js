// @ts-check
// Answers questions with the built coach, in a process of its own and without a TypeScript loader, as a member's machine would; says how
// long each step took and what the process holds. Plain JavaScript, so that nothing but the build is loaded.
import { once } from 'node:events';

/** @typedef {{ root: string, dataDir: string, warmUp: string[], questions: { question: string, history: object[] }[] }} Work */

const steps = [{ name: 'Node itself', atMs: performance.now(), residentBytes: process.memoryUsage.rss() }];
const mark = (/** @type {string} */ name) =>
  steps.push({ name, atMs: performance.now(), residentBytes: process.memoryUsage.rss() });

const [message] = await once(process, 'message');
const { root, dataDir, warmUp, questions } = /** @type {Work} */ (message);
mark('waiting for work');
/** The build's modules, which have no types here. */
const load = (/** @type {string} */ path) => import(new URL(`dist/src/${path}`, `file://${root}/`).href);
const [{ readConfig }, { inspectIndex, openCoach }, { readQuestion }] = [
  await load('config.js'),
  await load('create-coach.js'),
  await load('coach/read-question.js'),
];
mark('loading code');
const config = readConfig({ DATA_DIR: dataDir }, root);
const { coach, close } = await openCoach(config, {
  onBuild(/** @type {string} */ reason) {
    throw new Error(`the build finds no index that it can use: ${reason}. Run \`npm run build\`, then the bench again.`);
  },
});
mark('opening the coach');
await coach.ask(readQuestion(warmUp[0]));
mark('the first answer, with the model loading');
for (const question of warmUp) await coach.ask(readQuestion(question));
mark(`${warmUp.length} answers to warm up`);
const answerMs = [];
for (const { question, history } of questions) {
  const from = performance.now();
  await coach.ask(readQuestion(question, history));
  answerMs.push(performance.now() - from);
}
mark(`${questions.length} answers`);
const [residentBytes, peakResidentBytes] = [process.memoryUsage.rss(), process.resourceUsage().maxRSS * 1024];
// Last, because it reads whole files, which an answering process does once.
const inspectMs = [];
for (let round = 0; round < 11; round++) {
  const from = performance.now();
  await inspectIndex(config);
  inspectMs.push(performance.now() - from);
}
const output = { inspectMs, answerMs, steps, residentBytes, peakResidentBytes };
await close();
process.send?.(output, undefined, {}, () => process.disconnect());
