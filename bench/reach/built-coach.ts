import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** Throws when there is no build: what members run is measured, not the sources. */
export const requireBuild = (): void => {
  if (!existsSync(`${root}/dist/src/create-coach.js`))
    throw new Error('There is no build to measure. Run `npm run build`, then the bench again.');
};

type Step = { readonly name: string; readonly atMs: number; readonly residentBytes: number };
export type Answering = {
  readonly inspectMs: readonly number[];
  readonly answerMs: readonly number[];
  readonly steps: readonly Step[];
  readonly residentBytes: number;
  readonly peakResidentBytes: number;
};

/** Opens the built coach in a process of its own and asks it every question, one after the other. */
export const answerMany = async (
  dataDir: string,
  warmUp: readonly string[],
  questions: readonly object[],
): Promise<Answering> => {
  const child = fork(new URL('./answer-many.js', import.meta.url), [], { execArgv: [] });
  const ended = once(child, 'exit');
  let output: Answering | undefined;
  child.on('message', message => {
    output = message as Answering;
  });
  child.send({ root, dataDir, warmUp, questions });
  const [code] = await ended;
  if (!output) throw new Error(`answering ended with code ${code} and no figures`);
  return output;
};

/** Milliseconds from starting the command to the first of its answer, and to its end. */
export const timeAsk = async (dataDir: string, question: string): Promise<{ answerMs: number; endMs: number }> => {
  const started = performance.now();
  const child = spawn(process.execPath, ['bin/nextrung.js', 'ask', question], {
    cwd: root,
    env: { ...process.env, DATA_DIR: dataDir, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let answerMs: number | undefined;
  child.stdout.on('data', () => {
    answerMs ??= performance.now() - started;
  });
  const [code] = await once(child, 'close');
  if (code !== 0 || answerMs === undefined)
    throw new Error(`nextrung ask ended with code ${code} and ${answerMs === undefined ? 'no' : 'an'} answer`);
  return { answerMs, endMs: performance.now() - started };
};
