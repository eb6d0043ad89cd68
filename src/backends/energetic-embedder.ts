import { Worker } from 'node:worker_threads';
import type { Embedder } from '../contracts/embedder.js';
import { NextRungError } from '../domain/errors.js';

const dimensions = 512;
/** Larger batches were slower and held 470 MB. */
const batchSize = 8;
/** The model lives outside the JavaScript heap; left to itself the heap grows by 50 MB of garbage that it never needed. */
const resourceLimits = { maxOldGenerationSizeMb: 112, maxYoungGenerationSizeMb: 4 };

type Reply = { id?: number; vectors?: Float32Array[]; error?: string; ready?: boolean };
/** What one call asked: up to a batch of texts. */
type Job = { readonly texts: readonly string[]; resolve(vectors: Float32Array[]): void; reject(error: Error): void };

/** The model's tokens are for plain words: line breaks, tabs, emoji and controls become a space. */
const plain = (text: string): string =>
  text
    .replace(
      /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}]|\u{FE0F}|\u{20E3}/gu,
      ' ',
    )
    .replace(/\s+/g, ' ')
    .trim();

/** A thread with the jobs that it embeds now and those that wait for it. */
type Running = {
  readonly worker: Worker;
  batch: { readonly id: number; readonly jobs: readonly Job[] } | undefined;
  waiting: Job[];
};

/**
 * One worker thread that embeds a batch at a time. Questions that come while it is busy wait and go together as its next batch: four at once
 * take half the time of one after the other, and differ from it by less than a millionth. A thread that dies fails what it was given and is
 * replaced at the next call.
 */
class EmbeddingThread {
  private running: Running | undefined;
  private nextId = 0;

  start(): Running {
    if (this.running) return this.running;
    const running: Running = {
      worker: new Worker(new URL('./energetic-worker.js', import.meta.url), { resourceLimits }),
      batch: undefined,
      waiting: [],
    };
    const { worker } = running;
    worker.on('message', (reply: Reply) => this.settle(running, reply));
    worker.on('error', error => this.fail(running, error));
    worker.on('exit', code => this.fail(running, new Error(`the embedding thread ended with code ${code}`)));
    // An idle model must not keep the process alive.
    worker.unref();
    this.running = running;
    return running;
  }

  embed(texts: readonly string[]): Promise<Float32Array[]> {
    const running = this.start();
    return new Promise((resolve, reject) => {
      running.waiting.push({ texts, resolve, reject });
      if (!running.batch) this.begin(running);
    });
  }

  async close(): Promise<void> {
    const running = this.running;
    this.running = undefined;
    await running?.worker.terminate();
  }

  /** Sends what waits, as many whole jobs as fit in a batch. */
  private begin(running: Running): void {
    let [count, texts] = [0, 0];
    for (const job of running.waiting) {
      if (count > 0 && texts + job.texts.length > batchSize) break;
      count += 1;
      texts += job.texts.length;
    }
    const jobs = running.waiting.splice(0, count);
    if (jobs.length === 0) {
      running.batch = undefined;
      running.worker.unref();
      return;
    }
    running.batch = { id: this.nextId++, jobs };
    running.worker.ref();
    running.worker.postMessage({ id: running.batch.id, texts: jobs.flatMap(job => job.texts) });
  }

  private settle(running: Running, reply: Reply): void {
    const { batch } = running;
    if (!batch || reply.id !== batch.id) return;
    let at = 0;
    for (const job of batch.jobs) {
      if (reply.vectors) job.resolve(reply.vectors.slice(at, at + job.texts.length));
      else job.reject(embedderFailed(reply.error));
      at += job.texts.length;
    }
    this.begin(running);
  }

  private fail(running: Running, error: unknown): void {
    if (this.running === running) this.running = undefined;
    for (const job of [...(running.batch?.jobs ?? []), ...running.waiting]) job.reject(embedderFailed(error));
    running.batch = undefined;
    running.waiting = [];
  }
}

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
