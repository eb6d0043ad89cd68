import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openStores } from '../../src/create-stores.js';
import { program, runProgram, writePack } from '../support/run-nextrung.js';
import { smallPackFiles } from '../support/small-pack.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';

/* Disks that are full or may not be written, as the system has them: a small one in memory, in a namespace of its own. */

const folder = useTemporaryFolder();

const may = (program: string, ...args: string[]): boolean => {
  try {
    execFileSync(program, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};
const mayMount = may('unshare', '--map-root-user', '--mount', 'mount', '-t', 'tmpfs', 'none', '/mnt');
const mayLimit = may('prlimit', '--version');

/** Runs a shell line in a namespace where `$DISK` is a disk of so many kB; `after` comes between mounting and the line. */
const onDisk = async (
  kB: number,
  line: string,
  { after = 'true', env = {} }: { after?: string; env?: Record<string, string> } = {},
) => {
  const disk = folder.path();
  mkdirSync(disk);
  const script = `mount -t tmpfs -o size=${kB}k none "$DISK" && ${after} && ${line}`;
  return runProgram('unshare', ['--map-root-user', '--mount', 'sh', '-c', script], {
    env: { DISK: disk, DATA_DIR: join(disk, 'data'), PORT: '0', ...env },
  });
};
const runScript = (name: string, args: string): string =>
  `"${process.execPath}" --import tsx "${join(process.cwd(), 'test/support', name)}" ${args}`;
const run = (command: string): string => `"${process.execPath}" "${program}" ${command}`;

/** One line is one disk: how large, what is done to it first, what is run, and what is said. */
const disks: [name: string, kB: number, after: string, command: string, said: RegExp][] = [
  [
    'full before the start',
    40,
    'true',
    'start',
    /data\/community\.sqlite could not be brought to this version: the disk is full; .*Check that the disk has room/,
  ],
  [
    'read-only at the start',
    400,
    'mount -o remount,ro "$DISK"',
    'start',
    /community\.sqlite cannot be opened: the disk is read-only\./,
  ],
  [
    'full in the middle of an index',
    60,
    'true',
    'index',
    /The index cannot be saved in .*data\/index: the disk is full\. Make room/,
  ],
  [
    'read-only for an index',
    400,
    'mount -o remount,ro "$DISK"',
    'index',
    /The index cannot be saved in .*data\/index: the disk is read-only\. .*set DATA_DIR/,
  ],
];

const backup = 'backup "$DISK/copy.sqlite"';
const restore = 'restore "$BACKUP"';

/** One line is a copy that the disk has no room for: how large it is, what is run, what is said, and what stands there then beside what stood there before. */
const copies: [name: string, kB: number, command: string, said: RegExp, also: string[]][] = [
  ['a start over what is kept', 280, 'start', /data\/community\.sqlite cannot be opened: the disk is full\. Make room/, []],
  [
    'a backup',
    360,
    backup,
    /copy\.sqlite could not be written; what stood there is as it was\. .* that the disk has room\.$/m,
    [],
  ],
  [
    'what a restore brings',
    400,
    restore,
    /could not be restored\. Check that the disk of .*data\/community\.sqlite has room/,
    [],
  ],
  ['what a restore sets aside', 540, restore, /could not be restored\. Check that the disk of .* has room/, []],
  [
    'what a restore puts in its place',
    690,
    restore,
    /could not be restored\. Check that the disk of .* has room/,
    ['community.sqlite.before-restore'],
  ],
];

/** One line is a disk that takes nothing more while files are kept on it: how it comes to that, what then makes it take them again, and what it says. */
const spoilt: [name: string, spoil: string, mend: string, code: string][] = [
  ['full', 'cat /dev/zero > "$DISK/filled" || true', 'rm "$DISK/filled"', 'ENOSPC'],
  ['read-only', 'mount -o remount,ro "$DISK"', 'mount -o remount,rw "$DISK"', 'EROFS'],
];

describe.skipIf(!mayMount)('a disk that is', { timeout: 60_000 }, () => {
  it.each(disks)(
    '%s ends it with one sentence that names the file and the next step',
    async (_name, kB, after, command, said) => {
      const pack = await writePack(folder.path(), smallPackFiles());
      const { code, stderr } = await onDisk(kB, run(command), { after, env: { KNOWLEDGE_PACK: pack } });
      expect(stderr).toMatch(said);
      expect(stderr).not.toMatch(/ {4}at |SQLITE_|ENOSPC:|unexpected/);
      expect(code).toBe(1);
    },
  );

  it.each(copies)('full for %s leaves what is there, and says so', async (_name, kB, command, said, also) => {
    const kept = '"$PWD/test/fixtures/community/third-version.sqlite"';
    const before = `mkdir "$DATA_DIR" && cp ${kept} "$DATA_DIR/community.sqlite" && cp ${kept} "$DISK/copy.sqlite"`;
    const same = ['$DATA_DIR/community.sqlite', '$DISK/copy.sqlite'].map(path => `cmp ${kept} "${path}"`).join(' && ');
    const line = `{ ${run(command)}; code=$?; ${same} && ls "$DATA_DIR" "$DISK"; exit $code; }`;
    const saved = folder.path();
    copyFileSync('test/fixtures/community/second-version.sqlite', saved);
    const { code, stdout, stderr } = await onDisk(kB, line, { after: before, env: { BACKUP: saved } });
    expect(stderr).toMatch(said);
    expect(stderr).not.toMatch(/ {4}at |SQLITE_|ENOSPC:|unexpected|damaged/);
    const left = stdout.split('\n').filter(name => /^c.*\.sqlite/.test(name) && !/-(wal|shm)$/.test(name));
    expect([code, left.toSorted()]).toEqual([1, ['community.sqlite', ...also, 'copy.sqlite']]);
  });

  it.each(spoilt)(
    '%s from the middle on leaves history and count of tokens whole, and the count goes on',
    async (_name, spoil, mend, error) => {
      const { stdout, stderr } = await onDisk(400, runScript('keep-on-disk.ts', `"$DISK" '${spoil}' '${mend}'`));
      expect(stderr).toBe('');
      const [first, second, third] = stdout
        .trim()
        .split('\n')
        .map(line => JSON.parse(line));
      const left = ['history', 'model-tokens.json'];
      expect(first).toEqual({ refused: [], lines: ['one'], tokens: [7, 7], left });
      expect(second).toMatchObject({ refused: [error, error], lines: ['one'], tokens: [7, 14] });
      expect(second.left.filter((name: string) => name !== 'filled')).toEqual(left);
      expect(third).toEqual({ refused: [], lines: ['one', 'three'], tokens: [21, 21], left });
    },
  );

  it('full while answers are given loses none of them, and gives none twice', async () => {
    const { stdout, stderr } = await onDisk(500, runScript('answer-until-killed.ts', '"$DISK" 400 unrecorded'));
    expect(stderr).toBe('');
    const results: string[] = JSON.parse(stdout.split('\n')[1] ?? '[]');
    expect(results).toHaveLength(400);
    expect(new Set(results)).toEqual(new Set(['answered']));
    expect(stdout).toMatch(/check the disk that DATA_DIR is on/);
  });
});

describe.skipIf(!mayLimit)(
  'a disk that takes nothing more from the middle on, under files that are open,',
  { timeout: 60_000 },
  () => {
    it('costs no answer, keeps what was kept before, and is written to again when it can be', async () => {
      const path = folder.path();
      const { stdout, stderr } = await runProgram('sh', ['-c', runScript('answer-until-killed.ts', `"${path}" 60 refused`)]);
      expect(stderr).toBe('');
      expect(JSON.parse(stdout.split('\n')[1] ?? '[]')).toEqual(Array.from({ length: 61 }, () => 'answered'));
      expect(stdout).toMatch(/an answer could not be kept; check the disk that DATA_DIR is on/);
      const { conversations, close } = await openStores({ dataDir: join(path, 'data'), encryptionKey: undefined });
      const kept = async (conversation: string) =>
        (await conversations.recentTurns({ community: 'slack:T1', conversation }, 'U1', 100)).length;
      const before = await Promise.all([0, 1, 2, 3, 4].map(at => kept(`thread-${at}`)));
      expect(before.every(turns => turns > 0 && turns < 24)).toBe(true);
      expect(await kept('afterwards')).toBe(2);
      await close();
    });
  },
);
