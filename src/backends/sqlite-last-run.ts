import type { LastRun } from '../contracts/last-run.js';
import type { CommunityDatabase } from './community-database.js';

/** Keeps the time in the community file. */
export const createSqliteLastRun = (database: CommunityDatabase): LastRun => ({
  async read() {
    const { build, first } = database;
    const kept = first(build.selectFrom('last_run').select('at'));
    // A file of the first version does not say: then it ran when the newest record was made.
    const newest = kept ?? first(build.selectFrom('answer').select('given_at as at').orderBy('given_at', 'desc').limit(1));
    return newest && new Date(newest.at);
  },
  async write(date) {
    const at = date.getTime();
    database.change(
      database.build
        .insertInto('last_run')
        .values({ id: 1, at })
        .onConflict(earlier => earlier.column('id').doUpdateSet({ at })),
    );
  },
});
