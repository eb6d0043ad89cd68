import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { byteVectorIndex } from './backends/byte-vector-index.js';
import { createHashedEmbedder } from './backends/hashed-embedder.js';
import { sqliteIndexWriter } from './backends/sqlite-index-writer.js';
import { createCoach } from './coach/coach.js';
import type { Config } from './config.js';
import type { OpenedCoach } from './create-coach.js';
import { compileJudgedPack } from './knowledge/compile-pack.js';
import { openBase } from './open-base.js';
import { openFit } from './open-fit.js';
import { openPack } from './open-pack.js';
import { openRedactor } from './open-redactor.js';
import { buildIndex } from './retrieval/build-index.js';

/** Enough that two of the pack's words seldom share a place. */
const dimensions = 512;

/**
 * A coach for the half minute in which the index of meanings is built: it compares words alone, its index takes about a second, and its
 * answers are cited like all others. The index lies in a temporary folder, which is removed as soon as it is open.
 */
export const openKeywordCoach = async (
  config: Pick<Config, 'packDir' | 'dataDir'>,
  signal?: AbortSignal,
): Promise<OpenedCoach> => {
  const root = await mkdtemp(join(tmpdir(), 'nextrung-keywords-'));
  const remove = () => rm(root, { recursive: true, force: true });
  try {
    const { files, contentHash, folder } = await openPack(config);
    const embedder = createHashedEmbedder({ dimensions });
    const manifest = await buildIndex({
      root,
      ...compileJudgedPack(files, folder),
      contentHash,
      embedder,
      vectorIndex: byteVectorIndex,
      writer: sqliteIndexWriter,
      ...(signal ? { signal } : {}),
    });
    const base = await openBase({ root, manifest, embedder, vectorIndex: byteVectorIndex });
    // Gone at once where the system lets go of open files, so that nothing is left behind by a process that is killed; else at the end.
    await remove().catch(() => undefined);
    const close = async (): Promise<void> => {
      base.units.close();
      await embedder.close();
      await remove();
    };
    const redact = await openRedactor(base);
    return { coach: createCoach(base, await openFit(), { redact }), base, redact, manifest, close };
  } catch (error) {
    await remove();
    throw error;
  }
};
