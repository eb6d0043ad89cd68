import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exactVectorIndex } from '../../src/backends/exact-vector-index.js';
import { hnswlibVectorIndex } from '../../src/backends/hnswlib-vector-index.js';
import { sqliteIndexWriter } from '../../src/backends/sqlite-index-writer.js';
import { packFileName } from '../../src/retrieval/build-index.js';
import { createBuildFolder, publishFolder, readManifest, verifyFiles } from '../../src/retrieval/index-folder.js';
import { formatVersion } from '../../src/retrieval/manifest.js';
import { isStopWord, words } from '../../src/text/tokens.js';
import { compileShippedPack } from '../retrieval/guides.js';
import { settledResidentBytes } from '../support/memory.js';
import { configFor, openOurParts, vectorsOnly } from '../support/our-parts.js';
import { createClusters, createLibrary, createWordSalad, dimensions, type Shape } from './synthetic.js';

type Library = { readonly folder: string; readonly shape: Shape };

const exactPath = (folder: string): string => join(folder, exactVectorIndex.fileName);

export type ScaleBuild = {
  readonly keywordsMs: number;
  readonly vectorsMs: number;
  readonly publishMs: number;
  readonly bytes: number;
  readonly peakResidentBytes: number;
};

/** Builds and publishes an index of made-up passages as `buildIndex` does, from vectors that stand ready. */
export const buildScale = async ({ folder, shape }: Library): Promise<ScaleBuild> => {
  const { pack, documents, units } = createLibrary(await compileShippedPack(), shape);
  const vectors = units.map(unit => unit.vector);
  const { indexDir } = configFor(folder);
  const building = await createBuildFolder(indexDir);

  const started = performance.now();
  await sqliteIndexWriter.write(join(building, sqliteIndexWriter.fileName), { documents, units, knownWords: new Map() });
  const written = performance.now();
  await hnswlibVectorIndex.build(vectors, dimensions, join(building, hnswlibVectorIndex.fileName));
  const built = performance.now();
  await writeFile(join(building, packFileName), JSON.stringify(pack));
  const manifest = await publishFolder(indexDir, building, {
    format: 'nextrung-index',
    version: formatVersion,
    contentHash: shape.size.toString(16).padStart(64, '0'),
    embedder: { name: 'made-up', dimensions },
    vectorIndex: hnswlibVectorIndex.name,
    passages: shape.size,
    units: shape.size,
    builtAt: new Date().toISOString(),
  });
  const published = performance.now();
  const peakResidentBytes = process.resourceUsage().maxRSS * 1024;

  await exactVectorIndex.build(vectors, dimensions, exactPath(folder));
  return {
    keywordsMs: written - started,
    vectorsMs: built - written,
    publishMs: published - built,
    bytes: manifest.files.reduce((sum, file) => sum + file.bytes, 0),
    peakResidentBytes,
  };
};

/** Each way of asking stops after this many queries or this long, but asks enough for a 99th percentile to mean something. */
const queries = 200;
const fewestQueries = 40;
const budgetMs = 10_000;

export type ScaleQueries = {
  readonly loadMs: number;
  readonly residentBytes: number;
  readonly keywordMs: readonly number[];
  readonly vectorMs: readonly number[];
  readonly bothMs: readonly number[];
  readonly exactMs: readonly number[];
  /** Share of the true ten nearest that the index's ten hold. */
  readonly recallOfTen: number;
  readonly exactBytes: number;
};

/** Opens the index from its files and asks it: words and vector alone, and together as the coach does. */
export const queryScale = async ({ folder, shape }: Library): Promise<ScaleQueries> => {
  const salad = createWordSalad(await compileShippedPack());
  const clusters = createClusters(shape);
  const asked = Array.from({ length: queries }, (_, at) => ({ text: salad(3_000_000_019 + at, 9), vector: clusters.near(at) }));
  const config = configFor(folder);

  const before = await settledResidentBytes();
  const started = performance.now();
  const manifest = await readManifest(config.indexDir);
  if (manifest) await verifyFiles(config.indexDir, manifest);
  const { parts, base, close } = await openOurParts(config, vectorsOnly);
  const loadMs = performance.now() - started;

  const timeEach = (ask: (query: (typeof asked)[number]) => unknown): number[] => {
    for (const query of asked.slice(0, 5)) ask(query);
    const [ms, until]: [number[], number] = [[], performance.now() + budgetMs];
    for (const query of asked) {
      if (ms.length >= fewestQueries && performance.now() > until) break;
      const from = performance.now();
      ask(query);
      ms.push(performance.now() - from);
    }
    return ms;
  };
  const keywordMs = timeEach(({ text }) =>
    parts.keywords.search(
      words(text).filter(word => !isStopWord(word)),
      'passage',
      40,
    ),
  );
  const vectorMs = timeEach(({ vector }) => parts.vectors.search(vector, 120));
  const bothMs = timeEach(query => base.retriever.retrieve(query, 25));
  const residentBytes = (await settledResidentBytes()) - before;

  const exact = await exactVectorIndex.load(exactPath(folder), dimensions);
  let found = 0;
  const exactMs = timeEach(({ vector }) => exact.search(vector, 10));
  for (const { vector } of asked.slice(0, exactMs.length)) {
    const truth = new Set(exact.search(vector, 10).map(match => match.id));
    found += parts.vectors.search(vector, 10).filter(match => truth.has(match.id)).length;
  }
  close();
  const exactBytes = (await stat(exactPath(folder))).size;
  return { loadMs, residentBytes, keywordMs, vectorMs, bothMs, exactMs, recallOfTen: found / (10 * exactMs.length), exactBytes };
};
