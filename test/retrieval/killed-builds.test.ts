import { type ChildProcess, spawn } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { readManifest } from '../../src/retrieval/index-folder.js';
import { runsOf } from '../support/for-all.js';
import { randomFrom } from '../support/random-vectors.js';
import { buildSmallIndex, checkSmallIndex, useSmallIndex } from '../support/small-index.js';
import { judgedPackFiles } from '../support/small-pack.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';

const folder = useTemporaryFolder();
const running = new Set<ChildProcess>();
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
});

type Builder = {
  readonly child: ChildProcess;
  lines(): readonly string[];
  errors(): string;
  readonly ended: Promise<number | null>;
};

/** A process that builds indexes in `root`, each of other guides than the one before. */
const startBuilder = (root: string, rounds: string, name: string): Builder => {
  const script = fileURLToPath(new URL('../support/build-for-ever.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, root, rounds, name], { stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  let output = '';
  let errors = '';
  child.stdout?.on('data', data => {
    output += data;
  });
  child.stderr?.on('data', data => {
    errors += data;
  });
  const ended = new Promise<number | null>(resolve => child.on('close', code => resolve(code)));
  void ended.then(() => running.delete(child));
  return { child, lines: () => output.split('\n').filter(Boolean), errors: () => errors, ended };
};

const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await wait(2);
};

describe('a build that is killed', () => {
  it('at any moment leaves the index before it whole, and the next build clean', { timeout: 600_000 }, async () => {
    // Two folders at a time, on two cores; the moments follow from a seed, what they hit does not.
    const random = randomFrom(2024);
    const lane = async (name: string, rounds: number): Promise<void> => {
      const root = folder.path(name);
      for (let round = 0; round < rounds; round++) {
        const before = await readManifest(root);
        const builder = startBuilder(root, 'Infinity', `${name} ${round} of`);
        await until(() => builder.lines().includes('ready') || builder.child.exitCode !== null);
        await wait(random() * 700);
        builder.child.kill('SIGKILL');
        await builder.ended;
        expect(builder.errors()).toBe('');

        const after = await readManifest(root);
        const finished = builder.lines().filter(line => line.startsWith('built')).length;
        if (finished > 0 || before) expect(after).toBeDefined();
        if (!after) continue;
        const { pack, judgments, nearest } = await useSmallIndex(root, after);
        expect(nearest).toHaveLength(3);
        expect(judgments).toHaveLength(4);
        const text = JSON.stringify(pack.passages);
        // It is the index before, or one of this process's own, never older than the last that it told of.
        const [, told] = /of (\d+) edition/.exec(text) ?? [];
        if (finished > 0) expect(Number(told)).toBeGreaterThanOrEqual(finished - 1);
      }

      await buildSmallIndex(root, judgedPackFiles('last'));
      expect(await checkSmallIndex(root, judgedPackFiles('last'))).toMatchObject({ state: 'fresh' });
      const left = await readdir(root);
      expect(left.filter(one => /^building-|\.manifest$/.test(one))).toEqual([]);
      // The index, the one before it, and the manifest.
      expect(left.length).toBeLessThanOrEqual(3);
    };
    await Promise.all([lane('one', runsOf(50, 3)), lane('two', runsOf(50, 3))]);
  });
});

describe('two processes that build at once', () => {
  it('both end with a working index, and leave one behind', { timeout: 120_000 }, async () => {
    const root = folder.path();
    const builders = ['left', 'right'].map(name => startBuilder(root, '6', name));
    for (const builder of builders) {
      expect(await builder.ended, builder.errors()).toBe(0);
      expect(builder.lines()).toContain('built 5');
    }
    const manifest = await readManifest(root);
    if (!manifest) throw new Error('there is no index');
    expect(JSON.stringify((await useSmallIndex(root, manifest)).pack)).toMatch(/of the (left|right) \d edition/);

    await buildSmallIndex(root, judgedPackFiles());
    expect((await readdir(root)).length).toBeLessThanOrEqual(3);
  });
});
