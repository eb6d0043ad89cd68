import { chmodSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { type CompiledQuery, Kysely, Migrator, SqliteDialect } from 'kysely';
import { NextRungError } from '../domain/errors.js';
import { communityMigrations } from './community-migrations/all.js';
import type { CommunityTables } from './community-tables.js';
import { applicationId, inspectCommunityFile, migrationsRun, unreadable } from './inspect-community-file.js';

/** Another process writes for milliseconds; what takes longer than this is a fault. */
const busyTimeoutMs = 5_000;
const migrationTimeoutMs = 20_000;

type Query<Row> = { compile(): CompiledQuery<Row> };

/**
 * The file of what is kept of communities. Kysely writes the queries, better-sqlite3 runs them: a transaction then ends in the turn that
 * began it, and can never be held open while something else is awaited.
 */
export type CommunityDatabase = {
  /** Builds queries; never runs them. */
  readonly build: Kysely<CommunityTables>;
  all<Row>(query: Query<Row>): Row[];
  first<Row>(query: Query<Row>): Row | undefined;
  /** Runs a statement that gives no rows; gives the number of rows it changed. */
  change(query: Query<unknown>): number;
  /** All or nothing, with no other writer in between. */
  transaction<Result>(work: () => Result): Result;
  /** Writes the write-ahead log into the file and empties it, as far as other processes allow. */
  emptyLog(): void;
  close(): void;
};

const openFile = (path: string): Database.Database => {
  try {
    mkdirSync(dirname(path), { recursive: true });
    const raw = new Database(path, { timeout: busyTimeoutMs });
    // What members said is nobody else's business on this machine; the -wal and -shm files take over the mode.
    chmodSync(path, 0o600);
    return raw;
  } catch (cause) {
    throw new NextRungError(
      'store_unreadable',
      `${path} cannot be opened. Set DATA_DIR to a folder that you may write to, or correct its permissions.`,
      { cause },
    );
  }
};

/**
 * One process migrates, others wait for it. The wait gives way to the event loop, in case the one who migrates is in this process.
 */
const beginAlone = async (raw: Database.Database): Promise<void> => {
  const until = Date.now() + migrationTimeoutMs;
  raw.pragma('busy_timeout = 0');
  for (;;) {
    try {
      raw.exec('BEGIN IMMEDIATE');
      raw.pragma(`busy_timeout = ${busyTimeoutMs}`);
      return;
    } catch (error) {
      const busy = error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
      if (!busy || Date.now() > until) throw error;
      await sleep(20);
    }
  }
};

/** Kysely does not put SQLite's migrations into a transaction; this one does, so that a killed process leaves the file as it was. */
const migrate = async (raw: Database.Database, build: Kysely<CommunityTables>, path: string): Promise<void> => {
  if (migrationsRun(raw).length === Object.keys(communityMigrations).length) return;
  try {
    await beginAlone(raw);
    raw.pragma(`application_id = ${applicationId}`);
    const { error } = await new Migrator({
      db: build,
      provider: { getMigrations: async () => communityMigrations },
    }).migrateToLatest();
    if (error) throw error;
    raw.exec('COMMIT');
  } catch (cause) {
    if (raw.inTransaction) raw.exec('ROLLBACK');
    throw new NextRungError(
      'store_unreadable',
      `${path} could not be brought to this version; it was left as it was. Check that the disk has room and that no other program has it open, then start again.`,
      { cause },
    );
  }
};

/**
 * Opens the file, makes it when there is none, and brings an older one to this version. Rejects with `store_unreadable` when it is damaged,
 * another program's or cannot be written, and with `store_newer` when a newer NextRung wrote it; then nothing in it was changed.
 */
export const openCommunityDatabase = async (path: string): Promise<CommunityDatabase> => {
  const raw = openFile(path);
  const build = new Kysely<CommunityTables>({ dialect: new SqliteDialect({ database: raw }) });
  try {
    inspectCommunityFile(raw, path);
    raw.pragma('journal_mode = WAL');
    // Safe against a killed process; a power cut may lose the last moments, never the file. https://www.sqlite.org/pragma.html#pragma_synchronous
    raw.pragma('synchronous = NORMAL');
    raw.pragma('foreign_keys = ON');
    // What is deleted is overwritten, not only unlinked: a member who asked to be forgotten is.
    raw.pragma('secure_delete = ON');
    await migrate(raw, build, path);
  } catch (error) {
    raw.close();
    throw error instanceof NextRungError ? error : unreadable(path, 'cannot be used', error);
  }
  const all = <Row>(query: Query<Row>): Row[] => {
    const { sql, parameters } = query.compile();
    return raw.prepare<unknown[], Row>(sql).all(...parameters);
  };
  return {
    build,
    all,
    first: query => all(query)[0],
    change(query) {
      const { sql, parameters } = query.compile();
      return raw.prepare(sql).run(...parameters).changes;
    },
    transaction: work => raw.transaction(work).immediate(),
    emptyLog: () => void raw.pragma('wal_checkpoint(TRUNCATE)'),
    close: () => void raw.close(),
  };
};
