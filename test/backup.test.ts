import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { backupStores, openStores, restoreStores } from '../src/create-stores.js';
import { nextrungHere } from './support/nextrung-here.js';
import { citedAnswer } from './support/open-stores.js';
import { useTemporaryFolder } from './support/temporary-folder.js';

const folder = useTemporaryFolder();
const firstVersion = 'test/fixtures/community/first-version.sqlite';
const open = (dataDir: string) => openStores({ dataDir, encryptionKey: undefined });
const newFolder = (): string => {
  const path = folder.path();
  mkdirSync(path);
  return path;
};

type Stores = Awaited<ReturnType<typeof open>>;
const ask = ({ conversations }: Stores, conversation: string) =>
  conversations.remember(
    { community: 'c', conversation },
    { member: 'U1', question: `about ${conversation}`, answer: citedAnswer(), isPrivate: false },
  );
const turns = async ({ conversations }: Stores, conversation: string): Promise<number> =>
  (await conversations.recentTurns({ community: 'c', conversation }, 'U1', 8)).length;

describe('a backup', () => {
  it('is one file for its owner alone, made and put back while NextRung has the stores open', async () => {
    const dataDir = newFolder();
    const copy = join(newFolder(), 'copy.sqlite');
    const running = await open(dataDir);
    await ask(running, 'before');
    expect(await backupStores({ dataDir }, copy)).toMatchObject({ conversations: 1, answers: 1 });
    expect((statSync(copy).mode & 0o777).toString(8)).toBe('600');
    expect(readdirSync(join(copy, '..'))).toEqual(['copy.sqlite']);

    await ask(running, 'after');
    const { before } = await restoreStores({ dataDir }, copy);
    // The process that runs goes on with what was put back, and what was there is kept.
    expect([await turns(running, 'before'), await turns(running, 'after')]).toEqual([2, 0]);
    await ask(running, 'later');
    await running.close();
    const again = await open(dataDir);
    expect([await turns(again, 'before'), await turns(again, 'later')]).toEqual([2, 2]);
    await restoreStores({ dataDir }, before ?? '');
    expect([await turns(again, 'after'), await turns(again, 'later')]).toEqual([2, 0]);
    await again.close();
    expect(readdirSync(dataDir).filter(name => /part|restoring/.test(name))).toEqual([]);
  });

  it('replaces an older one, and leaves whole files of others alone', async () => {
    const dataDir = newFolder();
    const stores = await open(dataDir);
    const copy = join(folder.path(), '..', `copy-${process.pid}.sqlite`);
    for (const conversation of ['one', 'two']) {
      await ask(stores, conversation);
      await backupStores({ dataDir }, copy);
    }
    expect((await backupStores({ dataDir }, copy)).answers).toBe(2);
    await stores.close();
    const letter = join(newFolder(), 'letter.txt');
    writeFileSync(letter, 'dear all');
    await expect(backupStores({ dataDir }, letter)).rejects.toThrow(/letter\.txt is damaged or not a SQLite file/);
    expect(readFileSync(letter, 'utf8')).toBe('dear all');
    await expect(backupStores({ dataDir }, join(dataDir, 'none', 'copy.sqlite'))).rejects.toThrow(
      /none\/copy\.sqlite could not be written; what stood there is as it was\. Check that the folder is there/,
    );
  });

  it('of the first version is brought to this one on its way in', async () => {
    const dataDir = newFolder();
    expect(await restoreStores({ dataDir }, firstVersion)).toMatchObject({ answers: 1, before: undefined });
    const stores = await open(dataDir);
    expect(await stores.quotas.count({ community: 'c', member: 'U1', channel: '', told: false }, 1_000)).toMatchObject({
      count: 1,
    });
    expect((await stores.lastRun.read())?.at).toBeInstanceOf(Date);
    await stores.close();
  });

  it.each(['whole', 'damaged'])('leaves what was there before, %s, for as long as anything is kept', async state => {
    const dataDir = newFolder();
    const path = join(dataDir, 'community.sqlite');
    if (state === 'whole') await (await open(dataDir)).close();
    else writeFileSync(path, 'damaged '.repeat(1_000));
    // How old its records are does not count: it begins to be kept by the restore.
    utimesSync(path, new Date(0), new Date(0));
    const { before = '' } = await restoreStores({ dataDir }, firstVersion);
    const { memberData, close } = await open(dataDir);
    const clear = () => memberData.deleteOlderThan(new Date(Date.now() - 90 * 24 * 60 * 60_000));
    await clear();
    expect(existsSync(before)).toBe(true);
    const ago = new Date(Date.now() - 91 * 24 * 60 * 60_000);
    for (const left of [before, join(dataDir, 'community.sqlite.restoring'), join(dataDir, 'my-own.sqlite')]) {
      writeFileSync(left, 'what was kept');
      utimesSync(left, ago, ago);
    }
    await clear();
    await close();
    expect(readdirSync(dataDir).toSorted()).toEqual(['community.sqlite', 'my-own.sqlite', 'running']);
  });

  it('is put back over a file that is damaged, which is kept', async () => {
    const dataDir = newFolder();
    writeFileSync(join(dataDir, 'community.sqlite'), 'damaged '.repeat(1_000));
    const { before } = await restoreStores({ dataDir }, firstVersion);
    expect(readFileSync(before ?? '', 'utf8')).toMatch(/^damaged/);
    const stores = await open(dataDir);
    expect(await stores.feedback.list('slack:T1')).toHaveLength(1);
    // What was set aside is in nobody's way: the next is a copy again, and who has the file open keeps it.
    await ask(stores, 'mine');
    await restoreStores({ dataDir }, firstVersion);
    expect(await turns(stores, 'mine')).toBe(0);
    await restoreStores({ dataDir }, before ?? '');
    expect(await turns(stores, 'mine')).toBe(2);
    await stores.close();
  });

  const damages: [name: string, (path: string) => void, said: RegExp][] = [
    ['cut', path => writeFileSync(path, readFileSync(path).subarray(0, 9_000)), /is damaged/],
    ['emptied', path => writeFileSync(path, ''), /is empty/],
    [
      'another program’s',
      path => {
        writeFileSync(path, '');
        new Database(path).exec('CREATE TABLE theirs (x)').close();
      },
      /belongs to another program/,
    ],
    [
      'of a later version',
      path => {
        new Database(path).exec("INSERT INTO kysely_migration VALUES ('2031-01-01-tomorrow', '2031')").close();
      },
      /was written by a newer NextRung/,
    ],
    [
      'an index that misses a row',
      path => {
        const raw = new Database(path);
        raw.unsafeMode().pragma('writable_schema = ON');
        raw.exec(
          'UPDATE sqlite_master SET sql = replace(sql, \'("community", "member")\', \'("member", "community")\') WHERE name = \'answer_member\'',
        );
        raw.close();
      },
      /is damaged/,
    ],
  ];
  it.each(damages)('that is %s is refused, and what is there is as it was', async (_name, damage, said) => {
    const dataDir = newFolder();
    const stores = await open(dataDir);
    await ask(stores, 'mine');
    const copy = join(newFolder(), 'copy.sqlite');
    copyFileSync(firstVersion, copy);
    damage(copy);
    const refused = await restoreStores({ dataDir }, copy).catch(String);
    expect(refused).toMatch(said);
    expect(refused).toContain(`${copy} `);
    expect(refused).not.toMatch(/Put back a backup of it|restoring/);
    expect(await turns(stores, 'mine')).toBe(2);
    await stores.close();
    expect(readdirSync(dataDir).toSorted()).toEqual(['community.sqlite', 'running']);
  });

  it('is made and put back from the terminal, with what is missing said', async () => {
    const dataDir = newFolder();
    const copy = join(newFolder(), 'copy.sqlite');
    const env = { DATA_DIR: dataDir };
    expect(await nextrungHere(['backup', copy], { env })).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/nothing to save yet/),
    });
    const stores = await open(dataDir);
    await ask(stores, 'one');
    expect(await nextrungHere(['backup', copy], { env })).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^Saved in .*copy\.sqlite: conversations 1, answers 1\.\n$/),
    });
    expect(await nextrungHere(['restore', `${copy}x`], { env })).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/There is no file/),
    });
    const restored = await nextrungHere(['restore', copy], { env });
    expect(restored.stdout).toMatch(
      /^Restored to .*community\.sqlite: conversations 1, answers 1\.\nWhat was there before is in .*before-restore, not sealed, for 90 days; .*\nMembers who asked to be forgotten since that backup are in it again/,
    );
    expect(existsSync(join(dataDir, 'community.sqlite.before-restore'))).toBe(true);
    await stores.close();
  });
});
