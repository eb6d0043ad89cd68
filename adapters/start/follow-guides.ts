import type { Logger } from 'pino';
import type { Config } from '../../src/config.js';
import { NextRungError } from '../../src/domain/errors.js';
import { openPack, stampOfPack } from '../../src/open-pack.js';
import { ensureIndexApart } from './build-apart.js';

export type FollowGuidesOptions = {
  readonly config: Config;
  readonly log: Logger;
  /** The stamp of the guides that are in use. */
  readonly since: string;
  readonly signal: AbortSignal;
  /** Between two looks. */
  readonly everyMs?: number;
};

const usualMs = 2_000;

/**
 * Builds the index anew when the guides, or the documents that they are made of, were changed and have stood still from one look to the next; `followIndex` takes
 * it. Guides that cannot be read are told to the log, and the index stays. Gives the way to end it.
 */
export const followGuides = ({ config, log, since, signal, everyMs = usualMs }: FollowGuidesOptions): (() => void) => {
  let [taken, before] = [since, since];
  let looking = false;
  const look = async (): Promise<void> => {
    const now = await stampOfPack(config);
    const isStill = now === before;
    before = now;
    if (now === taken || !isStill) return;
    taken = now;
    // Documents are imported here: two processes would write the same files.
    await openPack(config);
    await ensureIndexApart(config, { onBuild: reason => log.info({ reason }, 'the index is built anew'), signal });
  };
  const timer = setInterval(() => {
    if (looking) return;
    looking = true;
    look()
      .catch(error => {
        if (signal.aborted) return;
        const known = error instanceof NextRungError;
        const why = known ? error.message : 'something unexpected failed';
        log.warn(
          known ? {} : { err: error },
          `the guides were changed and are not taken, answers go on from those before: ${why}`,
        );
      })
      .finally(() => {
        looking = false;
      });
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
};
