import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { endWithWorker, program } from '../run-nextrung.js';
import { startHere } from '../start-here.js';
import { appToken, type LocalSlack, signingSecret } from './local-slack.js';

export const modes = ['Socket Mode', 'HTTP'] as const;
export type Mode = (typeof modes)[number];

/** A port that nobody uses now. */
const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
};

/** A data folder of its own, on an index that was built before. */
const newDataFolder = async (sharedDataDir: string): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'nextrung-slack-'));
  await symlink(resolve(sharedDataDir, 'index'), join(folder, 'index'));
  return folder;
};

export type RunOptions = {
  readonly env?: Readonly<Record<string, string>>;
  /** A folder that an earlier process has used; otherwise a new one. */
  readonly dataDir?: string;
  /** Whose index it reads: the test run's, when not given. */
  readonly indexOf?: string;
};

export type Product = {
  readonly pid: number;
  runs(): boolean;
  readonly dataDir: string;
  /** Where Slack is answered over HTTP, and health is told where the adapter listens. */
  readonly url: string;
  stdout(): string;
  stderr(): string;
  /** Asks it to end, and gives the code it ended with. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
  /** Ends it if it runs, and removes its folder. */
  clear(): Promise<void>;
};

/** What connects a product to a local Slack, and the address at which Slack finds it. */
const settingsFor = async (
  slack: LocalSlack,
  mode: Mode,
  options: RunOptions,
): Promise<{ url: string; env: Record<string, string> }> => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const way = mode === 'HTTP' ? { SLACK_SIGNING_SECRET: signingSecret } : { SLACK_APP_TOKEN: appToken };
  const tokens = options.env?.SLACK_CLIENT_ID ? {} : { SLACK_BOT_TOKEN: slack.team.token.value, ...way };
  if (mode === 'HTTP') slack.sendTo(`${url}/slack/events`);
  return { url, env: { SLACK_API_URL: slack.apiUrl, SLACK_PORT: String(port), ...tokens, ...options.env } };
};

/** As `startProduct`, in this process. */
export const startProductHere = async (slack: LocalSlack, mode: Mode, options: RunOptions = {}): Promise<Product> => {
  const { url, env } = await settingsFor(slack, mode, options);
  return { ...(await startHere(env, options.dataDir)), url, pid: process.pid, stdout: () => '' };
};

/** Runs `npm start` as an operator would, connected to a local Slack; resolves when it can answer. */
export const startProduct = async (slack: LocalSlack, mode: Mode, options: RunOptions = {}): Promise<Product> => {
  const dataDir = options.dataDir ?? (await newDataFolder(options.indexOf ?? process.env.DATA_DIR ?? 'data'));
  const { url, env } = await settingsFor(slack, mode, options);
  const child = spawn(process.execPath, [program, 'start'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      DATA_DIR: dataDir,
      PORT: '0',
      LOG_LEVEL: 'info',
      LOG_FORMAT: 'json',
      MEMBER_QUESTIONS_PER_HOUR: '10000',
      CHANNEL_QUESTIONS_PER_HOUR: '10000',
      ...env,
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
  const runs = (): boolean => child.exitCode === null && child.signalCode === null;
  const product: Product = {
    pid: child.pid ?? 0,
    runs,
    dataDir,
    url,
    stdout: () => stdout,
    stderr: () => stderr,
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      return (await exited)[0];
    },
    async clear() {
      if (runs()) await product.stop('SIGKILL');
      if (existsSync(dataDir)) await rm(dataDir, { recursive: true, force: true });
    },
  };
  /** The page says when the coach has opened its index; until then a member would be told to ask again. */
  const isReady = async (): Promise<boolean> => {
    const page = /http:\/\/[\w.]+:\d+/.exec(stdout)?.[0];
    if (!page || !stdout.includes('Ctrl-C stops it.')) return false;
    const response = await fetch(`${page}/readyz`).catch(() => undefined);
    return response?.ok ?? false;
  };
  const until = Date.now() + 60_000;
  while (!(await isReady())) {
    if (child.exitCode !== null || Date.now() > until) {
      await product.clear();
      throw new Error(`NextRung did not start (exit code ${child.exitCode}):\n${stdout}\n${stderr}`);
    }
    await new Promise(resolve => setTimeout(resolve, 20));
  }
  return product;
};
