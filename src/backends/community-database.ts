import { randomUUID } from 'node:crypto';
import { chmodSync, closeSync, constants, copyFileSync, existsSync, linkSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { type CompiledQuery, Kysely, Migrator, SqliteDialect } from 'kysely';
import { diskReason } from '../domain/disk-reason.js';
import { NextRungError } from '../domain/errors.js';
import { communityMigrations } from './community-migrations/all.js';
import type { CommunityTables } from './community-tables.js';
import {
  applicationId,
  inspectCommunityFile,
  migrationsRun,
  notOpened,
  openToRead,
  unreadable,
} from './inspect-community-file.js';

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

/** @param named what it is called where it cannot be opened */
const openFile = (path: string, named: string): Database.Database => {
  try {
    mkdirSync(dirname(path), { recursive: true });
    // SQLite says no more than that it cannot open it; the system says why.
    closeSync(openSync(path, 'a'));
    const raw = new Database(path, { timeout: busyTimeoutMs });
    // What members said is nobody else's business on this machine; the -wal and -shm files take over the mode.
    chmodSync(path, 0o600);
    return raw;
  } catch (cause) {
    throw notOpened(named, cause);
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
    const why = diskReason(cause);
    throw new NextRungError(
      'store_unreadable',
      `${path} could not be brought to this version${why ? `: ${why}` : ''}; it was left as it was. Check that the disk has room and that no other program has it open, then start again.`,
      { cause },
    );
  }
};

/** In one step, and never over another. Where the disk has no links, in two. */
const putInPlace = (draft: string, path: string): void => {
  try {
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error;
    copyFileSync(draft, path, constants.COPYFILE_EXCL);
  }
};

const removeDraft = (draft: string): void => {
  try {
    for (const end of ['', '-wal', '-shm', '-journal']) rmSync(`${draft}${end}`, { force: true });
  } catch {
    // Why it could not be made says more.
  }
};

/**
 * Makes a file beside its place and puts it there whole: so one that is empty was emptied. Of several processes that begin together, the
 * first one's stays.
 */
const makeFile = async (path: string): Promise<void> => {
  const draft = `${path}.new-${randomUUID()}`;
  try {
    (await openAt(draft, path)).close();
    putInPlace(draft, path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return;
    throw cause instanceof NextRungError ? cause : notOpened(path, cause);
  } finally {
    removeDraft(draft);
  }
};

/**
 * Opens the file, makes it when there is none, and brings an older one to this version. Rejects with `store_unreadable` when it is damaged,
 * empty, another program's or cannot be written, and with `store_newer` when a newer NextRung wrote it; then nothing in it was changed.
 */
export const openCommunityDatabase = async (path: string): Promise<CommunityDatabase> => {
  if (!existsSync(path)) await makeFile(path);
  return openAt(path);
};

/**
 * Looks into the file by a connection that cannot write: another, on closing, writes a log into the file, also one that is not the file's own. A
 * file that its writer was stopped in the middle of (a journal) only a writer can read.
 */
const inspect = (raw: Database.Database, path: string): void => {
  if (existsSync(`${path}-journal`)) inspectCommunityFile(raw, path);
  else openToRead(path).close();
};

/** @param becomes where a new file is going to be; of one that is there, its own path */
const openAt = async (path: string, becomes = path): Promise<CommunityDatabase> => {
  const raw = openFile(path, becomes);
  const build = new Kysely<CommunityTables>({ dialect: new SqliteDialect({ database: raw }) });
  try {
    if (becomes === path) inspect(raw, path);
    raw.pragma('journal_mode = WAL');
    // Safe against a killed process; a power cut may lose the last moments, never the file. https://www.sqlite.org/pragma.html#pragma_synchronous
    raw.pragma('synchronous = NORMAL');
    raw.pragma('foreign_keys = ON');
    // What is deleted is overwritten, not only unlinked: a member who asked to be forgotten is.
    raw.pragma('secure_delete = ON');
    await migrate(raw, build, becomes);
  } catch (error) {
    raw.close();
    if (error instanceof NextRungError) throw error;
    throw diskReason(error) ? notOpened(becomes, error) : unreadable(becomes, 'cannot be used', error);
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
