import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runsOf } from '../support/for-all.js';
import { randomFrom } from '../support/random-vectors.js';
import { runProgram } from '../support/run-nextrung.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';

const folder = useTemporaryFolder();

/** Answers `count` messages in a process that ends at a place, or is killed when so many lines were received. */
const answerUntil = async (path: string, count: number, where: string, killAtLine?: number) => {
  let watch: NodeJS.Timeout | undefined;
  const ended = await runProgram(
    process.execPath,
    ['--import', 'tsx', join(process.cwd(), 'test/support/answer-until-killed.ts'), path, String(count), where],
    {
      onStart(child) {
        if (killAtLine === undefined) return;
        watch = setInterval(() => received(path).length >= killAtLine && child.kill('SIGKILL'), 2);
      },
    },
  );
  clearInterval(watch);
  expect(ended.stderr).toBe('');
  const [, results] = ended.stdout.split('\n');
  return results ? (JSON.parse(results) as string[]) : 'killed';
};

const received = (path: string): string[] =>
  existsSync(join(path, 'received')) ? readFileSync(join(path, 'received'), 'utf8').trim().split('\n') : [];

const place = (): string => {
  const path = folder.path();
  mkdirSync(path);
  return path;
};

/** Each starts up to four processes; on a busy machine one takes seconds to begin. */
describe('a message whose process is killed, and that is delivered again', { timeout: 900_000 }, () => {
  it('while its answer is written, is answered by the next process, once', async () => {
    const path = place();
    expect(await answerUntil(path, 1, 'while-writing')).toBe('killed');
    expect(received(path)).toEqual([]);
    expect(await answerUntil(path, 1, '')).toEqual(['answered']);
    expect(received(path)).toEqual(['sending 0', 'shown 0']);
  });

  it('after its answer was shown, is not answered again', async () => {
    const path = place();
    expect(await answerUntil(path, 1, 'after-showing')).toBe('killed');
    expect(await answerUntil(path, 1, '')).toEqual(['duplicate']);
    expect(received(path)).toEqual(['sending 0', 'shown 0']);
  });

  it('in the middle of sending, is not sent a second time', async () => {
    const path = place();
    expect(await answerUntil(path, 1, 'while-sending')).toBe('killed');
    expect(await answerUntil(path, 1, '')).toEqual(['duplicate']);
    expect(received(path)).toEqual(['sending 0']);
  });

  it('when a first piece was shown, is not begun again', async () => {
    const path = place();
    expect(await answerUntil(path, 1, 'while-streaming')).toBe('killed');
    expect(await answerUntil(path, 1, 'while-streaming')).toEqual(['duplicate']);
    expect(received(path)).toEqual(['piece']);
  });

  it('at any moment, among many, is sent at most once and lost only if it was just being sent', async () => {
    const path = place();
    const kills = runsOf(100, 2);
    const count = kills * 20;
    // At most so many lines are written between two kills, so that every kill finds a process at work.
    const random = randomFrom(2026);
    let lines = 0;
    for (let kill = 0; kill < kills; kill++) {
      lines = received(path).length + 1 + Math.floor(random() * 20);
      expect(await answerUntil(path, count, 'anywhere', lines)).toBe('killed');
    }
    const results = await answerUntil(path, count, '');
    const all = received(path);
    const sending = all.filter(line => line.startsWith('sending'));
    expect(new Set(sending).size).toBe(sending.length);
    // At the moment of a kill each of the five conversations has at most one message on its way.
    expect(all.filter(line => line.startsWith('shown')).length).toBeGreaterThanOrEqual(count - kills * 5);
    // Some were answered before the last process, and it did not answer them again.
    expect(results).toContain('duplicate');
    expect(results).toContain('answered');
  });
});
