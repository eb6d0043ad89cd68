import { copyFileSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { appendHistory, readHistory } from '../../adapters/cli/input-history.js';
import { createFileTokenLedger } from '../../src/backends/file-token-ledger.js';
import { readConfig } from '../../src/config.js';
import { inspectIndex } from '../../src/create-coach.js';
import { inspectStores, openStores } from '../../src/create-stores.js';
import { openPack } from '../../src/open-pack.js';
import { nextrungHere } from '../support/nextrung-here.js';
import { writePack } from '../support/run-nextrung.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';

/*
 * Files of DATA_DIR as they are found after an accident. One line is one accident: the file, what became of it, and what is said, which names
 * the file and the next step. What is left in place is never changed.
 */

const folder = useTemporaryFolder();
const picture = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

const cut = (path: string): void =>
  writeFileSync(path, readFileSync(path).subarray(0, Math.floor(readFileSync(path).length / 2)));
const empty = (path: string): void => writeFileSync(path, '');
const swap = (path: string): void => writeFileSync(path, Buffer.concat([picture, Buffer.alloc(20_000, 7)]));
const swapForDatabase = (path: string): void => {
  rmSync(path);
  new Database(path).exec("CREATE TABLE theirs (x); INSERT INTO theirs VALUES ('kept')").close();
};
/** Leaves the log of a process that was killed beside a database: what `sql` changed stands in it. */
const leaveLog = (path: string, sql: string): void => {
  const raw = new Database(path);
  raw.pragma('journal_mode = WAL');
  raw.exec(sql);
  copyFileSync(`${path}-wal`, `${path}-log`);
  raw.close();
  renameSync(`${path}-log`, `${path}-wal`);
};
const swapForAnotherLog = (path: string): void => {
  const other = folder.path();
  leaveLog(other, "CREATE TABLE theirs (x); INSERT INTO theirs VALUES ('kept')");
  copyFileSync(`${other}-wal`, path);
};
const swapForFolder = (path: string): void => {
  rmSync(path);
  mkdirSync(path);
};

const readIfFile = (path: string): string => {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return 'no file';
  }
};

const nextStep = /(?:Put back a backup of it, or move it away|npm run index -- --force|set DATA_DIR to)/;

const accidents: [file: string, accident: string, (path: string) => void, said: RegExp][] = [
  ['community.sqlite', 'cut', cut, /community\.sqlite is damaged/],
  ['community.sqlite', 'emptied', empty, /community\.sqlite is empty/],
  ['community.sqlite', 'swapped for a picture', swap, /community\.sqlite is damaged or not a SQLite file/],
  ['community.sqlite', 'swapped for another database', swapForDatabase, /community\.sqlite belongs to another program/],
  ['community.sqlite', 'swapped for a folder', swapForFolder, /community\.sqlite cannot be opened/],
  ['community.sqlite-wal', 'swapped for a picture', swap, /community\.sqlite-wal is not the log that held the newest records/],
  [
    'community.sqlite-wal',
    'swapped for a folder',
    swapForFolder,
    /community\.sqlite-wal is not the log that held the newest records/,
  ],
  [
    'community.sqlite-wal',
    'swapped for the log of another database',
    swapForAnotherLog,
    /community\.sqlite belongs to another program/,
  ],
  ['index/manifest.json', 'cut', cut, /manifest\.json is not a manifest of NextRung/],
  ['index/manifest.json', 'emptied', empty, /manifest\.json is not a manifest of NextRung/],
  ['index/manifest.json', 'swapped for a picture', swap, /manifest\.json is not a manifest of NextRung/],
  ['index/manifest.json', 'swapped for a folder', swapForFolder, /manifest\.json cannot be read/],
];

/** A folder with a file of each kind, all sound. */
const dataDir = (): string => {
  const path = folder.path();
  mkdirSync(join(path, 'index'), { recursive: true });
  copyFileSync('test/fixtures/community/first-version.sqlite', join(path, 'community.sqlite'));
  leaveLog(join(path, 'community.sqlite'), 'UPDATE setting SET changed_at = changed_at + 1');
  copyFileSync(join(process.env.DATA_DIR ?? '', 'index', 'manifest.json'), join(path, 'index', 'manifest.json'));
  return path;
};

describe('what DATA_DIR holds', () => {
  it.each(accidents)('%s, %s, is named with the next step', async (file, _accident, happen, said) => {
    const config = readConfig({ DATA_DIR: dataDir() }, process.cwd());
    happen(join(config.dataDir, file));
    const error = await (file.startsWith('index') ? inspectIndex(config) : inspectStores(config)).catch(
      (caught: Error) => caught,
    );
    const text = error instanceof Error ? error.message : '';
    expect(text).toMatch(said);
    expect(text).toMatch(nextStep);
    expect(text).not.toMatch(/SQLITE_|E[A-Z]{4,}:/);
  });

  it('is looked at by `doctor`', async () => {
    const path = dataDir();
    empty(join(path, 'community.sqlite'));
    const { code, stdout } = await nextrungHere(['doctor'], { env: { DATA_DIR: path } });
    expect([code, stdout.replace(/\s+/g, '')]).toEqual([1, expect.stringMatching(/✗Keptdata.*isempty.*Putbackabackup/)]);
  });

  it.each(accidents.filter(([file]) => file.startsWith('community')))(
    '%s, %s, is not begun anew in silence',
    async (file, _accident, happen, said) => {
      const path = dataDir();
      happen(join(path, file));
      const kept = () => ['community.sqlite', 'community.sqlite-wal'].map(name => readIfFile(join(path, name)));
      const before = kept();
      await expect(openStores({ dataDir: path, encryptionKey: undefined })).rejects.toThrow(said);
      expect(kept()).toEqual(before);
    },
  );

  it.each([
    ['cut', cut],
    ['emptied', empty],
    ['swapped for a picture', swap],
    ['swapped for a folder', swapForFolder],
  ])(
    'model-tokens.json, %s, counts as a day of which nothing is known, is put aside, and is told once',
    async (_accident, happen) => {
      const path = join(dataDir(), 'model-tokens.json');
      await createFileTokenLedger(path).add(5);
      happen(path);
      const before = readIfFile(path);
      const told: string[] = [];
      const open = () => createFileTokenLedger(path, trouble => void told.push(trouble.message));
      const ledger = open();
      expect([await ledger.spentToday(), await ledger.spentToday()]).toEqual([0, 0]);
      await ledger.add(7);
      expect(await open().spentToday()).toBe(7);
      expect(readIfFile(`${path}.damaged`)).toBe(before);
      expect(told).toEqual([expect.stringMatching(/model-tokens\.json is damaged.*count from nothing.*set DAILY_TOKEN_BUDGET/)]);
    },
  );

  it.each([
    ['cut', cut, ['what pays bes', 'new']],
    ['emptied', empty, ['new']],
    ['swapped for a picture', swap, undefined],
    ['swapped for a database', swapForDatabase, undefined],
    ['swapped for a folder', swapForFolder, undefined],
  ] as const)('history, %s, is gone on with where it is one, and left as it is otherwise', async (_accident, happen, lines) => {
    const path = join(dataDir(), 'history');
    writeFileSync(path, 'what pays best?\nwhat is a\n');
    happen(path);
    const before = readIfFile(path);
    await appendHistory(path, 'new', text => text);
    expect(await readHistory(path, text => text)).toEqual(lines);
    if (!lines) expect(readIfFile(path)).toBe(before);
  });

  /** What is made of a folder of documents is made of it again, but for what another folder is in the way of. */
  const remade: [file: string, accident: string, (path: string) => void, said?: RegExp][] = [
    ['guides/rules.md', 'cut', cut],
    ['guides/rules.md', 'swapped for a picture', swap],
    ['guides/rules.md', 'gone', rmSync],
    ['pack.yaml', 'emptied', empty],
    ['imported/documents.json', 'cut', cut],
    ['imported/documents.json', 'emptied', empty],
    [
      'guides/rules.md',
      'swapped for a folder',
      swapForFolder,
      /\/imported\/\w+ \(a folder stands where a file should\)\. Make room/,
    ],
  ];
  it('imported, whatever became of it, is made anew of the documents', async () => {
    const config = { packDir: folder.path(), dataDir: dataDir() };
    const rules = '# Rules\n\n## Dues\n\nDues are $28 a year.\n\n## Parking\n\nPark in the garage.\n';
    await writePack(config.packDir, new Map([['rules.md', rules]]));
    const whole = await openPack(config);
    for (const [file, accident, happen, said] of remade) {
      happen(join(whole.folder, file));
      const opened = openPack(config);
      if (said) await expect(opened, `${file}, ${accident}`).rejects.toThrow(said);
      else expect((await opened).files, `${file}, ${accident}`).toEqual(whole.files);
    }
  });

  it('running, swapped for a file, is named with the next step', async () => {
    const path = dataDir();
    writeFileSync(join(path, 'running'), 'no folder');
    await expect(openStores({ dataDir: path, encryptionKey: undefined })).rejects.toThrow(
      /running cannot be written: a file stands where a folder should\. Make it a folder .* or set DATA_DIR/,
    );
  });
});
