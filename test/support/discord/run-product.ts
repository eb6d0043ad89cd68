import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { endWithWorker, program } from '../run-nextrung.js';
import { startHere } from '../start-here.js';
import type { LocalDiscord } from './local-discord.js';

export type RunOptions = {
  readonly env?: Readonly<Record<string, string>>;
  /** A folder that an earlier process has used; otherwise a new one. */
  readonly dataDir?: string;
  /** Whose index it reads: the test run's, when not given. */
  readonly indexOf?: string;
  /** Some of Discord is not to come to run: only the start is waited for. */
  readonly isLame?: boolean;
};

export type Product = {
  readonly dataDir: string;
  readonly pid: number;
  runs(): boolean;
  stdout(): string;
  /** The log, a JSON object a line. */
  log(): readonly Readonly<Record<string, unknown>>[];
  /** Asks it to end, and gives the code it ended with. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
  /** Ends it if it runs, and removes its folder. */
  clear(): Promise<void>;
};

/** A data folder of its own, on the index that the test run shares. */
const newDataFolder = async (indexOf = process.env.DATA_DIR ?? 'data'): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'nextrung-discord-'));
  await symlink(resolve(indexOf, 'index'), join(folder, 'index'));
  return folder;
};

const parseLine = (line: string): Record<string, unknown> => {
  try {
    return JSON.parse(line);
  } catch {
    return { msg: line };
  }
};

const linesOf = (text: string): Record<string, unknown>[] => text.split('\n').filter(Boolean).map(parseLine);

const settingsFor = (discord: LocalDiscord): Record<string, string> => ({
  DISCORD_TOKEN: discord.state.token,
  DISCORD_API_URL: discord.apiUrl,
});

/** As `startProduct`, in this process. */
export const startProductHere = async (discord: LocalDiscord, options: RunOptions = {}): Promise<Product> => {
  const here = await startHere({ ...settingsFor(discord), ...options.env }, options.dataDir);
  return { ...here, pid: process.pid, stdout: () => '', log: () => linesOf(here.stderr()) };
};

/** Runs `npm start` as an operator would, connected to a local Discord; resolves when it can answer. */
export const startProduct = async (discord: LocalDiscord, options: RunOptions = {}): Promise<Product> => {
  const dataDir = options.dataDir ?? (await newDataFolder(options.indexOf));
  const child = spawn(process.execPath, [program, 'start'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      DATA_DIR: dataDir,
      ...settingsFor(discord),
      PORT: '0',
      LOG_LEVEL: 'info',
      LOG_FORMAT: 'json',
      MEMBER_QUESTIONS_PER_HOUR: '10000',
      CHANNEL_QUESTIONS_PER_HOUR: '10000',
      ...options.env,
    },
  });
  endWithWorker(child);
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', chunk => {
    stdout += chunk;
  });
  child.stderr.on('data', chunk => {
    stderr += chunk;
  });
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const product: Product = {
    dataDir,
    pid: child.pid ?? 0,
    runs: () => !hasEnded(),
    stdout: () => stdout,
    log: () => linesOf(stderr),
    async stop(signal = 'SIGTERM') {
      if (!hasEnded()) child.kill(signal);
      return hasEnded() ? child.exitCode : (await exited)[0];
    },
    async clear() {
      await product.stop('SIGKILL');
      await rm(dataDir, { recursive: true, force: true });
    },
  };
  /** The page says when the coach has opened its index and Discord is there; until then a member would be told to ask again. */
  const isReady = async (): Promise<boolean> => {
    const page = /http:\/\/[\w.]+:\d+/.exec(stdout)?.[0];
    if (!page || !stdout.includes('Ctrl-C stops it.')) return false;
    if (options.isLame) return true;
    const response = await fetch(`${page}/readyz`).catch(() => undefined);
    return response?.ok ?? false;
  };
  const end = Date.now() + 60_000;
  while (!(await isReady())) {
    if (hasEnded() || Date.now() > end) {
      await product.clear();
      throw new Error(`NextRung did not start (exit code ${child.exitCode}):\n${stdout}\n${stderr}`);
    }
    await new Promise(done => setTimeout(done, 20));
  }
  return product;
};
