import { uptime } from 'node:os';
import type { Logger } from 'pino';
import type { LastRun } from '../../src/contracts/last-run.js';
import type { MemberData } from '../../src/contracts/member-data.js';

const hourMs = 60 * 60 * 1_000;
const dayMs = 24 * hourMs;
/** A clock that is further than this past the last run, or past how long the machine has run since, may be wrong. */
const mostGapMs = 7 * dayMs;
/** A day, but for what a timer or somebody's habits may come early. */
const doubtMs = dayMs - hourMs;

export type RetentionOptions = {
  readonly memberData: Pick<MemberData, 'deleteOlderThan'>;
  readonly lastRun: LastRun;
  readonly days: number;
  readonly log: Logger;
  readonly now?: () => Date;
  /** How long the machine has run, in milliseconds: no hand and no time server sets it, and unlike `performance.now()` it counts sleep. */
  readonly uptimeMs?: () => number;
};

/** The time in milliseconds since 1970, never later than the machine has run for since this was called: what a clock jumps ahead is left out. */
const withoutJumps = ({ now, uptimeMs, log }: Required<Pick<RetentionOptions, 'now' | 'uptimeMs' | 'log'>>): (() => number) => {
  const began = now().getTime() - uptimeMs();
  return () => {
    const [clock, steady] = [now().getTime(), began + uptimeMs()];
    if (clock - steady > mostGapMs) {
      const days = Math.round((clock - steady) / dayMs);
      log.warn(
        { now: new Date(clock) },
        `this machine’s clock jumped ${days} days ahead while NextRung ran, so nothing is deleted by it. If the date is wrong, set the clock; if it is right, start NextRung again`,
      );
    }
    return Math.min(clock, steady);
  };
};

/**
 * Since when a clock is doubted by which the last run is long ago; undefined where it is believed. It is once it says the same a day later,
 * however seldom it is asked, but not when it has jumped again as far. All are milliseconds since 1970.
 */
const doubtSince = (at: number, last: number, doubted: number | undefined): number | undefined => {
  if (at - last <= mostGapMs) return undefined;
  if (doubted === undefined || at < doubted || at - doubted > doubted - last) return at;
  return at - doubted < doubtMs ? doubted : undefined;
};

/**
 * One look at what is too old. It is not deleted where the clock has jumped since the last run, until a day later says the same, nor by what
 * the clock jumps while this process runs. The doubt is kept with the last run: who runs NextRung some hours a day is rid of it too.
 */
export const createRetention = ({
  memberData,
  lastRun,
  days,
  log,
  now = () => new Date(),
  uptimeMs = () => uptime() * 1_000,
}: RetentionOptions): (() => Promise<void>) => {
  const timeOf = withoutJumps({ now, uptimeMs, log });
  return async () => {
    try {
      const at = timeOf();
      const last = await lastRun.read();
      const since = last && doubtSince(at, last.at.getTime(), last.doubtedAt?.getTime());
      if (last && since !== undefined) {
        const gap = Math.round((at - last.at.getTime()) / dayMs);
        log.warn(
          { last: last.at, now: new Date(at) },
          `by this machine’s clock the last run was ${gap} days ago, so nothing is deleted as too old for a day. If the date is wrong, set the clock and start again`,
        );
        return await lastRun.write({ at: last.at, doubtedAt: new Date(since) });
      }
      const deleted = await memberData.deleteOlderThan(new Date(at - days * dayMs));
      await lastRun.write({ at: new Date(at), doubtedAt: undefined });
      log.info({ ...deleted, days }, 'what is older than the retention was deleted');
    } catch (err) {
      log.error({ err }, 'what is older than RETENTION_DAYS could not be deleted; it is tried again tomorrow');
    }
  };
};

/** Deletes what is older than the retention now and once a day; gives the way to end it. */
export const keepRetention = (options: RetentionOptions): (() => void) => {
  const clear = createRetention(options);
  void clear();
  const timer = setInterval(() => void clear(), dayMs);
  timer.unref();
  return () => clearInterval(timer);
};
