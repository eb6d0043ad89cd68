import { join } from 'node:path';
import { byteVectorIndex } from '../../src/backends/byte-vector-index.js';
import { openIndexDatabase } from '../../src/backends/sqlite-database.js';
import { sqliteIndexWriter } from '../../src/backends/sqlite-index-writer.js';
import { createSqliteKeywordIndex } from '../../src/backends/sqlite-keyword-index.js';
import { createSqliteUnitStore } from '../../src/backends/sqlite-unit-store.js';
import type { KnowledgeBase } from '../../src/coach/knowledge-base.js';
import { type Config, readConfig } from '../../src/config.js';
import type { Embedder } from '../../src/contracts/embedder.js';
import { NextRungError } from '../../src/domain/errors.js';
import { createHybridRetriever, type RetrieverParts } from '../../src/retrieval/hybrid-retriever.js';
import { judgedWordsFileName, judgmentsFileName } from '../../src/retrieval/index-files.js';
import { readManifest } from '../../src/retrieval/index-folder.js';
import { readJudgedWords } from '../../src/retrieval/judged-words.js';
import { readIndexedPack } from '../../src/retrieval/open-index.js';
import { createRelatedWords } from '../../src/retrieval/related-words.js';
import { readSavedJudgments } from '../../src/retrieval/saved-judgments.js';
import { topicalStems } from '../../src/retrieval/topical-words.js';

/** The shipped pack with an index in a folder of the bench's own. */
export const configFor = (dataDir: string): Config =>
  readConfig({ DATA_DIR: dataDir }, new URL('../..', import.meta.url).pathname);

/** Stands in where every vector is made beforehand. */
export const vectorsOnly: Embedder = {
  name: 'made beforehand',
  dimensions: 384,
  embed: () => Promise.reject(new Error('this search was given its vectors')),
  close: () => Promise.resolve(),
};

/** The parts that `openCoach` puts together, opened one by one, so that a bench can swap one or hold a watch to it. */
export type OurParts = { readonly parts: RetrieverParts; readonly base: KnowledgeBase; close(): void };

/** Opens a saved index as the composition root does. Throws when there is none. */
export const openOurParts = async (config: Config, embedder: Embedder): Promise<OurParts> => {
  const manifest = await readManifest(config.indexDir);
  if (!manifest) throw new NextRungError('index_foreign', `There is no index in ${config.indexDir}.`);
  const folder = join(config.indexDir, manifest.folder);
  const [pack, judgments, judgedWords, vectors] = await Promise.all([
    readIndexedPack(config.indexDir, manifest),
    readSavedJudgments(join(folder, judgmentsFileName)),
    readJudgedWords(join(folder, judgedWordsFileName)),
    byteVectorIndex.load(join(folder, byteVectorIndex.fileName), manifest.embedder.dimensions),
  ]);
  const database = openIndexDatabase(join(folder, sqliteIndexWriter.fileName), { readonly: true });
  const [keywords, units] = [createSqliteKeywordIndex(database), createSqliteUnitStore(database)];
  const passages = new Map(pack.passages.map(passage => [passage.id, passage]));
  const guides = new Map(pack.guides.map(guide => [guide.id, guide]));
  const parts: RetrieverParts = {
    passages,
    keywords,
    vectors,
    units,
    topical: topicalStems(pack),
    related: createRelatedWords(pack.vocabulary),
  };
  const retriever = createHybridRetriever(parts);
  const base: KnowledgeBase = { pack, passages, guides, embedder, keywords, units, vectors, judgments, judgedWords, retriever };
  return { parts, base, close: () => units.close() };
};
