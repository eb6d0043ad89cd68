import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';

const memory = '/dev/shm';

/**
 * Where tests keep what they write: in memory where the system has a place for it, since every store and index waits for the disk, and no
 * test turns off the machine. A run's own folder (TMPDIR) goes before it.
 */
export const temporaryRoot = (): string => (process.env.NEXTRUNG_TEST_RUN || !existsSync(memory) ? tmpdir() : memory);
