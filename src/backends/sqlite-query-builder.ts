import { Kysely, SqliteDialect } from 'kysely';
import { type IndexTables, openIndexDatabase } from './sqlite-database.js';

/** Kysely over the SQLite file of an index, for writing it: it loads in 110 ms, which answering does without. */
export const openQueryBuilder = (path: string, options: { readonly: boolean }): Kysely<IndexTables> =>
  new Kysely<IndexTables>({ dialect: new SqliteDialect({ database: openIndexDatabase(path, options).raw }) });

export { sql } from 'kysely';
