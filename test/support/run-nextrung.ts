import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PackFiles } from '../../src/knowledge/pack-files.js';
import { atWorkerEnd } from './per-worker.js';

export const program = fileURLToPath(new URL('../../bin/nextrung.js', import.meta.url));

/** Kills a process that still runs when this one ends: a test that is cut short leaves nothing behind. */
export const endWithWorker = (child: ChildProcess): void => {
  atWorkerEnd(() => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  });
};

export type Ended = { readonly code: number | null; readonly stdout: string; readonly stderr: string };
type RunOptions = {
  readonly env?: Readonly<Record<string, string>>;
  /** Where it runs; this folder when not given. */
  readonly cwd?: string;
  /** Null leaves standard input open, with nothing on it. */
  readonly input?: string | Buffer | null;
  readonly onStart?: (child: ChildProcess) => void;
};

/** The environment of a run: the test run's index and nothing of the developer's own settings. */
const environment = (env: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  HOME: process.env.HOME,
  DATA_DIR: process.env.DATA_DIR,
  ...env,
});

/** Runs a program to its end, with `input` on its standard input and nothing there without. */
export const runProgram = (
  file: string,
  args: readonly string[],
  { env, cwd, input, onStart }: RunOptions = {},
): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const child = spawn(file, args, { env: environment(env), cwd, stdio: 'pipe' });
    endWithWorker(child);
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', chunk => {
      stdout += chunk;
    });
    child.stderr.on('data', chunk => {
      stderr += chunk;
    });
    child.on('error', reject);
    child.on('close', code => resolve({ code, stdout, stderr }));
    // A program that ends before it has read everything closes the pipe on us.
    child.stdin.on('error', () => undefined);
    if (input !== null) child.stdin.end(input ?? '');
    onStart?.(child);
  });

/** Runs the built command as a member would, with no terminal. */
export const nextrung = (args: readonly string[], options: RunOptions = {}): Promise<Ended> =>
  runProgram(process.execPath, [program, ...args], options);

/** Writes a pack's files to a folder. */
export const writePack = async (folder: string, files: PackFiles): Promise<string> => {
  for (const [name, text] of files) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
};
