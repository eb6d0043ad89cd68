import type { Logger } from 'pino';
import type { Config } from '../../src/config.js';
import { inspectIndex, type OpenedCoach, savedIndex } from '../../src/create-coach.js';

export type FollowOptions = {
  readonly config: Config;
  readonly log: Logger;
  /** Opens the index that is saved now. */
  readonly open: () => Promise<OpenedCoach>;
  readonly onOpened: (opened: OpenedCoach) => void;
  /** Between two looks. */
  readonly everyMs?: number;
};

const usualMs = 2_000;

/**
 * Opens the saved index again when another was put in its place, by `nextrung index` or another process. One that does not fit the guides as
 * they are is left alone: a new one is on its way. Gives the way to end it.
 */
export const followIndex = ({ config, log, open, onOpened, everyMs = usualMs }: FollowOptions): (() => void) => {
  let known: string | undefined;
  let looking = false;
  let ended = false;

  const look = async (): Promise<void> => {
    const saved = await savedIndex(config);
    if (saved === undefined || saved === known) return;
    if (known !== undefined) {
      if ((await inspectIndex(config)).state !== 'fresh') return;
      const opened = await open();
      if (ended) return opened.close();
      onOpened(opened);
      log.info('the index was replaced; answers come from the new one');
    }
    known = saved;
  };
  const timer = setInterval(() => {
    if (looking) return;
    looking = true;
    look()
      .catch(err => log.warn({ err }, 'the index was replaced and cannot be opened; answers go on from the one before'))
      .finally(() => {
        looking = false;
      });
  }, everyMs);
  timer.unref();
  void look().catch(() => undefined);
  return () => {
    ended = true;
    clearInterval(timer);
  };
};
