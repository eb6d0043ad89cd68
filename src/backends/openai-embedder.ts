import { OpenAIEmbeddings } from '@langchain/openai';
import type { Embedder } from '../contracts/embedder.js';
import { NextRungError } from '../domain/errors.js';

/** Texts of one request: 2,048 is OpenAI's most, servers of one's own take fewer at a time. */
const batchSize = 128;
/** Some 6,000 tokens of the 8,191 that the models read. */
const longestText = 24_000;

export type OpenaiEmbedderOptions = {
  readonly model: string;
  readonly apiKey: string | undefined;
  readonly baseUrl: string | undefined;
  /** As the saved index has it; when not given, one text is embedded to find it. */
  readonly dimensions?: number;
  /** For one request, in milliseconds. */
  readonly timeoutMs: number;
  readonly retries: number;
};

/** The name that a manifest holds: vectors of another model or server are never mixed in. */
export const openaiEmbedderName = ({ model, baseUrl }: Pick<OpenaiEmbedderOptions, 'model' | 'baseUrl'>): string =>
  `${model}@${baseUrl === undefined ? 'api.openai.com' : new URL(baseUrl).host}`;

/** Invisible characters, line breaks and halves of pairs say nothing and trip some servers. */
const plain = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, longestText);

const failed = (cause: unknown): NextRungError =>
  new NextRungError(
    'embedder_failed',
    'The embeddings service did not give vectors. Check OPENAI_API_KEY, OPENAI_BASE_URL and OPENAI_EMBEDDING_MODEL, or set EMBEDDER=local and run `npm run index`.',
    { cause },
  );

/** Embeddings of an OpenAI-compatible service. Rejects with `embedder_failed` when the length of its vectors cannot be found. */
export const createOpenaiEmbedder = async (options: OpenaiEmbedderOptions): Promise<Embedder> => {
  const { model, apiKey, baseUrl, timeoutMs, retries } = options;
  const client = new OpenAIEmbeddings({
    model,
    apiKey: apiKey ?? 'none',
    batchSize,
    timeout: timeoutMs,
    maxRetries: retries,
    // The client asks for base64 unless told, which not every server speaks.
    encodingFormat: 'float',
    configuration: { logLevel: 'off', ...(baseUrl ? { baseURL: baseUrl } : {}) },
  });
  let closed = false;
  const vectorsOf = async (texts: string[], dimensions: number | undefined): Promise<Float32Array[]> => {
    const vectors = await client.embedDocuments(texts).catch((error: unknown) => {
      throw failed(error);
    });
    const length = dimensions ?? vectors[0]?.length ?? 0;
    const wrong = vectors.find(vector => vector.length !== length || !vector.every(Number.isFinite));
    if (length === 0 || vectors.length !== texts.length || wrong !== undefined) {
      throw failed(
        new Error(
          `expected ${texts.length} vectors of ${length || 'some'} numbers, got ${vectors.length}, one of ${wrong?.length}`,
        ),
      );
    }
    return vectors.map(vector => Float32Array.from(vector));
  };
  const dimensions = options.dimensions ?? (await vectorsOf(['dimensions'], undefined))[0]?.length ?? 0;
  return {
    name: openaiEmbedderName(options),
    dimensions,
    async embed(texts, signal) {
      if (closed) throw new NextRungError('embedder_failed', 'The embedder was closed; open the coach again.');
      const cancelled = (): NextRungError => new NextRungError('cancelled', 'Embedding was stopped.', { cause: signal?.reason });
      if (signal?.aborted) throw cancelled();
      const cleaned = texts.map(plain);
      const filled = cleaned.flatMap((text, at) => (text ? [at] : []));
      const vectors: Float32Array[] = texts.map(() => new Float32Array(dimensions));
      if (filled.length === 0) return vectors;
      // The client takes no signal: what was called off is let run out.
      const stop = new Promise<never>((_, reject) =>
        signal?.addEventListener('abort', () => reject(cancelled()), { once: true }),
      );
      const work = vectorsOf(
        filled.map(at => cleaned[at] ?? ''),
        dimensions,
      );
      const found = await Promise.race([work, stop]);
      for (const [n, at] of filled.entries()) vectors[at] = found[n] ?? new Float32Array(dimensions);
      return vectors;
    },
    async close() {
      closed = true;
    },
  };
};
