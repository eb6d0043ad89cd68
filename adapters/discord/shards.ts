import { fileURLToPath } from 'node:url';
import { type Shard, ShardEvents, ShardingManager } from 'discord.js';
import type { DiscordConfig } from '../../src/config.js';
import type { Running, Services } from '../services.js';
import { untilCoachReady } from '../until-coach-ready.js';
import type { ShardMessage } from './shard-message.js';

type ShardsOptions = { readonly services: Services; readonly config: DiscordConfig; readonly count: number };

/** Discord lets one connection identify every five seconds: discord.com/developers/docs/events/gateway#sharding */
const betweenShardsMs = 5500;

const send = async (shard: Shard, message: ShardMessage): Promise<void> => {
  await shard.send(message);
};

/** Resolves when a shard's process has ended. */
const hasEnded = (shard: Shard): Promise<void> =>
  shard.process === null ? Promise.resolve() : new Promise(resolve => shard.once(ShardEvents.Death, () => resolve()));

/**
 * Runs each shard in a process of its own, by discord.js's manager, which begins those again that end. Each opens the same data folder;
 * a server's events all come to one of them, direct messages to the first.
 */
export const startShards = ({ services, config, count }: ShardsOptions): Pick<Running, 'health' | 'drain' | 'stop'> => {
  const { log } = services;
  // The number is always given: the manager would ask discord.com for it, whatever DISCORD_API_URL says.
  const manager = new ShardingManager(fileURLToPath(new URL('./main.js', import.meta.url)), {
    totalShards: count,
    token: config.token,
  });
  let stopped = false;
  manager.on('shardCreate', shard => {
    shard.on(ShardEvents.Spawn, () => {
      if (stopped) {
        shard.kill();
        return;
      }
      const settings = { ...services.config, discord: { ...config, shards: undefined }, slack: undefined };
      send(shard, { kind: 'start', config: settings }).catch(err =>
        log.error({ err, shard: shard.id }, 'a shard took no settings'),
      );
    });
    shard.on(ShardEvents.Death, () => {
      if (!stopped) log.error({ shard: shard.id }, 'a shard ended; it is begun again');
    });
    shard.on(ShardEvents.Error, err => log.error({ err, shard: shard.id }, 'a shard failed'));
  });
  // Each shard opens the index, and none has to build it. Not waited for: a hundred shards take ten minutes to identify.
  void untilCoachReady(services, () => stopped)
    .then(() => (stopped ? undefined : manager.spawn({ amount: count, delay: betweenShardsMs, timeout: -1 })))
    .catch(err => log.error({ err }, 'shards could not be begun; check DISCORD_SHARDS'));

  return {
    health() {
      const ready = manager.shards.filter(shard => shard.ready).size;
      return { ready: ready === count, detail: `${ready} of ${count} shards` };
    },
    async drain() {
      stopped = true;
      manager.respawn = false;
      const ending = manager.shards.map(hasEnded);
      await Promise.all(manager.shards.map(shard => send(shard, { kind: 'stop' }).catch(() => undefined)));
      await Promise.all(ending);
    },
    async stop() {
      stopped = true;
      manager.respawn = false;
      for (const shard of manager.shards.values()) if (shard.process) shard.kill();
    },
  };
};
