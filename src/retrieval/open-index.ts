import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NextRungError } from '../domain/errors.js';
import { type Pack, packSchema } from '../domain/pack.js';
import { packFileName } from './index-files.js';
import { readManifest, verifyFiles } from './index-folder.js';
import { formatVersion, type Manifest } from './manifest.js';

export type IndexState =
  | { readonly state: 'fresh'; readonly manifest: Manifest }
  | { readonly state: 'missing' | 'stale' | 'damaged'; readonly reason: string };

/**
 * Whether the saved index is whole and made from this content by this embedder. Throws `index_foreign` when the folder holds
 * something that is not NextRung's: it is never overwritten unasked.
 */
export const checkIndex = async (
  root: string,
  expected: { contentHash: string; embedder: string; vectorIndex: string },
): Promise<IndexState> => {
  const manifest = await readManifest(root);
  if (!manifest) return { state: 'missing', reason: 'there is no index yet' };
  if (manifest.version !== formatVersion)
    return { state: 'stale', reason: `it has format ${manifest.version}, this version writes ${formatVersion}` };
  if (manifest.embedder.name !== expected.embedder)
    return { state: 'stale', reason: `its vectors are from ${manifest.embedder.name}` };
  if (manifest.vectorIndex !== expected.vectorIndex)
    return { state: 'stale', reason: `its vectors are kept by ${manifest.vectorIndex}` };
  if (manifest.contentHash !== expected.contentHash) return { state: 'stale', reason: 'the guides or their judgments changed' };
  try {
    await verifyFiles(root, manifest);
  } catch (error) {
    if (error instanceof NextRungError) return { state: 'damaged', reason: error.message };
    throw error;
  }
  return { state: 'fresh', manifest };
};

/** The compiled pack of a saved index. Throws `index_corrupt` when it does not parse. */
export const readIndexedPack = async (root: string, manifest: Manifest): Promise<Pack> => {
  const path = join(root, manifest.folder, packFileName);
  try {
    return packSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (cause) {
    throw new NextRungError('index_corrupt', `${path} cannot be read; run \`npm run index -- --force\`.`, { cause });
  }
};
