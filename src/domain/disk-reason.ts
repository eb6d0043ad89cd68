import { accessSync, constants, existsSync } from 'node:fs';
import { dirname } from 'node:path';

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota of this user is used up',
  EFBIG: 'the file would be larger than this user may write',
  EROFS: 'the disk is read-only',
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EIO: 'the disk fails',
  ENOTDIR: 'a file stands where a folder should',
  EEXIST: 'a file stands where a folder should',
  EISDIR: 'a folder stands where a file should',
  SQLITE_FULL: 'the disk is full',
  SQLITE_READONLY: 'this user may not write there, or the disk is read-only',
  // SQLite has no other word for a log that it has no room to make.
  SQLITE_IOERR_SHMSIZE: 'the disk is full',
  SQLITE_IOERR: 'the disk fails',
  SQLITE_BUSY: 'another program holds it',
};

const nearestThere = (path: string): string => (existsSync(path) || dirname(path) === path ? path : nearestThere(dirname(path)));

/** Why the system could not write or read a file, in plain words; undefined for an error that is not the system's. */
export const diskReason = (error: unknown): string | undefined => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return reasons[code] ?? reasons[code.split('_').slice(0, 2).join('_')];
};

/** As `diskReason`, for a folder that could not be made: of one below a read-only disk the system says only that it is not there. */
export const folderReason = (folder: string, error: unknown): string | undefined => {
  try {
    accessSync(nearestThere(folder), constants.W_OK);
    return diskReason(error);
  } catch (refused) {
    return diskReason(refused);
  }
};
