import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { diskReason, folderReason } from '../domain/disk-reason.js';
import { NextRungError } from '../domain/errors.js';
import { communityMigrations } from './community-migrations/all.js';

/** A process that answers writes for milliseconds; a look waits for it. */
const busyTimeoutMs = 10_000;

/** How a write-ahead log begins; zeros where nothing was written to it. https://www.sqlite.org/fileformat2.html#walformat */
const logHeads: readonly number[] = [0x377f0682, 0x377f0683, 0];

/** Marks a SQLite file as ours: "NxRg". https://www.sqlite.org/pragma.html#pragma_application_id */
export const applicationId = 0x4e785267;

const usualNext = 'Put back a backup of it, or move it away (with its -wal and -shm files) to begin anew.';
/** The error for a file that cannot be used as it is, with the next step. */
export const unreadable = (path: string, what: string, cause?: unknown, next = usualNext): NextRungError =>
  new NextRungError('store_unreadable', `${path} ${what}. Nothing in it was changed. ${next}`, { cause });

/** The error for a file that the system does not let be opened, with why it says so. */
export const notOpened = (path: string, cause: unknown): NextRungError => {
  const why = diskReason(cause) ?? folderReason(dirname(path), cause);
  return new NextRungError(
    'store_unreadable',
    `${path} cannot be opened${why ? `: ${why}` : ''}. Make room or correct the permissions. Set DATA_DIR to a folder that you may write to.`,
    { cause },
  );
};

/** Names of the migrations that a file has been through. */
export const migrationsRun = (raw: Database.Database): string[] => {
  const tables = raw.prepare<[], { name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'").all();
  if (!tables.some(table => table.name === 'kysely_migration')) return [];
  return raw
    .prepare<[], { name: string }>('SELECT name FROM kysely_migration ORDER BY name')
    .all()
    .map(row => row.name);
};

/** The newest records stand in the log beside the file. SQLite takes one that is another file for empty, and overwrites it. */
const inspectLog = (path: string): void => {
  const log = `${path}-wal`;
  let trouble: unknown;
  try {
    const [head, file] = [Buffer.alloc(4), openSync(log, 'r')];
    try {
      readSync(file, head);
    } finally {
      closeSync(file);
    }
    if (logHeads.includes(head.readUInt32BE())) return;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    trouble = error;
  }
  throw new NextRungError(
    'store_unreadable',
    `${log} is not the log that held the newest records of ${path}. Nothing was changed. Put back a backup of it, or move it away to begin with the records before them.`,
    { cause: trouble },
  );
};

/**
 * Whether the file is whole, ours and not from a newer NextRung; throws `store_unreadable`, with what to do `next`, or `store_newer`. Reads only.
 *
 * @param raw not read from before
 */
export const inspectCommunityFile = (raw: Database.Database, path: string, next?: string): void => {
  // What SQLite takes for a new database is one that was emptied: ours appear whole.
  if (statSync(path).size === 0) throw unreadable(path, 'is empty', undefined, next);
  try {
    inspectLog(path);
    const empty = raw.prepare('SELECT 1 FROM sqlite_master LIMIT 1').get() === undefined;
    if (!empty && raw.pragma('application_id', { simple: true }) !== applicationId)
      throw unreadable(path, 'belongs to another program', undefined, next);
    const found = raw.pragma('quick_check(1)', { simple: true });
    if (found !== 'ok') throw unreadable(path, `is damaged (${String(found)})`, undefined, next);
    const unknown = migrationsRun(raw).filter(name => !(name in communityMigrations));
    if (unknown.length > 0) {
      throw new NextRungError(
        'store_newer',
        `${path} was written by a newer NextRung (${unknown.join(', ')}). Nothing in it was changed. Update NextRung, or set DATA_DIR to another folder.`,
      );
    }
  } catch (error) {
    if (error instanceof NextRungError) throw error;
    // A full disk says nothing against the file.
    throw diskReason(error) ? notOpened(path, error) : unreadable(path, 'is damaged or not a SQLite file', error, next);
  }
};

/** Opens a file that is whole and ours for reading alone. Throws as `inspectCommunityFile` does. */
export const openToRead = (path: string, next?: string): Database.Database => {
  let raw: Database.Database | undefined;
  try {
    raw = new Database(path, { readonly: true, fileMustExist: true, timeout: busyTimeoutMs });
    inspectCommunityFile(raw, path, next);
    return raw;
  } catch (cause) {
    raw?.close();
    throw cause instanceof NextRungError ? cause : unreadable(path, 'cannot be opened', cause, next);
  }
};
