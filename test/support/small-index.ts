import { join } from 'node:path';
import { byteVectorIndex } from '../../src/backends/byte-vector-index.js';
import { openIndexDatabase } from '../../src/backends/sqlite-database.js';
import { sqliteIndexWriter } from '../../src/backends/sqlite-index-writer.js';
import { createSqliteKeywordIndex } from '../../src/backends/sqlite-keyword-index.js';
import { createSqliteUnitStore } from '../../src/backends/sqlite-unit-store.js';
import type { Embedder } from '../../src/contracts/embedder.js';
import type { VectorIndexBackend } from '../../src/contracts/vector-index.js';
import type { Pack } from '../../src/domain/pack.js';
import { compileJudgedPack } from '../../src/knowledge/compile-pack.js';
import { hashPackFiles, type PackFiles } from '../../src/knowledge/pack-files.js';
import { type BuildProgress, buildIndex } from '../../src/retrieval/build-index.js';
import { unitsOf } from '../../src/retrieval/index-content.js';
import { judgmentsFileName } from '../../src/retrieval/index-files.js';
import { verifyFiles } from '../../src/retrieval/index-folder.js';
import type { Manifest } from '../../src/retrieval/manifest.js';
import { checkIndex, type IndexState, readIndexedPack } from '../../src/retrieval/open-index.js';
import { readSavedJudgments, type SavedJudgment } from '../../src/retrieval/saved-judgments.js';
import { createHashedEmbedder } from './hashed-embedder.js';

/* The saved index of a small pack, made of the parts that production uses but for the embedding model. */

export type SmallIndexOptions = {
  readonly embedder?: Embedder;
  readonly vectorIndex?: VectorIndexBackend;
  readonly known?: ReadonlyMap<string, Float32Array>;
  readonly onProgress?: (progress: BuildProgress) => void;
  readonly signal?: AbortSignal;
};

export const buildSmallIndex = (root: string, files: PackFiles, options: SmallIndexOptions = {}): Promise<Manifest> =>
  buildIndex({
    embedder: createHashedEmbedder(),
    vectorIndex: byteVectorIndex,
    ...options,
    root,
    ...compileJudgedPack(files, 'small'),
    contentHash: hashPackFiles(files),
    writer: sqliteIndexWriter,
  });

export const checkSmallIndex = (
  root: string,
  files: PackFiles,
  { embedder = createHashedEmbedder(), vectorIndex = byteVectorIndex }: SmallIndexOptions = {},
): Promise<IndexState> =>
  checkIndex(root, { contentHash: hashPackFiles(files), embedder: embedder.name, vectorIndex: vectorIndex.name });

/** Opens an index and asks it something both ways; throws when anything in it is not whole. */
export const useSmallIndex = async (
  root: string,
  manifest: Manifest,
): Promise<{
  pack: Pack;
  judgments: readonly SavedJudgment[];
  byWords: readonly string[];
  /** The pack's texts nearest to a question. */
  nearest: readonly string[];
}> => {
  await verifyFiles(root, manifest);
  const folder = join(root, manifest.folder);
  const pack = await readIndexedPack(root, manifest);
  const judgments = await readSavedJudgments(join(folder, judgmentsFileName));
  const vectors = await byteVectorIndex.load(join(folder, byteVectorIndex.fileName), manifest.embedder.dimensions);
  const database = openIndexDatabase(join(folder, sqliteIndexWriter.fileName), { readonly: true });
  try {
    const units = createSqliteUnitStore(database);
    // The texts themselves are not saved: an id means the same text in the pack, the vectors and the units. Those of judgments come last.
    const texts = unitsOf(pack, []);
    for (const { id, kind, owner, ordinal } of texts)
      if (!units.unitsOf(kind).some(one => one.id === id && one.owner === owner && one.ordinal === ordinal))
        throw new Error(`unit ${id}, ${kind} ${ordinal} of ${owner}, is not in the index`);
    const messages = units.unitsOf('message').length;
    if (messages !== judgments.length) throw new Error(`there are ${messages} messages and ${judgments.length} judgments`);
    const count = texts.length + messages + units.unitsOf('ask').length;
    if (vectors.size !== count || manifest.units !== count) throw new Error(`of ${count} units ${vectors.size} have vectors`);
    const [vector = new Float32Array()] = await createHashedEmbedder({ dimensions: manifest.embedder.dimensions }).embed([
      'what do coders make',
    ]);
    const similarities = vectors.similarities(vector);
    return {
      pack,
      judgments,
      byWords: createSqliteKeywordIndex(database)
        .search(['median', 'pay'], 'passage', 3)
        .map(match => match.owner),
      nearest: texts
        .toSorted((a, b) => (similarities[b.id] ?? 0) - (similarities[a.id] ?? 0))
        .slice(0, 3)
        .map(unit => unit.text),
    };
  } finally {
    database.raw.close();
  }
};
