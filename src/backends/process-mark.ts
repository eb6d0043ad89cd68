import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';

/** A file just made may not be locked yet. */
const newForMs = 60_000;

/** Locks of this process. Were one only reachable from a store that nobody holds any more, the garbage collector would give it up. */
const held = new Set<Database.Database>();

/** Says of a process whether it still runs. */
export type ProcessMark = {
  readonly id: string;
  isRunning(id: string): boolean;
  close(): void;
};

const isLocked = (path: string): boolean => {
  let file: Database.Database | undefined;
  try {
    file = new Database(path, { fileMustExist: true, timeout: 0 });
    file.exec('BEGIN EXCLUSIVE; ROLLBACK');
    return false;
  } catch (error) {
    return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
  } finally {
    file?.close();
  }
};

/**
 * Marks this process as running, by a lock that the system takes away the moment it ends, however it ends. A process number would not do:
 * it is given out again, and in a container it is 1 before and after a restart.
 */
export const openProcessMark = (folder: string): ProcessMark => {
  mkdirSync(folder, { recursive: true });
  const pathOf = (id: string): string => join(folder, `${id}.lock`);
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    try {
      if (name.endsWith('.lock') && Date.now() - statSync(path).mtimeMs > newForMs && !isLocked(path)) rmSync(path);
    } catch {
      // Another process is clearing up too.
    }
  }
  const id = randomUUID();
  const own = new Database(pathOf(id));
  own.exec('BEGIN EXCLUSIVE');
  held.add(own);
  return {
    id,
    isRunning: other => (other === id ? own.open : isLocked(pathOf(other))),
    close() {
      held.delete(own);
      own.close();
      rmSync(pathOf(id), { force: true });
    },
  };
};
