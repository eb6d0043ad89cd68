import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { program, runProgram, writePack } from '../support/run-nextrung.js';
import { smallPackFiles } from '../support/small-pack.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';

/* Disks that are full or may not be written, as the system has them: a small one in memory, in a namespace of its own. */

const folder = useTemporaryFolder();

const mayMount = ((): boolean => {
  try {
    execFileSync('unshare', ['--map-root-user', '--mount', 'mount', '-t', 'tmpfs', 'none', '/mnt'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

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

  it('full while answers are given loses none of them, and gives none twice', async () => {
    const script = join(process.cwd(), 'test/support/answer-until-killed.ts');
    const { stdout, stderr } = await onDisk(500, `"${process.execPath}" --import tsx "${script}" "$DISK" 400 unrecorded`);
    expect(stderr).toBe('');
    const results: string[] = JSON.parse(stdout.split('\n')[1] ?? '[]');
    expect(results).toHaveLength(400);
    expect(new Set(results)).toEqual(new Set(['answered']));
    expect(stdout).toMatch(/check the disk that DATA_DIR is on/);
  });
});
