import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { forAllAsync } from '../support/for-all.js';
import { createClock, storeBackends } from '../support/open-stores.js';
import { runProgram } from '../support/run-nextrung.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';

const folder = useTemporaryFolder();
const tsx = join(process.cwd(), 'node_modules/.bin/tsx');
const script = join(process.cwd(), 'test/support/take-delivery.ts');
const children: ChildProcess[] = [];

/** Takes a message in another process, which then waits; gives what came of it. */
const takeElsewhere = async (path: string, keys: readonly string[], then = '') => {
  // Node itself, so that a kill ends the process that holds the message and not one around it.
  const child = spawn(process.execPath, ['--import', 'tsx', script, path, 'slack:T1', keys.join(','), then], { stdio: 'pipe' });
  children.push(child);
  let said = '';
  child.stderr.on('data', chunk => process.stderr.write(chunk));
  for await (const chunk of child.stdout) {
    said += chunk;
    if (said.endsWith('\n')) break;
  }
  const kill = () =>
    new Promise<void>(resolve => {
      child.once('exit', () => resolve());
      child.kill('SIGKILL');
    });
  return { result: said.trim(), kill };
};

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

describe.each(storeBackends)('delivery marks in $name', { timeout: 90_000 }, ({ open }) => {
  it('let one of the same message through, by any of its keys', async () => {
    const { deliveries, close } = await open(folder.path());
    expect(await deliveries.take('slack:T1', ['event-1', 'C1:1.0'])).toBe('fresh');
    expect(await deliveries.take('slack:T1', ['event-1', 'C1:1.0'])).toBe('taken');
    expect(await deliveries.take('slack:T1', ['event-2', 'C1:1.0'])).toBe('taken');
    // The third shares a key with the second only.
    expect(await deliveries.take('slack:T1', ['event-2'])).toBe('taken');
    expect(await deliveries.take('slack:T1', ['event-3', 'C1:2.0'])).toBe('fresh');
    expect(await deliveries.take('slack:T2', ['event-1', 'C1:1.0'])).toBe('fresh');
    await close();
  });

  it('give a message back that was not answered, and keep one that was', async () => {
    const { deliveries, close } = await open(folder.path());
    await deliveries.take('slack:T1', ['event-1', 'C1:1.0']);
    await deliveries.release('slack:T1', ['event-1']);
    expect(await deliveries.take('slack:T1', ['C1:1.0'])).toBe('fresh');
    await deliveries.sending('slack:T1', ['C1:1.0']);
    await deliveries.release('slack:T1', ['C1:1.0']);
    expect(await deliveries.take('slack:T1', ['C1:1.0'])).toBe('taken');
    await close();
  });

  it('hold nothing against a message without a name', async () => {
    const { deliveries, close } = await open(folder.path());
    expect([await deliveries.take('web:1', []), await deliveries.take('web:1', [])]).toEqual(['fresh', 'fresh']);
    await deliveries.sending('web:1', []);
    await deliveries.release('web:1', []);
    await close();
  });

  it('let each message through once, whatever shares keys with what', async () => {
    const { deliveries, close } = await open(folder.path());
    let run = 0;
    await forAllAsync(
      [fc.array(fc.uniqueArray(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 3 }), { maxLength: 20 })],
      async messages => {
        const community = `run-${run++}`;
        const seen = new Set<number>();
        for (const keys of messages) {
          const expected = keys.some(key => seen.has(key)) ? 'taken' : 'fresh';
          expect(await deliveries.take(community, keys.map(String))).toBe(expected);
          for (const key of keys) seen.add(key);
        }
      },
      { numRuns: 40 },
    );
    await close();
  });

  it('know a message over a restart: what was sent stays sent, what was not is resumed once', async () => {
    const path = folder.path();
    const first = await open(path);
    await first.deliveries.take('slack:T1', ['sent']);
    await first.deliveries.sending('slack:T1', ['sent']);
    await first.deliveries.take('slack:T1', ['unsent']);
    await first.close();
    const { deliveries, close } = await open(path);
    expect(await deliveries.take('slack:T1', ['sent'])).toBe('taken');
    expect(await deliveries.take('slack:T1', ['unsent'])).toBe('resumed');
    expect(await deliveries.take('slack:T1', ['unsent'])).toBe('taken');
    await close();
  });

  it('tell a process that still writes from one that was killed', async () => {
    const path = folder.path();
    const { deliveries, close } = await open(path);
    const writing = await takeElsewhere(path, ['event-1', 'C1:1.0']);
    const sending = await takeElsewhere(path, ['event-2'], 'sending');
    expect([writing.result, sending.result]).toEqual(['fresh', 'fresh']);
    expect(await deliveries.take('slack:T1', ['C1:1.0'])).toBe('taken');
    await Promise.all([writing.kill(), sending.kill()]);
    expect(await deliveries.take('slack:T1', ['C1:1.0'])).toBe('resumed');
    expect(await deliveries.take('slack:T1', ['event-1'])).toBe('taken');
    expect(await deliveries.take('slack:T1', ['event-2'])).toBe('taken');
    await close();
  });

  it('let what an ended process was just sending be taken where the platform shows no answer, and what was done never', async () => {
    const path = folder.path();
    const clock = createClock();
    const first = await open(path, clock);
    for (const key of ['sending', 'done', 'told']) await first.deliveries.take('slack:T1', [key]);
    for (const key of ['sending', 'done']) await first.deliveries.sending('slack:T1', [key]);
    for (const key of ['done', 'told']) await first.deliveries.done('slack:T1', [key]);
    // By a process that still runs.
    expect(await first.deliveries.take('slack:T1', ['sending'], true)).toBe('taken');
    await first.close();
    const { deliveries, close } = await open(path, clock);
    const left = await deliveries.unanswered('slack:', clock.now());
    expect(left).toEqual([{ community: 'slack:T1', keys: ['sending'], wasSending: true }]);
    expect(await deliveries.take('slack:T1', ['sending'])).toBe('taken');
    expect(await deliveries.take('slack:T1', ['sending'], true)).toBe('resumed');
    for (const key of ['done', 'told']) expect(await deliveries.take('slack:T1', [key], true)).toBe('taken');
    await close();
  });

  it('tell what an ended process left unanswered, oldest first, until another takes it', async () => {
    const path = folder.path();
    const clock = createClock();
    const first = await open(path, clock);
    await first.deliveries.take('slack:T1', ['too-old']);
    clock.forward(60_000);
    const since = clock.now();
    await first.deliveries.take('slack:T1', ['event-1', 'C1:1.0']);
    await first.deliveries.take('slack:T2', ['event-2']);
    await first.deliveries.take('discord:1', ['message:1']);
    await first.deliveries.take('slack:T1', ['sent']);
    await first.deliveries.done('slack:T1', ['sent']);
    // By a process that still runs.
    expect(await first.deliveries.unanswered('slack:', since)).toEqual([]);
    await first.close();
    const { deliveries, close } = await open(path, clock);
    const left = async () => (await deliveries.unanswered('slack:', since)).map(one => ({ ...one, keys: one.keys.toSorted() }));
    expect(await left()).toEqual([
      { community: 'slack:T1', keys: ['C1:1.0', 'event-1'], wasSending: false },
      { community: 'slack:T2', keys: ['event-2'], wasSending: false },
    ]);
    expect(await deliveries.take('slack:T1', ['C1:1.0'])).toBe('resumed');
    expect(await left()).toEqual([{ community: 'slack:T2', keys: ['event-2'], wasSending: false }]);
    await close();
  });

  it('tell what was taken since, answered or not, of one platform or of one kind of community', async () => {
    const clock = createClock();
    const { deliveries, close } = await open(folder.path(), clock);
    await deliveries.take('discord:user:1', ['too-old']);
    clock.forward(60_000);
    const since = clock.now();
    await deliveries.take('discord:user:1', ['message:1']);
    await deliveries.sending('discord:user:1', ['message:1']);
    await deliveries.take('discord:7', ['message:2']);
    await deliveries.take('discord:user:2', ['message:3']);
    const keys = async (prefix: string) => (await deliveries.taken(prefix, since)).flatMap(one => one.keys);
    expect(await keys('discord:user:')).toEqual(['message:1', 'message:3']);
    expect(await keys('discord:')).toEqual(['message:1', 'message:2', 'message:3']);
    expect(await keys('slack:')).toEqual([]);
    await close();
  });

  it('let each message through in one process only, however many want it at once', async () => {
    const path = folder.path();
    const { close } = await open(path);
    const wanted = 300;
    const runs = await Promise.all(
      Array.from({ length: 4 }, () => runProgram(tsx, [script, path, 'slack:T1', String(wanted), 'race'])),
    );
    for (const run of runs) expect(run).toMatchObject({ code: 0, stderr: '' });
    const fresh = runs.flatMap(run => JSON.parse(run.stdout) as string[]);
    expect(fresh.toSorted()).toEqual(Array.from({ length: wanted }, (_, at) => `${at}`).toSorted());
    await close();
  });
});
