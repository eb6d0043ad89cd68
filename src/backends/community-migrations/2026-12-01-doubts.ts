import type { Kysely, Migration } from 'kysely';

/** Since when a clock is doubted that says the last run is long ago: a restart neither forgets the doubt nor begins it anew. */
export const doubts: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('last_run').addColumn('doubted_at', 'integer').execute();
  },
};
