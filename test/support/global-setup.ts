import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '../../src/config.js';
import { ensureIndex } from '../../src/create-coach.js';
import { leftBehind } from './left-behind.js';
import { temporaryRoot } from './temporary-root.js';

/** Built last, and anew at every build. */
const page = 'dist/page/index.html';
const builtFrom = ['src', 'adapters', 'package.json', 'tsconfig.json', 'tsconfig.build.json'];

/** When anything under a path changed last; a folder changes when a file in it comes or goes. */
const changedAt = (path: string): number => {
  const stats = statSync(path);
  const inside = stats.isDirectory() ? readdirSync(path).map(name => changedAt(join(path, name))) : [];
  return Math.max(stats.mtimeMs, ...inside);
};

const isBuilt = (): boolean => {
  const built = statSync(page, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return builtFrom.every(path => changedAt(path) < built);
};

/**
 * Once for a run, whichever projects need it: builds the program and its page where they are not built from what stands here, builds the
 * index of the shipped pack, and hands it to every test through DATA_DIR, to be read and never written. A developer who runs the tests
 * often can keep the index between runs by setting NEXTRUNG_TEST_DATA. Temporary folders lie in one of this run's own, in which nothing may
 * be left at the end, nor any process.
 */
export default async function setup(): Promise<(() => void) | undefined> {
  if (process.env.NEXTRUNG_TEST_RUN) return undefined;
  const run = mkdtempSync(join(temporaryRoot(), 'nextrung-test-'));
  const temporary = join(run, 'tmp');
  mkdirSync(temporary);
  // Some tests look at their files as another user.
  chmodSync(run, 0o755);
  const data = process.env.NEXTRUNG_TEST_DATA ?? join(run, 'data');
  Object.assign(process.env, { NEXTRUNG_TEST_RUN: run, TMPDIR: temporary, DATA_DIR: data });
  // Under the runner's own NODE_ENV the page would be one for developers, slower and with warnings of its own.
  const env = { ...process.env, NODE_ENV: 'production' };
  if (!isBuilt()) execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit', env });
  await ensureIndex(readConfig({ DATA_DIR: data }, process.cwd()));
  return () => {
    const left = leftBehind(run, temporary);
    rmSync(run, { recursive: true, force: true });
    if (left.length === 0) return;
    process.exitCode = 1;
    process.stderr.write(`The tests left behind:\n${left.map(line => `  ${line}\n`).join('')}`);
  };
}
