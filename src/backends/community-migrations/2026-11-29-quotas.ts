import type { Kysely, Migration } from 'kysely';

/** What is counted against an hour's quota, the salt of a day that addresses are named by, and when a process last ran. */
export const quotas: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('quota')
      .addColumn('community', 'text', column => column.notNull())
      .addColumn('member', 'text', column => column.notNull())
      .addColumn('channel', 'text', column => column.notNull())
      .addColumn('told', 'integer', column => column.notNull())
      .addColumn('count', 'integer', column => column.notNull())
      .addColumn('began_at', 'integer', column => column.notNull())
      .addPrimaryKeyConstraint('quota_key', ['community', 'member', 'channel', 'told'])
      .execute();
    await db.schema.createIndex('quota_began_at').on('quota').column('began_at').execute();
    await db.schema
      .createTable('day_salt')
      .addColumn('day', 'text', column => column.notNull().primaryKey())
      .addColumn('salt', 'blob', column => column.notNull())
      .execute();
    await db.schema
      .createTable('last_run')
      .addColumn('id', 'integer', column => column.primaryKey())
      .addColumn('at', 'integer', column => column.notNull())
      .execute();
  },
};
