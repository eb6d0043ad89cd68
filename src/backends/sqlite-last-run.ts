import type { LastRun } from '../contracts/last-run.js';
import type { CommunityDatabase } from './community-database.js';

/** Keeps the time in the community file. */
export const createSqliteLastRun = (database: CommunityDatabase): LastRun => ({
  async read() {
    const { build, first } = database;
    const kept = first(build.selectFrom('last_run').select(['at', 'doubted_at']));
    if (kept) return { at: new Date(kept.at), doubtedAt: kept.doubted_at === null ? undefined : new Date(kept.doubted_at) };
    // A file of the first version does not say: then it ran when the newest record was made.
    const newest = first(build.selectFrom('answer').select('given_at').orderBy('given_at', 'desc').limit(1));
    return newest && { at: new Date(newest.given_at), doubtedAt: undefined };
  },
  async write({ at, doubtedAt }) {
    const run = { at: at.getTime(), doubted_at: doubtedAt?.getTime() ?? null };
    database.change(
      database.build
        .insertInto('last_run')
        .values({ id: 1, ...run })
        .onConflict(earlier => earlier.column('id').doUpdateSet(run)),
    );
  },
});
