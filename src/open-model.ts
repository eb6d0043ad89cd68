import { join } from 'node:path';
import { createWordTagger } from './backends/compromise-word-tagger.js';
import type { Lines } from './coach/model/may-say.js';
import type { ModelSettings } from './coach/model/model-side.js';
import { readLineHead } from './coach/read/heads.js';
import type { Config, ModelConfig } from './config.js';
import type { Embedder } from './contracts/embedder.js';
import type { NextRungError } from './domain/errors.js';
import { modelFolder } from './model-folder.js';

/* The composition root of what needs an OpenAI-compatible server. All of it is imported when it is configured, and not before. */

type OnTrouble = (trouble: NextRungError) => void;
type OpenedModel = { readonly settings: ModelSettings; close(): void };

const ledgerName = 'model-tokens.json';
/** What tells harmless lines, read once: it is the same for every model. */
let lines: Promise<Lines> | undefined;
const openLines = async (): Promise<Lines> => ({
  head: await readLineHead(join(modelFolder, 'own-lines.json')),
  tagsOf: await createWordTagger(),
});
/** Building an index may wait; a question may not. */
const indexingTimeoutMs = 60_000;
const indexingRetries = 3;
const questionShare = 0.2;

/** The chat model that answers are written with; undefined when none is configured or wanted. */
export const chatModelOf = ({ model, answerWriter }: Config): ModelConfig | undefined =>
  answerWriter === 'extractive' ? undefined : model;

/** What a check of the machine says of the chat model. */
export const tryModel = async (model: ModelConfig) => (await import('./backends/openai-probe.js')).probeModels(model);

/**
 * Opens the chat model with its guard. Its key is tried in the background: a refused one is told, and the model then left alone, before anybody
 * asks.
 *
 * @param contentHash of the guides that the index was built from
 */
export const openModel = async (config: Config, contentHash: string, onTrouble: OnTrouble): Promise<OpenedModel | undefined> => {
  const model = chatModelOf(config);
  if (!model) return undefined;
  const [{ createLangchainChatModel }, { guardChatModel }, { createFileTokenLedger }, { probeModels }] = await Promise.all([
    import('./backends/langchain-chat-model.js'),
    import('./backends/cockatiel-chat-model.js'),
    import('./backends/file-token-ledger.js'),
    import('./backends/openai-probe.js'),
  ]);
  const chat = guardChatModel(await createLangchainChatModel(model), {
    ledger: createFileTokenLedger(join(config.dataDir, ledgerName), onTrouble),
    dailyBudget: model.dailyTokenBudget,
    onTrouble,
  });
  const closing = new AbortController();
  void probeModels({ ...model, signal: closing.signal }).then(async probe => {
    if (probe.state === 'ready' || closing.signal.aborted) return;
    await (probe.trouble.code === 'model_rejected' ? chat.reject(probe.trouble) : onTrouble(probe.trouble));
  });
  const { deadlineMs, contextTokens, priceIn, priceOut } = model;
  lines ??= openLines();
  return {
    settings: { chat, lines: await lines, deadlineMs, contextTokens, priceIn, priceOut, contentHash, onTrouble },
    close: () => closing.abort(),
  };
};

const embeddingOptions = ({ apiKey, baseUrl, embeddingModel }: ModelConfig) => ({ model: embeddingModel, apiKey, baseUrl });

/** The name of the embeddings service in a manifest. */
export const remoteEmbedderName = async (model: ModelConfig): Promise<string> =>
  (await import('./backends/openai-embedder.js')).openaiEmbedderName(embeddingOptions(model));

/** An embeddings service for building an index: patient, and loud when it fails. */
export const openIndexingEmbedder = async (model: ModelConfig): Promise<Embedder> => {
  const { createOpenaiEmbedder } = await import('./backends/openai-embedder.js');
  return createOpenaiEmbedder({ ...embeddingOptions(model), timeoutMs: indexingTimeoutMs, retries: indexingRetries });
};

/** An embeddings service for questions: what it does not give in time is done without. */
export const openQuestionEmbedder = async (model: ModelConfig, dimensions: number, onTrouble: OnTrouble): Promise<Embedder> => {
  const [{ createOpenaiEmbedder }, { guardEmbedder }] = await Promise.all([
    import('./backends/openai-embedder.js'),
    import('./backends/cockatiel-embedder.js'),
  ]);
  const timeoutMs = model.deadlineMs * questionShare;
  const embedder = await createOpenaiEmbedder({ ...embeddingOptions(model), dimensions, timeoutMs, retries: 0 });
  return guardEmbedder(embedder, { timeoutMs, onTrouble });
};
