import { join } from 'node:path';
import type { KnowledgeBase } from './coach/knowledge-base.js';
import type { Embedder } from './contracts/embedder.js';
import type { VectorIndexBackend } from './contracts/vector-index.js';
import type { Pack } from './domain/pack.js';
import type { Manifest } from './retrieval/manifest.js';

export type BaseToOpen = {
  /** Folder that holds the manifest. */
  readonly root: string;
  readonly manifest: Manifest;
  /** For questions: of the same name as the index's. */
  readonly embedder: Embedder;
  readonly vectorIndex: VectorIndexBackend;
};

/** Opens a saved index for answering. Loads what it needs while it runs: the embedding model loads on its own thread meanwhile. */
export const openBase = async ({ root, manifest, embedder, vectorIndex }: BaseToOpen): Promise<KnowledgeBase> => {
  const [
    { readIndexedPack },
    { readSavedJudgments },
    { judgmentsFileName, judgedWordsFileName },
    { readJudgedWords },
    { createHybridRetriever },
    { createRelatedWords },
    { topicalStems },
  ] = await Promise.all([
    import('./retrieval/open-index.js'),
    import('./retrieval/saved-judgments.js'),
    import('./retrieval/index-files.js'),
    import('./retrieval/judged-words.js'),
    import('./retrieval/hybrid-retriever.js'),
    import('./retrieval/related-words.js'),
    import('./retrieval/topical-words.js'),
  ]);
  const [{ openIndexDatabase }, { sqliteIndexWriter }, { createSqliteKeywordIndex }, { createSqliteUnitStore }] =
    await Promise.all([
      import('./backends/sqlite-database.js'),
      import('./backends/sqlite-index-writer.js'),
      import('./backends/sqlite-keyword-index.js'),
      import('./backends/sqlite-unit-store.js'),
    ]);
  const folder = join(root, manifest.folder);
  const [pack, judgments, judgedWords, vectors] = await Promise.all([
    readIndexedPack(root, manifest),
    readSavedJudgments(join(folder, judgmentsFileName)),
    readJudgedWords(join(folder, judgedWordsFileName)),
    vectorIndex.load(join(folder, vectorIndex.fileName), manifest.embedder.dimensions),
  ]);
  const database = openIndexDatabase(join(folder, sqliteIndexWriter.fileName), { readonly: true });
  const [keywords, units] = [createSqliteKeywordIndex(database), createSqliteUnitStore(database)];
  const passages = new Map((pack satisfies Pack).passages.map(passage => [passage.id, passage]));
  const guides = new Map(pack.guides.map(guide => [guide.id, guide]));
  return {
    pack,
    passages,
    guides,
    embedder,
    keywords,
    units,
    vectors,
    judgments,
    judgedWords,
    retriever: createHybridRetriever({
      passages,
      keywords,
      vectors,
      units,
      topical: topicalStems(pack),
      related: createRelatedWords(pack.vocabulary),
    }),
  };
};
