import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Embedder } from '../contracts/embedder.js';
import type { IndexWriter } from '../contracts/index-writer.js';
import type { VectorIndexBackend } from '../contracts/vector-index.js';
import { diskReason } from '../domain/disk-reason.js';
import { NextRungError } from '../domain/errors.js';
import type { Judgment } from '../domain/judgment.js';
import type { Pack } from '../domain/pack.js';
import { documentsOf, knownWordsOf, type UnitToEmbed, unitsOf } from './index-content.js';
import { judgedWordsFileName, judgmentsFileName, packFileName } from './index-files.js';
import { createBuildFolder, publishFolder, readManifest, verifyFiles } from './index-folder.js';
import { judgedWords } from './judged-words.js';
import { formatVersion, type Manifest } from './manifest.js';
import { savedJudgments } from './saved-judgments.js';

/** Texts between two steps of the progress bar. */
const chunk = 128;

export type BuildProgress = { readonly done: number; readonly total: number };
export type BuildOptions = {
  readonly root: string;
  readonly pack: Pack;
  readonly judgments: readonly Judgment[];
  /** Vectors that ship with the embedder, by text hash. */
  readonly known?: ReadonlyMap<string, Float32Array>;
  readonly contentHash: string;
  readonly embedder: Embedder;
  readonly vectorIndex: VectorIndexBackend;
  readonly writer: IndexWriter;
  readonly onProgress?: (progress: BuildProgress) => void;
  readonly signal?: AbortSignal;
};

/** Builds the index of a pack in a new folder and puts it in place. Texts that did not change keep their vectors. */
export const buildIndex = async (options: BuildOptions): Promise<Manifest> => {
  const { root, pack, judgments, embedder, vectorIndex, writer } = options;
  // First, so that a folder that cannot be written is found before the long work.
  const folder = await createBuildFolder(root);
  try {
    const units = unitsOf(pack, judgments);
    const vectors = await vectorsFor(units, options);
    await writer.write(join(folder, writer.fileName), {
      documents: documentsOf(pack),
      units: units.map(({ id, kind, owner, ordinal, hash }) => ({ id, kind, owner, ordinal, hash })),
      knownWords: knownWordsOf(pack),
    });
    await vectorIndex.build(
      units.map(unit => vectors.get(unit.hash) as Float32Array),
      embedder.dimensions,
      join(folder, vectorIndex.fileName),
    );
    await writeFile(join(folder, judgmentsFileName), JSON.stringify(savedJudgments(judgments)));
    const judged = units.filter(unit => unit.kind === 'message' || unit.kind === 'ask');
    await writeFile(join(folder, judgedWordsFileName), judgedWords(judged.map(unit => unit.text)));
    await writeFile(join(folder, packFileName), JSON.stringify(pack));
    return await publishFolder(root, folder, {
      format: 'nextrung-index',
      version: formatVersion,
      contentHash: options.contentHash,
      embedder: { name: embedder.name, dimensions: embedder.dimensions },
      vectorIndex: vectorIndex.name,
      passages: pack.passages.length,
      units: units.length,
      builtAt: new Date().toISOString(),
    });
  } catch (error) {
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
    throw whyNotSaved(root, error);
  }
};

/** A disk that refuses is the operator's to see to; all else is thrown as it is. */
const whyNotSaved = (root: string, error: unknown): unknown => {
  const why = diskReason(error);
  if (why === undefined) return error;
  return new NextRungError(
    'index_unwritable',
    `The index cannot be saved in ${root}: ${why}. Make room or correct the permissions, or set DATA_DIR to a folder on another disk; the index that was there is as it was.`,
    { cause: error },
  );
};

/** Vectors by text hash: those of the index in place where the text did not change, the rest embedded now. */
const vectorsFor = async (units: readonly UnitToEmbed[], options: BuildOptions): Promise<Map<string, Float32Array>> => {
  const vectors = await reusableVectors(options);
  const missing = [...new Map(units.filter(unit => !vectors.has(unit.hash)).map(unit => [unit.hash, unit.text])).entries()];
  // The slow ones come first, so that threads end together.
  missing.sort(([, a], [, b]) => b.length - a.length);
  for (let at = 0; at < missing.length; at += chunk) {
    options.onProgress?.({ done: at, total: missing.length });
    const slice = missing.slice(at, at + chunk);
    const embedded = await options.embedder.embed(
      slice.map(([, text]) => text),
      options.signal,
    );
    for (const [n, [hash]] of slice.entries()) vectors.set(hash, embedded[n] as Float32Array);
  }
  if (missing.length > 0) options.onProgress?.({ done: missing.length, total: missing.length });
  return vectors;
};

/** Vectors by text hash, of those that ship and of the index in place, when it is whole and of the same embedder. */
const reusableVectors = async ({
  root,
  embedder,
  writer,
  vectorIndex,
  known,
}: BuildOptions): Promise<Map<string, Float32Array>> => {
  const vectors = new Map(known);
  try {
    const manifest = await readManifest(root);
    if (
      manifest?.version !== formatVersion ||
      manifest.vectorIndex !== vectorIndex.name ||
      manifest.embedder.name !== embedder.name ||
      manifest.embedder.dimensions !== embedder.dimensions
    )
      return vectors;
    await verifyFiles(root, manifest);
    const folder = join(root, manifest.folder);
    const saved = await vectorIndex.load(join(folder, vectorIndex.fileName), embedder.dimensions);
    for (const [hash, id] of await writer.idsByHash(join(folder, writer.fileName))) vectors.set(hash, saved.vectorOf(id));
  } catch {
    // Whatever is wrong with the old index, a new one is being built from the guides.
  }
  return vectors;
};
