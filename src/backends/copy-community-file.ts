import { chmodSync, existsSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import Database from 'better-sqlite3';
import { diskReason } from '../domain/disk-reason.js';
import { NextRungError } from '../domain/errors.js';
import { openCommunityDatabase } from './community-database.js';
import { openToRead, unreadable } from './inspect-community-file.js';

const logEnds = ['-wal', '-shm', '-journal'];
const removeLog = (path: string): void => {
  for (const end of logEnds) rmSync(`${path}${end}`, { force: true });
};
const removeWithLog = (path: string): void => {
  rmSync(path, { force: true });
  removeLog(path);
};

/** Copies a database as it is at one moment, whoever writes to it meanwhile, into a file that only its owner may read. */
const copyTo = async (from: Database.Database, path: string): Promise<void> => {
  await from.backup(path);
  chmodSync(path, 0o600);
};

/** Without the write-ahead log that a copy takes over, so that the file is all there is to carry away. */
const asOneFile = (path: string): void => {
  const raw = new Database(path);
  raw.pragma('journal_mode = DELETE');
  raw.close();
};

/** Every row and index, and every reference: what `quick_check` at each start leaves out. What is wrong is told of the file that it was copied from. */
const checkWhole = (copy: string, path: string, next?: string): void => {
  const raw = openToRead(copy);
  try {
    const found = raw.pragma('integrity_check(1)', { simple: true });
    if (found !== 'ok') throw unreadable(path, `is damaged (${String(found)})`, undefined, next);
    const loose = raw.pragma('foreign_key_check') as unknown[];
    if (loose.length > 0) throw unreadable(path, 'is damaged (records of what is not there)', undefined, next);
  } finally {
    raw.close();
  }
};

/** Writes a copy in the place of what stands at `to`, whole or not at all. */
const replaceByCopy = async (from: string, to: string): Promise<void> => {
  const source = openToRead(from);
  const draft = `${to}.part`;
  try {
    removeWithLog(draft);
    await copyTo(source, draft);
    asOneFile(draft);
    checkWhole(draft, from);
    renameSync(draft, to);
    removeLog(to);
  } catch (cause) {
    if (cause instanceof NextRungError) throw cause;
    throw new NextRungError(
      'store_unreadable',
      `${to} could not be written; what stood there is as it was. Check that the folder is there, that you may write to it, and that the disk has room.`,
      { cause },
    );
  } finally {
    source.close();
    removeWithLog(draft);
  }
};

/**
 * Writes a copy of a community file to `to`, whole or not at all, while others may write to it. What stood at `to` is replaced, if it was
 * a community file. Rejects with `store_unreadable` when either cannot be read or written.
 */
export const backupCommunityFile = async (from: string, to: string): Promise<void> => {
  if (existsSync(to)) openToRead(to).close();
  await replaceByCopy(from, to);
};

/** What a restore writes beside a community file: its draft, and what was there before. */
const besideOf = (path: string) => ({ draft: `${path}.restoring`, before: `${path}.before-restore` });

/** Deletes what restores have left beside a community file, also one that was killed, and last written before a date. */
export const deleteLeftByRestore = (path: string, date: Date): void => {
  for (const left of Object.values(besideOf(path))) {
    const stats = statSync(left, { throwIfNoEntry: false });
    if (stats && stats.mtimeMs < date.getTime()) removeWithLog(left);
  }
};

/** Of an error of ours whether the disk is its cause, and not the file. */
const isOfDisk = (error: unknown): boolean => error instanceof NextRungError && diskReason(error.cause) !== undefined;

/** Throws where a disk that is full or fails does not let it be told. */
const isWhole = (path: string): boolean => {
  try {
    checkWhole(path, path);
    return true;
  } catch (error) {
    if (isOfDisk(error)) throw error;
    return false;
  }
};

/** Keeps what stands at `path` beside it: a copy, or the file itself where it is damaged, and so no process has it open. */
const setAside = async (path: string, beside: string): Promise<void> => {
  if (isWhole(path)) return replaceByCopy(path, beside);
  removeWithLog(beside);
  for (const end of ['', ...logEnds]) if (existsSync(`${path}${end}`)) renameSync(`${path}${end}`, `${beside}${end}`);
  // How long it is kept counts from now, as a copy's does.
  utimesSync(beside, new Date(), new Date());
};

/** Puts a whole file in a place, through SQLite where a process may have it open, so that it goes on with what was restored. */
const putInPlace = async (draft: string, to: string): Promise<void> => {
  if (!existsSync(to)) return renameSync(draft, to);
  const source = openToRead(draft);
  try {
    await copyTo(source, to);
  } finally {
    source.close();
  }
};

/**
 * Replaces a community file by a backup: checked, and brought to this version before anything is touched. Processes that have it open go on
 * with it. Gives where what was there before is kept; undefined when there was nothing. Rejects with `store_unreadable` or `store_newer`,
 * and then the file is as it was.
 */
export const restoreCommunityFile = async (backup: string, to: string): Promise<string | undefined> => {
  const { draft, before } = besideOf(to);
  const next = `Restore another backup; ${to} is as it was.`;
  const source = openToRead(backup, next);
  try {
    removeWithLog(draft);
    await copyTo(source, draft);
    (await openCommunityDatabase(draft)).close();
    checkWhole(draft, backup, next);
    const isThere = existsSync(to);
    if (isThere) await setAside(to, before);
    await putInPlace(draft, to);
    return isThere ? before : undefined;
  } catch (cause) {
    if (cause instanceof NextRungError && !isOfDisk(cause)) throw cause;
    throw new NextRungError(
      'store_unreadable',
      `${backup} could not be restored. Check that the disk of ${to} has room and that you may write to it, then try again.`,
      { cause },
    );
  } finally {
    source.close();
    removeWithLog(draft);
  }
};
