import { type Client, Events, GatewayOpcodes, Status } from 'discord.js';
import type { Logger } from 'pino';

/*
 * discord.js reconnects when heartbeats are not acknowledged. It does not see a gateway that acknowledges them and sends nothing else, nor
 * a connection that never comes back. In a quiet server silence is nothing to worry about, so the gateway is asked something first.
 */

export type WatchdogOptions = {
  /** After this long without an event the gateway is asked whether it is there. */
  readonly silentMs: number;
  /** It has to answer within this. */
  readonly answerMs: number;
  /** A connection that is not ready for this long is given up. */
  readonly unreadyMs: number;
};

export const everydayWatch: WatchdogOptions = { silentMs: 5 * 60_000, answerMs: 30_000, unreadyMs: 3 * 60_000 };

/** Whether every shard is connected: that of the client stays what it was when a shard loses its line. */
export const isConnected = (client: Client): boolean =>
  client.isReady() && client.ws.shards.every(shard => shard.status === Status.Ready);

/** Asks for the bot's own membership of each shard's first server: an event has to come back, and it needs no privileged intent. */
const probe = (client: Client<true>): boolean => {
  const first = new Map(client.guilds.cache.map(guild => [guild.shardId, guild]));
  for (const guild of first.values()) {
    guild.shard.send({
      op: GatewayOpcodes.RequestGuildMembers,
      d: { guild_id: guild.id, user_ids: [client.user.id], limit: 1, nonce: 'watchdog' },
    });
  }
  return first.size > 0;
};

/**
 * Watches a client's gateway and calls `onLost` once when it is connected but silent, or not connected for too long. Gives the way to
 * stop watching.
 */
export const watchGateway = (client: Client<true>, log: Logger, onLost: () => void, options = everydayWatch): (() => void) => {
  let [lastEvent, lastReady] = [Date.now(), Date.now()];
  let askedAt: number | undefined;
  const heard = (): void => {
    lastEvent = Date.now();
    askedAt = undefined;
  };
  client.on(Events.Raw, heard);

  const look = (): void => {
    const now = Date.now();
    const isReady = isConnected(client);
    if (isReady) lastReady = now;
    else askedAt = undefined;
    const isLost = now - lastReady > options.unreadyMs;
    const isSilent = askedAt !== undefined && now - askedAt > options.answerMs;
    if (isLost || isSilent) {
      stop();
      log.warn(
        { silentMs: now - lastEvent },
        isSilent
          ? 'the connection to Discord is open but silent; connecting anew'
          : 'the connection to Discord did not come back; connecting anew',
      );
      onLost();
    } else if (isReady && askedAt === undefined && now - lastEvent > options.silentMs && probe(client)) askedAt = now;
  };
  const timer = setInterval(look, Math.max(50, Math.min(options.silentMs, options.answerMs) / 4));
  timer.unref();
  const stop = (): void => {
    clearInterval(timer);
    client.off(Events.Raw, heard);
  };
  return stop;
};
