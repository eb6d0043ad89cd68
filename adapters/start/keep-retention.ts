import type { Logger } from 'pino';
import type { MemberData } from '../../src/contracts/member-data.js';

const dayMs = 24 * 60 * 60 * 1_000;

/** Deletes what is older than the retention now and once a day; gives the way to end it. */
export const keepRetention = (memberData: Pick<MemberData, 'deleteOlderThan'>, days: number, log: Logger): (() => void) => {
  const clear = async (): Promise<void> => {
    try {
      const deleted = await memberData.deleteOlderThan(new Date(Date.now() - days * dayMs));
      log.info({ ...deleted, days }, 'what is older than the retention was deleted');
    } catch (err) {
      log.error({ err }, 'what is older than RETENTION_DAYS could not be deleted; it is tried again tomorrow');
    }
  };
  void clear();
  const timer = setInterval(() => void clear(), dayMs);
  timer.unref();
  return () => clearInterval(timer);
};
