import { join } from 'node:path';
import { hnswlibVectorIndex } from '../../src/backends/hnswlib-vector-index.js';
import { openIndexDatabase } from '../../src/backends/sqlite-database.js';
import { sqliteIndexWriter } from '../../src/backends/sqlite-index-writer.js';
import { createSqliteKeywordIndex } from '../../src/backends/sqlite-keyword-index.js';
import type { Embedder } from '../../src/contracts/embedder.js';
import type { VectorIndexBackend } from '../../src/contracts/vector-index.js';
import type { Pack } from '../../src/domain/pack.js';
import { compilePackOrThrow } from '../../src/knowledge/compile-pack.js';
import { hashPackFiles, type PackFiles } from '../../src/knowledge/pack-files.js';
import { type BuildProgress, buildIndex } from '../../src/retrieval/build-index.js';
import { verifyFiles } from '../../src/retrieval/index-folder.js';
import type { Manifest } from '../../src/retrieval/manifest.js';
import { checkIndex, type IndexState, readIndexedPack } from '../../src/retrieval/open-index.js';
import { createHashedEmbedder } from './hashed-embedder.js';

/* The saved index of a small pack, made of the parts that production uses but for the embedding model. */

export type SmallIndexOptions = {
  readonly embedder?: Embedder;
  readonly vectorIndex?: VectorIndexBackend;
  readonly onProgress?: (progress: BuildProgress) => void;
  readonly signal?: AbortSignal;
};

export const buildSmallIndex = (root: string, files: PackFiles, options: SmallIndexOptions = {}): Promise<Manifest> =>
  buildIndex({
    embedder: createHashedEmbedder(),
    vectorIndex: hnswlibVectorIndex,
    ...options,
    root,
    pack: compilePackOrThrow(files, 'small'),
    contentHash: hashPackFiles(files),
    writer: sqliteIndexWriter,
  });

export const checkSmallIndex = (
  root: string,
  files: PackFiles,
  { embedder = createHashedEmbedder(), vectorIndex = hnswlibVectorIndex }: SmallIndexOptions = {},
): Promise<IndexState> =>
  checkIndex(root, { contentHash: hashPackFiles(files), embedder: embedder.name, vectorIndex: vectorIndex.name });

/** Opens an index and asks it something both ways; throws when anything in it is not whole. */
export const useSmallIndex = async (
  root: string,
  manifest: Manifest,
): Promise<{ pack: Pack; byWords: readonly string[]; nearest: readonly string[] }> => {
  await verifyFiles(root, manifest);
  const folder = join(root, manifest.folder);
  const pack = await readIndexedPack(root, manifest);
  const vectors = await hnswlibVectorIndex.load(join(folder, hnswlibVectorIndex.fileName), manifest.embedder.dimensions);
  const database = openIndexDatabase(join(folder, sqliteIndexWriter.fileName), { readonly: true });
  try {
    const [vector = new Float32Array()] = await createHashedEmbedder({ dimensions: manifest.embedder.dimensions }).embed([
      'what do coders make',
    ]);
    const texts = database.raw.prepare<[number], { text: string }>('SELECT text FROM unit WHERE id = ?');
    return {
      pack,
      byWords: createSqliteKeywordIndex(database)
        .search(['median', 'pay'], 'passage', 3)
        .map(match => match.owner),
      nearest: vectors.search(vector, 3).map(match => texts.get(match.id)?.text ?? ''),
    };
  } finally {
    database.raw.close();
  }
};
