import type { Kysely, Migration } from 'kysely';

/** The first tables: conversations, answers, feedback, settings, secrets, deliveries. */
export const begin: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('conversation')
      .addColumn('community', 'text', column => column.notNull())
      .addColumn('id', 'text', column => column.notNull())
      .addColumn('started_by', 'text', column => column.notNull())
      .addColumn('last_turn_at', 'integer', column => column.notNull())
      .addPrimaryKeyConstraint('conversation_key', ['community', 'id'])
      .execute();
    await db.schema
      .createTable('answer')
      .addColumn('sequence', 'integer', column => column.primaryKey().autoIncrement())
      .addColumn('id', 'text', column => column.notNull().unique())
      .addColumn('community', 'text', column => column.notNull())
      .addColumn('conversation', 'text', column => column.notNull())
      .addColumn('member', 'text', column => column.notNull())
      .addColumn('question', 'text')
      .addColumn('answer', 'text', column => column.notNull())
      .addColumn('said', 'text', column => column.notNull())
      .addColumn('is_private', 'integer', column => column.notNull())
      .addColumn('given_at', 'integer', column => column.notNull())
      .execute();
    await db.schema.createIndex('answer_conversation').on('answer').columns(['community', 'conversation', 'sequence']).execute();
    await db.schema.createIndex('answer_member').on('answer').columns(['community', 'member']).execute();
    await db.schema.createIndex('answer_given_at').on('answer').column('given_at').execute();
    await db.schema
      .createTable('feedback')
      .addColumn('community', 'text', column => column.notNull())
      .addColumn('answer_id', 'text', column => column.notNull().references('answer.id').onDelete('cascade'))
      .addColumn('member', 'text', column => column.notNull())
      .addColumn('helpful', 'integer', column => column.notNull())
      .addColumn('reason', 'text')
      .addColumn('comment', 'text')
      .addColumn('given_at', 'integer', column => column.notNull())
      .addPrimaryKeyConstraint('feedback_key', ['answer_id', 'member'])
      .execute();
    await db.schema.createIndex('feedback_member').on('feedback').columns(['community', 'member']).execute();
    await db.schema
      .createTable('setting')
      .addColumn('community', 'text', column => column.notNull().primaryKey())
      .addColumn('settings', 'text', column => column.notNull())
      .addColumn('changed_at', 'integer', column => column.notNull())
      .execute();
    await db.schema
      .createTable('secret')
      .addColumn('scope', 'text', column => column.notNull())
      .addColumn('name', 'text', column => column.notNull())
      .addColumn('key_id', 'text', column => column.notNull())
      .addColumn('nonce', 'blob', column => column.notNull())
      .addColumn('sealed', 'blob', column => column.notNull())
      .addColumn('changed_at', 'integer', column => column.notNull())
      .addPrimaryKeyConstraint('secret_key', ['scope', 'name'])
      .execute();
    await db.schema
      .createTable('secret_salt')
      .addColumn('id', 'integer', column => column.primaryKey())
      .addColumn('salt', 'blob', column => column.notNull())
      .execute();
    await db.schema
      .createTable('delivery')
      .addColumn('id', 'integer', column => column.primaryKey().autoIncrement())
      .addColumn('community', 'text', column => column.notNull())
      .addColumn('process', 'text', column => column.notNull())
      .addColumn('sending', 'integer', column => column.notNull())
      .addColumn('taken_at', 'integer', column => column.notNull())
      .execute();
    await db.schema.createIndex('delivery_taken_at').on('delivery').column('taken_at').execute();
    await db.schema
      .createTable('delivery_key')
      .addColumn('community', 'text', column => column.notNull())
      .addColumn('key', 'text', column => column.notNull())
      .addColumn('delivery', 'integer', column => column.notNull().references('delivery.id').onDelete('cascade'))
      .addPrimaryKeyConstraint('delivery_key_key', ['community', 'key'])
      .execute();
    await db.schema.createIndex('delivery_key_delivery').on('delivery_key').column('delivery').execute();
  },
};
