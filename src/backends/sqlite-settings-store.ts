import type { SettingsStore } from '../contracts/settings-store.js';
import type { CommunityDatabase } from './community-database.js';

/** Keeps each community's settings in the community file. */
export const createSqliteSettingsStore = (database: CommunityDatabase): SettingsStore => {
  const { build } = database;
  return {
    async read(community) {
      const row = database.first(build.selectFrom('setting').select('settings').where('community', '=', community));
      return row && JSON.parse(row.settings);
    },
    async write(community, settings) {
      const changed = { settings: JSON.stringify(settings), changed_at: Date.now() };
      database.change(
        build
          .insertInto('setting')
          .values({ community, ...changed })
          .onConflict(earlier => earlier.column('community').doUpdateSet(changed)),
      );
    },
  };
};
