import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { temporaryRoot } from './temporary-root.js';

/** A folder for a test file, removed behind it; `path` names a place in it, a new one at each call without a name. */
export const useTemporaryFolder = (): { path(name?: string): string } => {
  let folder = '';
  let next = 0;
  beforeAll(async () => {
    folder = await mkdtemp(join(temporaryRoot(), 'nextrung-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return { path: name => join(folder, name ?? `place-${next++}`) };
};
