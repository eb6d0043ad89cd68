import type { Logger } from 'pino';
import { NextRungError } from '../../src/domain/errors.js';
import type { Running } from '../services.js';

/** A laptop that wakes up has its network within seconds; an outage lasts longer. */
const usualRetryMs: readonly number[] = [2000, 10_000, 60_000];

const isUnreachable = (error: unknown): boolean => error instanceof NextRungError && error.code === 'platform_unreachable';

/** Begins now and, when Discord cannot be reached, again and again until it can. Rejects for every other reason. */
export const keepTrying = async (begin: () => Promise<Running>, log: Logger, retryMs = usualRetryMs): Promise<Running> => {
  let running: Running | undefined;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let detail = 'not reachable yet';

  const again = (attempt: number): void => {
    const waitMs = retryMs[Math.min(attempt, retryMs.length - 1)] ?? 60_000;
    timer = setTimeout(() => void attemptOnce(attempt + 1), waitMs);
  };
  const attemptOnce = async (attempt: number): Promise<void> => {
    try {
      const begun = await begin();
      if (stopped) return begun.stop();
      running = begun;
      log.info(`connected: ${begun.description}`);
    } catch (err) {
      log.error({ err }, 'Discord could not be connected to');
      detail = err instanceof Error ? err.message : detail;
      if (!stopped && isUnreachable(err)) again(attempt);
    }
  };

  try {
    return await begin();
  } catch (err) {
    if (!isUnreachable(err)) throw err;
    log.warn({ err }, 'Discord cannot be reached; it is tried again');
    again(0);
  }
  return {
    description: 'Discord (not reachable yet; trying again)',
    health: () => running?.health() ?? { ready: false, detail },
    drain: async () => running?.drain?.(),
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running?.stop();
    },
  };
};
