import { randomBytes } from 'node:crypto';
import type { QuotaStore } from '../contracts/quota-store.js';
import type { CommunityDatabase } from './community-database.js';

const saltBytes = 16;

/** Keeps counts in the community file, so that a restart forgives nothing; what is over is deleted by the next that begins. */
export const createSqliteQuotaStore = (
  database: CommunityDatabase,
  { now = () => new Date() }: { readonly now?: () => Date } = {},
): QuotaStore => {
  const { build } = database;
  return {
    async count({ community, member, channel, told }, windowMs) {
      const at = now().getTime();
      const key = { community, member, channel, told: told ? 1 : 0 } as const;
      return database.transaction(() => {
        const known = database.first(
          build
            .selectFrom('quota')
            .select(['count', 'began_at'])
            .where(where => where.and(key)),
        );
        // A count from the future is of a clock that was put back.
        if (known && known.began_at <= at && at - known.began_at < windowMs) {
          database.change(
            build
              .updateTable('quota')
              .set({ count: known.count + 1 })
              .where(where => where.and(key)),
          );
          return { count: known.count + 1, msLeft: known.began_at + windowMs - at };
        }
        database.change(
          build.deleteFrom('quota').where(where => where.or([where('began_at', '<=', at - windowMs), where.and(key)])),
        );
        database.change(build.insertInto('quota').values({ ...key, count: 1, began_at: at }));
        return { count: 1, msLeft: windowMs };
      });
    },
    async saltOfDay() {
      const day = now().toISOString().slice(0, 10);
      return database.transaction(() => {
        const known = database.first(build.selectFrom('day_salt').select('salt').where('day', '=', day));
        if (known) return known.salt;
        const salt = randomBytes(saltBytes);
        database.change(build.deleteFrom('day_salt'));
        database.change(build.insertInto('day_salt').values({ day, salt }));
        return salt;
      });
    },
  };
};
