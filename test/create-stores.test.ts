import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openStores } from '../src/create-stores.js';
import { citedAnswer } from './support/open-stores.js';
import { runProgram } from './support/run-nextrung.js';
import { useTemporaryFolder } from './support/temporary-folder.js';

const folder = useTemporaryFolder();
const open = (dataDir: string) => openStores({ dataDir, encryptionKey: undefined });
const given = { member: 'U1', question: 'a question', answer: citedAnswer(), isPrivate: false };
const key = { community: 'slack:T1', conversation: 'thread-1' };

/** A folder whose community file holds one conversation, closed. */
const filled = async (): Promise<string> => {
  const path = folder.path();
  const { conversations, close } = await open(path);
  await conversations.remember(key, given);
  await close();
  return path;
};

const fileOf = (path: string): string => join(path, 'community.sqlite');
const bytesOf = (path: string): string => readFileSync(fileOf(path), 'latin1');

describe('the stores', () => {
  it('are one file that only its owner may read, in a folder that is made', async () => {
    const path = join(folder.path(), 'deep', 'data');
    const { conversations, close } = await open(path);
    await conversations.remember(key, given);
    for (const name of readdirSync(path).filter(one => one.startsWith('community.sqlite')))
      expect([name, (statSync(join(path, name)).mode & 0o777).toString(8)]).toEqual([name, '600']);
    await close();
    expect(readdirSync(path).toSorted()).toEqual(['community.sqlite', 'running']);
    expect(readdirSync(join(path, 'running'))).toEqual([]);
  });

  it('may be open twice in one process, and opened at the same time', async () => {
    const path = folder.path();
    const [first, second] = await Promise.all([open(path), open(path)]);
    await Promise.all([first.conversations.remember(key, given), second.conversations.remember(key, given)]);
    expect(await first.conversations.recentTurns(key, 'U1', 8)).toHaveLength(4);
    expect(await first.deliveries.take('c', ['event'])).toBe('fresh');
    expect(await second.deliveries.take('c', ['event'])).toBe('taken');
    await first.close();
    expect(await second.deliveries.take('c', ['event'])).toBe('resumed');
    await second.close();
  });

  it('are made once when several processes start on an empty folder together', { timeout: 90_000 }, async () => {
    const path = folder.path();
    const [tsx, script] = [join(process.cwd(), 'node_modules/.bin/tsx'), join(process.cwd(), 'test/support/take-delivery.ts')];
    const runs = await Promise.all(Array.from({ length: 4 }, () => runProgram(tsx, [script, path, 'c', '20', 'race'])));
    for (const run of runs) expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(runs.flatMap(run => JSON.parse(run.stdout) as string[])).toHaveLength(20);
  });
});

describe('a community file that cannot be used is left as it is, and the way on is told', () => {
  const refusal = async (path: string): Promise<{ code: string; message: string }> => {
    const before = bytesOf(path);
    const error = await open(path).then(
      () => undefined,
      (refused: { code: string; message: string }) => refused,
    );
    expect(bytesOf(path)).toBe(before);
    return { code: error?.code ?? 'opened', message: error?.message ?? '' };
  };

  it.each([
    ['no database', (bytes: Buffer) => Buffer.from(`not a database ${bytes.length}`.repeat(100))],
    ['cut short', (bytes: Buffer) => bytes.subarray(0, Math.floor(bytes.length / 2))],
    [
      'overwritten within',
      (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 4_096), Buffer.alloc(8_192, 0xff), bytes.subarray(12_288)]),
    ],
  ])('when it is %s', async (_, damage) => {
    const path = await filled();
    writeFileSync(fileOf(path), damage(readFileSync(fileOf(path))));
    const { code, message } = await refusal(path);
    expect(code).toBe('store_unreadable');
    expect(message).toContain(fileOf(path));
    expect(message).toMatch(/Nothing in it was changed\. Put back a backup of it, or move it away/);
  });

  it('when it belongs to another program', async () => {
    const path = folder.path();
    mkdirSync(path);
    new Database(fileOf(path)).exec("CREATE TABLE theirs (text); INSERT INTO theirs VALUES ('kept')").close();
    const { code, message } = await refusal(path);
    expect(code).toBe('store_unreadable');
    expect(message).toContain('belongs to another program');
  });

  it('when a newer NextRung wrote it', async () => {
    const path = await filled();
    new Database(fileOf(path)).exec("INSERT INTO kysely_migration VALUES ('2031-01-01-tomorrow', '2031')").close();
    const { code, message } = await refusal(path);
    expect(code).toBe('store_newer');
    expect(message).toMatch(/newer NextRung \(2031-01-01-tomorrow\).*Update NextRung/);
  });

  it.skipIf(process.getuid?.() === 0)('when it may not be read', async () => {
    const path = await filled();
    chmodSync(fileOf(path), 0o000);
    await expect(open(path)).rejects.toMatchObject({ code: 'store_unreadable' });
  });

  it('when its place is a file, or may not be written', async () => {
    const path = folder.path();
    writeFileSync(path, 'a file');
    await expect(open(join(path, 'data'))).rejects.toMatchObject({
      code: 'store_unreadable',
      message: expect.stringContaining('Set DATA_DIR to a folder'),
    });
  });
});

describe('a community file of an earlier version', () => {
  it.each(['first', 'second', 'third'])('opens with all that is in it: the %s', async version => {
    const path = folder.path();
    mkdirSync(path);
    copyFileSync(`test/fixtures/community/${version}-version.sqlite`, fileOf(path));
    const { conversations, feedback, settings, deliveries, quotas, lastRun, close } = await open(path);
    expect(await conversations.find(key)).toMatchObject({ startedBy: 'U1' });
    expect(await conversations.recentTurns(key, 'U1', 8)).toHaveLength(2);
    expect(await feedback.list('slack:T1')).toHaveLength(1);
    expect(await settings.read('slack:T1')).toEqual({ channels: ['C1'] });
    expect(await deliveries.take('slack:T1', ['event-1'])).toBe('taken');
    // The second came with counts, and with when it last ran.
    const hourMs = 60 * 60_000;
    expect((await quotas.count({ community: 'slack:T1', member: 'U2', channel: '', told: false }, hourMs)).count).toBe(1);
    const { at, doubtedAt } = (await lastRun.read()) ?? {};
    expect(at).toBeInstanceOf(Date);
    // The third came with the doubt of a clock.
    if (version === 'third') expect(doubtedAt).toBeInstanceOf(Date);
    await close();
  });

  it('that was being migrated when the process was killed is migrated by the next', async () => {
    const path = await filled();
    // As a process leaves it that ends before the migration's transaction does: the file is there, its tables are not.
    const half = folder.path();
    mkdirSync(half);
    new Database(fileOf(half)).exec(`PRAGMA application_id = ${0x4e785267}; CREATE TABLE x (y); DROP TABLE x`).close();
    const { conversations, close } = await open(half);
    await conversations.remember(key, given);
    await close();
    expect(bytesOf(half).length).toBe(bytesOf(path).length);
  });
});
