import { availableParallelism } from 'node:os';
import { byteVectorIndex } from './backends/byte-vector-index.js';
import { createOnnxEmbedder, onnxEmbedderName } from './backends/onnx-embedder.js';
import { rememberVectors } from './backends/remembering-embedder.js';
import type { Coach, CoachEvents } from './coach/coach.js';
import type { KnowledgeBase } from './coach/knowledge-base.js';
import type { Config } from './config.js';
import type { Embedder } from './contracts/embedder.js';
import { NextRungError } from './domain/errors.js';
import { modelFolder } from './model-folder.js';
import type { Redact } from './open-redactor.js';
import type { BuildProgress } from './retrieval/build-index.js';
import type { Manifest } from './retrieval/manifest.js';
import type { IndexState } from './retrieval/open-index.js';

/*
 * Starting up is mostly waiting for the embedding model, which loads on a thread of its own. So what starts that thread is imported above,
 * and all the rest in the functions that need it, while the model loads.
 */

export type { BuildProgress, Manifest };

export type OpenOptions = CoachEvents & {
  readonly onProgress?: (progress: BuildProgress) => void;
  /** Told when the saved index cannot be used as it is, and why it is built. */
  readonly onBuild?: (reason: string) => void;
  /** Told when a chat model or an embeddings service fails, with the next step for the operator; to stderr when nobody listens. */
  readonly onTrouble?: (trouble: NextRungError) => void;
  readonly signal?: AbortSignal;
};

export type OpenedCoach = {
  readonly coach: Coach;
  readonly base: KnowledgeBase;
  /** What the coach's questions go through before anything reads them, for what is kept and shown of them. */
  readonly redact: Redact;
  /** Of the index that it answers from. */
  readonly manifest: Manifest;
  close(): Promise<void>;
};

/** Where the build takes all cores, answering takes one: a second copy of the model costs 150 MB. */
const indexingThreads = (): number => Math.min(4, availableParallelism());

const packFilesOf = async (config: Config) => (await import('./open-pack.js')).openPack(config);

/** How the saved index stands to the guides; reads, never builds. */
export const inspectIndex = async (config: Config): Promise<IndexState> => {
  const { checkIndex } = await import('./retrieval/open-index.js');
  const { contentHash } = await packFilesOf(config);
  return checkIndex(config.indexDir, {
    contentHash,
    embedder: await embedderNameOf(config),
    vectorIndex: byteVectorIndex.name,
  });
};

/** Names the index that is saved now, another each time that one is built; undefined where there is none that can be read. */
export const savedIndex = async ({ indexDir }: Pick<Config, 'indexDir'>): Promise<string | undefined> => {
  const { readManifest } = await import('./retrieval/index-folder.js');
  return (await readManifest(indexDir).catch(() => undefined))?.folder;
};

/** The embeddings service, when one is configured and wanted. */
const embeddingsOf = ({ embedder, model }: Config): Config['model'] => (embedder === 'openai' ? model : undefined);
const embedderNameOf = async (config: Config): Promise<string> => {
  const remote = embeddingsOf(config);
  return remote ? (await import('./open-model.js')).remoteEmbedderName(remote) : onnxEmbedderName;
};
const openBuilder = async (config: Config): Promise<Embedder> => {
  const remote = embeddingsOf(config);
  return remote
    ? (await import('./open-model.js')).openIndexingEmbedder(remote)
    : createOnnxEmbedder({ threads: indexingThreads() });
};

/** Runs the embedding model once, for a check of the machine. Rejects with `embedder_failed`. */
export const tryEmbedder = async (config: Config): Promise<{ name: string; dimensions: number }> => {
  const embedder = embeddingsOf(config) ? await openBuilder(config) : createOnnxEmbedder();
  try {
    await embedder.embed(['ready']);
    return { name: embedder.name, dimensions: embedder.dimensions };
  } finally {
    await embedder.close();
  }
};

/** Makes sure that a fresh index is saved, building it when it is missing, stale or damaged, or always with `force`. */
export const ensureIndex = async (
  config: Config,
  options: OpenOptions & { readonly force?: boolean } = {},
): Promise<{ manifest: Manifest; built: boolean }> => {
  const { files, contentHash, folder, unread } = await packFilesOf(config);
  const expected = { contentHash, embedder: await embedderNameOf(config), vectorIndex: byteVectorIndex.name };
  const { checkIndex } = await import('./retrieval/open-index.js');
  const state = options.force
    ? ({ state: 'stale', reason: 'you asked for it' } as const)
    : await checkIndex(config.indexDir, expected);
  if (state.state === 'fresh') return { manifest: state.manifest, built: false };
  options.onBuild?.(state.reason);
  if (unread.length > 0) {
    const { describeUnread } = await import('./open-pack.js');
    const message = `These documents are not read: ${describeUnread(unread)}.`;
    options.onTrouble?.(new NextRungError('pack_invalid', message));
  }
  const { compileJudgedPack } = await import('./knowledge/compile-pack.js');
  const { buildIndex } = await import('./retrieval/build-index.js');
  const { sqliteIndexWriter } = await import('./backends/sqlite-index-writer.js');
  const { pack, judgments } = compileJudgedPack(files, folder);
  const { readVectorFiles } = await import('./backends/vector-file.js');
  const embedder = await openBuilder(config);
  try {
    const manifest = await buildIndex({
      known: await readVectorFiles(modelFolder, embedder.name),
      root: config.indexDir,
      pack,
      judgments,
      contentHash,
      embedder,
      vectorIndex: byteVectorIndex,
      writer: sqliteIndexWriter,
      ...(options.onProgress ? { onProgress: options.onProgress } : {}),
      ...(options.signal ? { signal: options.signal } : {}),
    });
    return { manifest, built: true };
  } finally {
    await embedder.close();
  }
};

/** Trouble with a model is the operator's to know, whoever opened the coach. */
const tellStderr =
  (config: Config) =>
  async (trouble: NextRungError): Promise<void> => {
    const { createLog } = await import('./log.js');
    createLog(config, line => void process.stderr.write(line)).warn({ code: trouble.code }, trouble.message);
  };

/**
 * The composition root: picks the backends, makes sure of a fresh index, and opens a coach on it. Close it to free the model's thread.
 *
 * @param config may still be on its way: the model begins to load before it is there
 */
export const openCoach = async (config: Config | Promise<Config>, options: OpenOptions = {}): Promise<OpenedCoach> => {
  const local = createOnnxEmbedder();
  // Read while the model loads on its own thread.
  const namesRead = import('./open-redactor.js').then(({ openRedactor }) => openRedactor()).catch(() => undefined);
  try {
    const settings = await config;
    const onTrouble = options.onTrouble ?? tellStderr(settings);
    const remote = embeddingsOf(settings);
    if (remote) await local.close();
    const { manifest } = await ensureIndex(settings, options);
    const { chatModelOf, openModel, openQuestionEmbedder } = await openModelParts(settings);
    const chat = chatModelOf?.(settings);
    const [model, embedder] = await Promise.all([
      chat && openModel?.(settings, manifest.contentHash, onTrouble),
      remote && openQuestionEmbedder ? openQuestionEmbedder(remote, manifest.embedder.dimensions, onTrouble) : local,
    ]);
    const { openBase } = await import('./open-base.js');
    const [base, { createCoach }, fit] = await Promise.all([
      openBase({ root: settings.indexDir, manifest, embedder: rememberVectors(embedder), vectorIndex: byteVectorIndex }),
      import('./coach/coach.js'),
      import('./open-fit.js').then(({ openFit }) => openFit()),
    ]);
    const close = async (): Promise<void> => {
      model?.close();
      base.units.close();
      await base.embedder.close();
    };
    await namesRead;
    const redact = await (await import('./open-redactor.js')).openRedactor(base);
    const coach = createCoach(base, fit, {
      ...options,
      redact,
      ...(model ? { model: model.settings } : {}),
    });
    return { coach, base, redact, manifest, close };
  } catch (error) {
    await local.close();
    throw error;
  }
};

/** Nothing of a model is loaded where none is configured. */
const openModelParts = async (config: Config): Promise<Partial<typeof import('./open-model.js')>> =>
  config.model ? import('./open-model.js') : {};
