import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { OpeningCoach, OpeningOptions } from '../../adapters/start/open-coach.js';
import { startAll } from '../../adapters/start.js';
import { svgToPng } from '../../src/charts/svg-to-png.js';
import { readConfig } from '../../src/config.js';
import { createLog } from '../../src/log.js';
import { openModel } from '../../src/open-model.js';
import { oncePerWorker } from './per-worker.js';
import { sharedCoach, sharedCoaches } from './shared-coach.js';

/** What `npm start` starts, in this process. */
export type Here = {
  readonly dataDir: string;
  /** Of the page. */
  readonly address: string | undefined;
  /** Names of what is configured and did not start. */
  readonly failed: readonly string[];
  runs(): boolean;
  /** The log, as it would stand on standard error. */
  stderr(): string;
  /** Finishes answers in flight and ends everything, as at SIGTERM; gives the code that a process would end with. */
  stop(): Promise<number>;
  /** Ends it if it runs, and removes its folder. */
  clear(): Promise<void>;
};

/**
 * What draws pictures is loaded when the first is drawn; here before anything runs: a test file may end while it loads, and Vitest then leaves
 * it half loaded for the files that follow in this process.
 */
const loadPictures = oncePerWorker(async () => {
  await Promise.all([import('../../src/charts/render-chart.js'), import('../../src/charts/render-table.js')]);
  await svgToPng('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>', 1);
});

/** A folder of its own, on this run's index: a process may be started in it afterwards. */
const newDataFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'nextrung-here-'));
  await symlink(resolve(process.env.DATA_DIR ?? 'data', 'index'), join(folder, 'index'));
  return folder;
};

/** The open coach; with a model's settings, one over the same index that writes with it. */
const beginOnShared = async ({ config, log }: OpeningOptions): Promise<OpeningCoach> => {
  const { coach, base, redact } = await sharedCoach();
  const opening = { redact, pack: base.pack, state: () => ({ state: 'ready' }) as const, ready: Promise.resolve() };
  if (!config.model) return { ...opening, coach, close: async () => undefined };
  const model = await openModel(config, 'the shipped guides', trouble => log.warn({ code: trouble.code }, trouble.message));
  const writing = (await sharedCoaches())({ redact, ...(model ? { model: model.settings } : {}) });
  return { ...opening, coach: writing, close: async () => model?.close() };
};

/** A test that waits for answers that never come need not wait as long as a member's answer is given. */
const drainMs = 1_500;

/**
 * `npm start` without a process of its own: the page and what else is configured, over this process's open coach. A process takes two
 * seconds to begin, this a few milliseconds. What only a process can show (its end, its restart, what it prints) is for `startProduct`.
 */
export const startHere = async (env: Readonly<Record<string, string>>, givenDataDir?: string): Promise<Here> => {
  await loadPictures();
  const dataDir = givenDataDir ?? (await newDataFolder());
  const lines: string[] = [];
  const quotas = { MEMBER_QUESTIONS_PER_HOUR: '10000', CHANNEL_QUESTIONS_PER_HOUR: '10000' };
  const config = readConfig(
    { DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'info', LOG_FORMAT: 'json', ...quotas, ...env },
    process.cwd(),
  );
  const started = await startAll({
    config,
    log: createLog(config, line => void lines.push(line)),
    drainMs,
    begin: beginOnShared,
    onBuild: () => undefined,
    onProgress: () => undefined,
  });
  let running = true;
  const stop = async (): Promise<number> => {
    if (running) await started.stop();
    running = false;
    return 0;
  };
  return {
    dataDir,
    address: started.address,
    failed: started.failed,
    runs: () => running,
    stderr: () => lines.join(''),
    stop,
    async clear() {
      await stop();
      // What the process wrote last may come while its folder goes.
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
};
