import type { Logger } from 'pino';
import type { Config } from '../src/config.js';
import { openStores } from '../src/create-stores.js';
import { NextRungError } from '../src/domain/errors.js';
import { openRedactor } from '../src/open-redactor.js';
import { createAnswerIncoming } from './answer-incoming.js';
import { createQuestionQuotas } from './question-quotas.js';
import type { PlatformHealth, Services, StartAdapter } from './services.js';
import { keepRetention } from './start/keep-retention.js';
import { beginCoach } from './start/open-coach.js';
import { type AdapterToStart, type FailedAdapter, type StartedAdapter, startAdapter } from './start/start-adapter.js';
import { surviveRejections } from './start/survive-rejections.js';

/** Of `drainMs` where nothing is said: systemd and Docker give 90 s and 10 s. */
const usualDrainMs = 8_000;
const answersAtOnce = 4;
/** An adapter that does not stop within this is left behind. */
const stopMs = 1_500;

export type StartOptions = {
  readonly config: Config;
  readonly log: Logger;
  /** Names of adapters; all that are configured when not given. */
  readonly only?: readonly string[];
  /** How the coach is opened, where one is open already. */
  readonly begin?: typeof beginCoach;
  /** How long answers in flight may take when the process is asked to end. */
  readonly drainMs?: number;
  readonly onBuild: (reason: string) => void;
  readonly onProgress: (progress: { readonly done: number; readonly total: number }) => void;
};

export type Started = {
  /** What runs, in a few words each. */
  readonly running: readonly string[];
  /** Of the page, when it runs. */
  readonly address: string | undefined;
  /** Names of what is configured and did not start. */
  readonly failed: readonly string[];
  /** Settles when the coach can answer; rejects when it never will. */
  readonly ready: Promise<unknown>;
  /** Finishes answers in flight within a deadline, then ends everything. Never rejects. */
  stop(): Promise<void>;
};

const pageName = 'Web';

/** Of each platform that was to start, whether it can be reached and why not. */
const healthOf = (wanted: readonly string[], begun: readonly (StartedAdapter | FailedAdapter)[]): PlatformHealth[] =>
  wanted.map(name => {
    const one = begun.find(other => other.name === name);
    if (one === undefined) return { name, ready: false, detail: 'starting' };
    return 'running' in one ? { name, ...one.running.health() } : { name, ready: false, detail: one.failed };
  });

/** Its client takes the way to the gateway as it finds it when it is loaded. */
const loadDiscord = async ({ proxy }: Config): Promise<StartAdapter> => {
  if (proxy) (await import('./discord/gateway-proxy.js')).proxyGateway(proxy);
  return (await import('./discord/start.js')).startDiscord;
};

const adaptersOf = (config: Config): AdapterToStart[] => [
  { name: pageName, load: async () => (await import('./web/start.js')).startWeb },
  ...(config.slack ? [{ name: 'Slack', load: async () => (await import('./slack/start.js')).startSlack }] : []),
  ...(config.discord ? [{ name: 'Discord', load: () => loadDiscord(config) }] : []),
];

/**
 * Starts everything that is configured in this process: one coach, one set of stores, and adapters that can each fail alone. Rejects with
 * the next step when the stores or the guides cannot be read, and when no adapter could be started.
 */
export const startAll = async ({
  config,
  log,
  only,
  begin = beginCoach,
  drainMs = usualDrainMs,
  onBuild,
  onProgress,
}: StartOptions): Promise<Started> => {
  let redact = await openRedactor();
  const stores = await openStores(config, { redact: text => redact(text) });
  const closing: (() => unknown)[] = [() => stores.close(), surviveRejections(log)];
  const closeAll = async (): Promise<void> => {
    for (const close of closing.splice(0).reverse()) {
      try {
        await close();
      } catch (err) {
        log.error({ err }, 'something could not be closed');
      }
    }
  };
  try {
    const opening = await begin({ config, log, onBuild, onProgress });
    closing.push(() => opening.close(), keepRetention({ ...stores, days: config.retentionDays, log }));
    const { coach } = opening;
    redact = opening.redact;
    const incoming = createAnswerIncoming({
      coach,
      conversations: stores.conversations,
      deliveries: stores.deliveries,
      redact: stores.redact,
      quotas: createQuestionQuotas({ ...config.quotas, kept: { store: stores.quotas, log } }),
      log,
      // Without a model an answer is this process's own work: more of it at once makes none sooner, and acknowledgements late.
      ...(config.model ? {} : { atOnce: answersAtOnce }),
    });
    const wanted = adaptersOf(config).filter(({ name }) => only?.includes(name) ?? true);
    let begun: readonly (StartedAdapter | FailedAdapter)[] = [];
    const platforms = () =>
      healthOf(
        wanted.map(({ name }) => name).filter(name => name !== pageName),
        begun,
      );
    const services: Services = {
      config,
      log,
      coach,
      coachState: opening.state,
      platforms,
      incoming,
      ...stores,
      get pack() {
        return opening.pack;
      },
    };
    begun = await Promise.all(wanted.map(adapter => startAdapter(adapter, services)));
    const started = begun.filter(one => 'running' in one);
    if (started.length === 0) {
      throw new NextRungError('adapter_failed', 'Nothing could be started; the lines above say why, each with its next step.');
    }
    const stopAdapter = async ({ name, running }: StartedAdapter): Promise<void> => {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new Error(`not within ${stopMs} ms`)), stopMs);
      });
      await Promise.race([running.stop(), late])
        .catch(err => log.warn({ err }, `${name} did not stop cleanly`))
        .finally(() => clearTimeout(timer));
    };
    return {
      running: started.map(({ running }) => running.description),
      address: started.find(({ running }) => running.address)?.running.address,
      failed: wanted.map(({ name }) => name).filter(name => !started.some(one => one.name === name)),
      ready: opening.ready,
      async stop() {
        const elsewhere = started.map(({ running }) =>
          running.drain?.().catch(err => log.warn({ err }, 'an adapter was not drained')),
        );
        const late = new Promise(resolve => setTimeout(resolve, drainMs + stopMs).unref());
        await Promise.all([incoming.drain(drainMs), Promise.race([Promise.all(elsewhere), late])]);
        await Promise.all(started.map(stopAdapter));
        await closeAll();
      },
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
};
