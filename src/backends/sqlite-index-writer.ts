import type { IndexWriter } from '../contracts/index-writer.js';

/** SQLite takes at most 32,766 bound values a statement; a document has six. */
const rowsPerInsert = 500;

/** Writes the searchable parts of an index to one SQLite file: FTS5 documents, units, known words. */
export const sqliteIndexWriter: IndexWriter = {
  fileName: 'passages.sqlite',
  async write(path, content) {
    const { openQueryBuilder, sql } = await import('./sqlite-query-builder.js');
    const queries = openQueryBuilder(path, { readonly: false });
    try {
      // The file is new and is renamed into place when whole: a journal would only cost time.
      await sql`PRAGMA journal_mode = OFF`.execute(queries);
      await sql`PRAGMA synchronous = OFF`.execute(queries);
      await queries.schema
        .createTable('unit')
        .addColumn('id', 'integer', column => column.primaryKey())
        .addColumn('kind', 'text', column => column.notNull())
        .addColumn('owner', 'text', column => column.notNull())
        .addColumn('ordinal', 'integer', column => column.notNull())
        .addColumn('hash', 'text', column => column.notNull())
        .execute();
      await queries.schema
        .createTable('known_word')
        .addColumn('word', 'text', column => column.primaryKey())
        .addColumn('pack_count', 'integer', column => column.notNull())
        .execute();
      await sql`CREATE VIRTUAL TABLE document USING fts5(kind UNINDEXED, owner UNINDEXED, heading, answers, also, text, tokenize = 'porter unicode61 remove_diacritics 2')`.execute(
        queries,
      );
      await sql`CREATE VIRTUAL TABLE document_words USING fts5vocab(document, row)`.execute(queries);
      await queries.transaction().execute(async trx => {
        const insertAll = async <Row>(
          rows: readonly Row[],
          insert: (slice: readonly Row[]) => Promise<unknown>,
        ): Promise<void> => {
          for (let at = 0; at < rows.length; at += rowsPerInsert) await insert(rows.slice(at, at + rowsPerInsert));
        };
        await insertAll(content.documents, slice =>
          trx
            .insertInto('document')
            .values([...slice])
            .execute(),
        );
        await insertAll(content.units, slice =>
          trx
            .insertInto('unit')
            .values([...slice])
            .execute(),
        );
        // One statement for some 65,000 words: a value list of that length takes four times as long.
        await sql`INSERT INTO known_word SELECT value ->> 0, value ->> 1 FROM json_each(${JSON.stringify([...content.knownWords])})`.execute(
          trx,
        );
      });
      await queries.schema.createIndex('unit_kind').on('unit').columns(['kind']).execute();
    } finally {
      await queries.destroy();
    }
  },
  async idsByHash(path) {
    const { openQueryBuilder } = await import('./sqlite-query-builder.js');
    const queries = openQueryBuilder(path, { readonly: true });
    try {
      const rows = await queries.selectFrom('unit').select(['hash', 'id']).execute();
      return new Map(rows.map(row => [row.hash, row.id]));
    } finally {
      await queries.destroy();
    }
  },
};
