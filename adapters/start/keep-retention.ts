import type { Logger } from 'pino';
import type { LastRun } from '../../src/contracts/last-run.js';
import type { MemberData } from '../../src/contracts/member-data.js';

const dayMs = 24 * 60 * 60 * 1_000;
/** A clock that is further than this past the last run may be wrong: nothing is deleted by it before a day of running bears it out. */
const mostGapMs = 7 * dayMs;

export type RetentionOptions = {
  readonly memberData: Pick<MemberData, 'deleteOlderThan'>;
  readonly lastRun: LastRun;
  readonly days: number;
  readonly log: Logger;
  readonly now?: () => Date;
};

/** One look at what is too old. It is not deleted where the clock has jumped since the last run, until a day later says the same. */
export const createRetention = ({ memberData, lastRun, days, log, now = () => new Date() }: RetentionOptions) => {
  let doubtedAt: number | undefined;

  const isDoubtful = (at: number, last: Date | undefined): boolean => {
    if (last === undefined || at - last.getTime() <= mostGapMs) return false;
    const borneOut = doubtedAt !== undefined && at >= doubtedAt + dayMs / 2 && at <= doubtedAt + 2 * dayMs;
    if (borneOut) return false;
    doubtedAt = at;
    const gap = Math.round((at - last.getTime()) / dayMs);
    log.warn(
      { last, now: new Date(at) },
      `by this machine’s clock the last run was ${gap} days ago, so nothing is deleted as too old for a day. If the date is wrong, set the clock and start again`,
    );
    return true;
  };

  return async (): Promise<void> => {
    try {
      const at = now();
      if (isDoubtful(at.getTime(), await lastRun.read())) return;
      doubtedAt = undefined;
      const deleted = await memberData.deleteOlderThan(new Date(at.getTime() - days * dayMs));
      await lastRun.write(at);
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
