import { type Client, Events } from 'discord.js';
import type { DiscordConfig } from '../../src/config.js';
import type { Unanswered } from '../../src/contracts/delivery-store.js';
import { NextRungError } from '../../src/domain/errors.js';
import type { Services } from '../services.js';
import { takeUpQuestions } from '../take-up-questions.js';
import { createAcknowledgements } from './acknowledgements.js';
import { restOptions } from './application.js';
import { catchUp } from './catch-up.js';
import { createCommunitySettings } from './community-settings.js';
import { createClient } from './create-client.js';
import { closeCodes, explainClose, explainError } from './explain-error.js';
import { forgetLeftServers } from './left-servers.js';
import { listen, logClient } from './listen.js';
import { takeUpMessage } from './take-up-message.js';
import { everydayWatch, isConnected, type WatchdogOptions, watchGateway } from './watchdog.js';

export type Connection = {
  /** Names of servers are not told: how many there are. */
  servers(): number;
  health(): { readonly ready: boolean; readonly detail: string };
  stop(): Promise<void>;
};

type ConnectOptions = {
  readonly services: Services;
  readonly config: DiscordConfig;
  readonly readsMessages: boolean;
  readonly watch?: WatchdogOptions;
};

/** Between attempts to connect anew; the last one is repeated. */
const retryMs = [1000, 5000, 30_000, 120_000];
const readyWithinMs = 30_000;

/** Resolves when the servers are known; rejects when the connection closes for good before. */
const whenReady = (client: Client): Promise<Client<true>> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new NextRungError('platform_unreachable', 'Discord’s gateway did not become ready. See discordstatus.com.')),
      readyWithinMs,
    );
    client.once(Events.ClientReady, ready => {
      clearTimeout(timer);
      resolve(ready);
    });
    client.once(Events.ShardDisconnect, ({ code }) => {
      clearTimeout(timer);
      reject(new GatewayClosed(code));
    });
  });

class GatewayClosed extends Error {
  constructor(readonly code: number) {
    super(`the gateway closed with ${code}`);
  }
}

/**
 * Keeps one connection to the gateway: opens it, listens, and opens another when it is lost for good. Rejects when the first cannot be
 * opened. Without the permission for Message Content it goes on without.
 */
export const connect = async ({
  services,
  config,
  readsMessages,
  watch = everydayWatch,
}: ConnectOptions): Promise<Connection> => {
  const { log } = services;
  const settings = createCommunitySettings(services.settings, log);
  const acknowledgements = createAcknowledgements();
  let mayRead = readsMessages;
  let client: Client<true> | undefined;
  let problem: string | undefined = 'connecting';
  let stopped = false;
  let isFirst = true;
  let stopWatching = (): void => undefined;
  let retry: NodeJS.Timeout | undefined;

  const openOnce = async (): Promise<Client<true>> => {
    const opening = createClient({ rest: restOptions(config), readsMessages: mayRead });
    logClient(opening, log);
    const ready = whenReady(opening);
    ready.catch(() => undefined);
    // Events that come before this line's listeners are there are held back by discord.js until the client is ready.
    opening.once(Events.ClientReady, one => {
      const context = { services, client: one, settings, acknowledgements, readsMessages: mayRead };
      const listening = listen(context);
      const readMissed = (): void => void catchUp(services, one, listening, () => stopped);
      readMissed();
      // A session that could not be resumed: another begins on the same client.
      one.on(Events.ShardReady, readMissed);
      void forgetLeftServers(context);
      if (!isFirst) return;
      isFirst = false;
      const takeUp = (left: Unanswered): Promise<void> => takeUpMessage(one, listening.answer, left);
      void takeUpQuestions(services, { platform: 'discord:', takeUp, stopped: () => stopped });
    });
    try {
      await opening.login(config.token).catch((error: unknown) => Promise.race([ready, Promise.reject(error)]));
      return await ready;
    } catch (error) {
      await opening.destroy();
      throw error;
    }
  };

  const open = async (): Promise<void> => {
    let opened: Client<true>;
    try {
      opened = await openOnce();
    } catch (error) {
      const code = error instanceof GatewayClosed ? error.code : undefined;
      if (code !== closeCodes.disallowedIntents || !mayRead)
        throw code === undefined ? explainError(error, 'a login') : explainClose(code);
      log.warn(
        { err: explainClose(code) },
        'going on without Message Content: mentions, direct messages and commands are answered',
      );
      mayRead = false;
      opened = await openOnce();
    }
    if (stopped) return opened.destroy();
    client = opened;
    problem = undefined;
    stopWatching = watchGateway(opened, log, () => void reopen(0, 'the connection was silent'), watch);
    opened.once(Events.ShardDisconnect, ({ code }) => {
      const explained = explainClose(code);
      const mends = code === closeCodes.disallowedIntents;
      log.error({ err: explained }, explained.message);
      if (mends) void reopen(0, 'an intent was withdrawn');
      else problem = explained.message;
    });
  };

  const close = async (): Promise<void> => {
    stopWatching();
    const closing = client;
    client = undefined;
    // What is closed on purpose is not reconnecting, whatever it says.
    closing?.removeAllListeners(Events.ShardReconnecting);
    await closing?.destroy();
    // Answers in flight still go out by it: a client forgets its token when it is destroyed.
    closing?.rest.setToken(config.token);
  };

  const reopen = async (attempt: number, why: string): Promise<void> => {
    if (stopped) return;
    problem = `connecting anew: ${why}`;
    try {
      await close();
      await open();
      log.info('connected to Discord anew');
    } catch (error) {
      const waitMs = retryMs[Math.min(attempt, retryMs.length - 1)] ?? 1000;
      log.error({ err: error, waitMs }, 'Discord could not be connected to anew; it is tried again');
      retry = setTimeout(() => void reopen(attempt + 1, why), waitMs);
    }
  };

  await open();
  return {
    servers: () => client?.guilds.cache.size ?? 0,
    health() {
      if (problem) return { ready: false, detail: problem };
      const ready = client !== undefined && isConnected(client);
      return { ready, detail: ready ? 'connected' : 'not connected' };
    },
    async stop() {
      stopped = true;
      clearTimeout(retry);
      await close();
    },
  };
};
