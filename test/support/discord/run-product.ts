import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { program } from '../run-nextrung.js';
import type { LocalDiscord } from './local-discord.js';

export type RunOptions = {
  readonly env?: Readonly<Record<string, string>>;
  /** A folder that an earlier process has used; otherwise a new one. */
  readonly dataDir?: string;
  /** Without, a process that does not come to run is a failure. */
  readonly waitForStart?: boolean;
};

export type Product = {
  readonly dataDir: string;
  readonly pid: number;
  stdout(): string;
  /** The log, a JSON object a line. */
  log(): readonly Readonly<Record<string, unknown>>[];
  /** Asks it to end, and gives the code it ended with. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
  /** Ends it if it runs, and removes its folder. */
  clear(): Promise<void>;
};

/** A data folder of its own, on the index that the test run shares. */
const newDataFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'nextrung-discord-'));
  await symlink(join(process.env.DATA_DIR ?? 'data', 'index'), join(folder, 'index'));
  return folder;
};

const parseLine = (line: string): Record<string, unknown> => {
  try {
    return JSON.parse(line);
  } catch {
    return { msg: line };
  }
};

/** Runs `npm start` as an operator would, connected to a local Discord; resolves when it says that it runs. */
export const startProduct = async (discord: LocalDiscord, options: RunOptions = {}): Promise<Product> => {
  const dataDir = options.dataDir ?? (await newDataFolder());
  const child = spawn(process.execPath, [program, 'start'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      DATA_DIR: dataDir,
      DISCORD_TOKEN: discord.state.token,
      DISCORD_API_URL: discord.apiUrl,
      PORT: '0',
      LOG_LEVEL: 'info',
      LOG_FORMAT: 'json',
      MEMBER_QUESTIONS_PER_HOUR: '10000',
      CHANNEL_QUESTIONS_PER_HOUR: '10000',
      ...options.env,
    },
  });
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
    stdout: () => stdout,
    log: () => stderr.split('\n').filter(Boolean).map(parseLine),
    async stop(signal = 'SIGTERM') {
      if (!hasEnded()) child.kill(signal);
      return hasEnded() ? child.exitCode : (await exited)[0];
    },
    async clear() {
      await product.stop('SIGKILL');
      await rm(dataDir, { recursive: true, force: true });
    },
  };
  const end = Date.now() + 30_000;
  while (options.waitForStart !== false && !stdout.includes('NextRung is running')) {
    if (hasEnded() || Date.now() > end) {
      await product.clear();
      throw new Error(`NextRung did not start (exit code ${child.exitCode}):\n${stdout}\n${stderr}`);
    }
    await new Promise(resolve => setTimeout(resolve, 20));
  }
  return product;
};
