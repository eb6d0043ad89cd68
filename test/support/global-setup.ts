import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../src/config.js';
import { ensureIndex } from '../../src/create-coach.js';

/**
 * Builds the index of the shipped pack once, in a folder of this run's own, and hands it to every test through DATA_DIR. A developer
 * who runs the tests often can keep it between runs by setting NEXTRUNG_TEST_DATA.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const kept = process.env.NEXTRUNG_TEST_DATA;
  const folder = kept ?? (await mkdtemp(join(tmpdir(), 'nextrung-test-')));
  process.env.DATA_DIR = folder;
  await ensureIndex(readConfig({ DATA_DIR: folder }, process.cwd()));
  return async () => {
    if (!kept) await rm(folder, { recursive: true, force: true });
  };
}
