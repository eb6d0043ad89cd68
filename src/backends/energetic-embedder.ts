import { Worker } from 'node:worker_threads';
import type { Embedder } from '../contracts/embedder.js';
import { NextRungError } from '../domain/errors.js';

const dimensions = 512;
/** Larger batches were slower and held 470 MB. */
const batchSize = 8;
/** The model lives outside the JavaScript heap; left to itself the heap grows by 50 MB of garbage that it never needed. */
const resourceLimits = { maxOldGenerationSizeMb: 112, maxYoungGenerationSizeMb: 4 };

type Reply = { id?: number; vectors?: Float32Array[]; error?: string; ready?: boolean };
type Waiting = { resolve(vectors: Float32Array[]): void; reject(error: Error): void };

/** The model's tokens are for plain words: line breaks, tabs, emoji and controls become a space. */
const plain = (text: string): string =>
  text
    .replace(
      /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}]|\u{FE0F}|\u{20E3}/gu,
      ' ',
    )
    .replace(/\s+/g, ' ')
    .trim();

/** A thread with what it was asked and has not answered. */
type Running = { readonly worker: Worker; readonly waiting: Map<number, Waiting> };

/** One worker thread that embeds a batch at a time; a thread that dies fails what it was doing and is replaced at the next call. */
class EmbeddingThread {
  private running: Running | undefined;
  private nextId = 0;

  start(): Running {
    if (this.running) return this.running;
    const running: Running = {
      worker: new Worker(new URL('./energetic-worker.js', import.meta.url), { resourceLimits }),
      waiting: new Map(),
    };
    const { worker } = running;
    worker.on('message', (reply: Reply) => settle(running, reply));
    worker.on('error', error => this.fail(running, error));
    worker.on('exit', code => this.fail(running, new Error(`the embedding thread ended with code ${code}`)));
    // An idle model must not keep the process alive.
    worker.unref();
    this.running = running;
    return running;
  }

  embed(texts: string[]): Promise<Float32Array[]> {
    const { worker, waiting } = this.start();
    const id = this.nextId++;
    worker.ref();
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      worker.postMessage({ id, texts });
    });
  }

  async close(): Promise<void> {
    const running = this.running;
    this.running = undefined;
    await running?.worker.terminate();
  }

  private fail(running: Running, error: unknown): void {
    if (this.running === running) this.running = undefined;
    for (const waiting of running.waiting.values()) waiting.reject(embedderFailed(error));
    running.waiting.clear();
  }
}

const settle = ({ worker, waiting }: Running, reply: Reply): void => {
  if (reply.id === undefined) return;
  const asked = waiting.get(reply.id);
  waiting.delete(reply.id);
  if (waiting.size === 0) worker.unref();
  if (reply.vectors) asked?.resolve(reply.vectors);
  else asked?.reject(embedderFailed(reply.error));
};

const embedderFailed = (cause: unknown): NextRungError =>
  new NextRungError('embedder_failed', 'The local embedding model could not run. Reinstall with `npm ci`, then try again.', {
    cause,
  });

/**
 * The Universal Sentence Encoder (lite, 512 dimensions; Cer et al. 2018), from weights that ship in a package: no download, no key. It
 * reads the first 128 tokens of a text, so it is given sentences and questions, not passages.
 *
 * @param options.threads how many worker threads share the work: 1 for answering, more while indexing
 */
export const createEnergeticEmbedder = (options: { threads?: number } = {}): Embedder => {
  const threads = Array.from({ length: Math.max(1, options.threads ?? 1) }, () => new EmbeddingThread());
  for (const thread of threads) thread.start();
  let turn = 0;
  let closed = false;
  return {
    name: 'universal-sentence-encoder-lite@energetic-0.2',
    dimensions,
    async embed(texts, signal) {
      if (closed) throw new NextRungError('embedder_failed', 'The embedding model was closed; open the coach again.');
      const cancelIfAborted = (): void => {
        if (signal?.aborted) throw new NextRungError('cancelled', 'Embedding was stopped.', { cause: signal.reason });
      };
      cancelIfAborted();
      const cleaned = texts.map(plain);
      // Texts of like length share a batch: the model pads each batch to its longest.
      const order = cleaned
        .flatMap((text, at) => (text ? [at] : []))
        .sort((a, b) => (cleaned[a]?.length ?? 0) - (cleaned[b]?.length ?? 0));
      const vectors: Float32Array[] = texts.map(() => new Float32Array(dimensions));
      const batches: number[][] = [];
      for (let at = 0; at < order.length; at += batchSize) batches.push(order.slice(at, at + batchSize));
      const work = async (thread: EmbeddingThread): Promise<void> => {
        for (let batch = batches.shift(); batch; batch = batches.shift()) {
          const done = await thread.embed(batch.map(at => cleaned[at] ?? ''));
          cancelIfAborted();
          for (const [n, at] of batch.entries()) vectors[at] = done[n] ?? new Float32Array(dimensions);
        }
      };
      const first = turn++;
      const all = threads
        .slice(0, Math.max(1, batches.length))
        .map((_, n) => work(threads[(first + n) % threads.length] as EmbeddingThread));
      try {
        await Promise.all(all);
      } finally {
        // When one thread fails the others stop after the batch in hand.
        batches.length = 0;
      }
      return vectors;
    },
    async close() {
      closed = true;
      await Promise.all(threads.map(thread => thread.close()));
    },
  };
};
