import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../../src/config.js';
import { goByProxy } from '../../src/go-by-proxy.js';
import { createLog } from '../../src/log.js';
import { type Started, startAll } from '../start.js';
import { readShardMessage } from './shard-message.js';

/*
 * The process of one shard, begun by the sharding manager of shards.ts. It is told its settings, and to stop, by its parent: what asks a
 * group of processes to end (Ctrl-C, systemd) reaches the parent too, and a shard that ended first would be begun again.
 */

/** A shard that cannot start would be begun again at once, and use up the day's logins. */
const beforeNextStartMs = 30_000;

const stopping = new AbortController();
let started: Promise<Started> | undefined;

const end = async (): Promise<void> => {
  if (stopping.signal.aborted) return;
  stopping.abort();
  await (await started?.catch(() => undefined))?.stop();
  process.exit(0);
};

const start = async (config: Config): Promise<void> => {
  if (config.proxy) goByProxy(config.proxy);
  const log = createLog(config, line => void process.stderr.write(line)).child({ shard: process.env.SHARDS });
  started = startAll({ config, log, only: ['Discord'], onBuild: () => undefined, onProgress: () => undefined });
  try {
    await (await started).ready;
  } catch (err) {
    log.error({ err }, 'a shard could not be started; it is tried again');
    await sleep(beforeNextStartMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    process.exit(1);
  }
};

process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);
process.on('disconnect', () => void end());
process.on('message', message => {
  const said = readShardMessage(message);
  if (said?.kind === 'start' && started === undefined) void start(said.config);
  if (said?.kind === 'stop') void end();
});
