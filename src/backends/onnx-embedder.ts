import { Worker } from 'node:worker_threads';
import type { Embedder } from '../contracts/embedder.js';
import { NextRungError } from '../domain/errors.js';
import { modelFolder } from '../model-folder.js';

/** Raised when the weights change: vectors of different names are never compared. */
export const onnxEmbedderName = 'minilm-l6-judged@2';
const dimensions = 384;
/** The encoder was fitted on messages of up to this many tokens. */
const longestTokens = 192;
/** A text takes a tenth of a second at most, and loading the weights a few. */
const patienceMs = 10_000;
/** Texts that a thread is given at once: few enough that a question never waits long behind others. */
const batchSize = 8;
/** The model lives outside the JavaScript heap; left to itself the heap grows by garbage that it never needed. */
const resourceLimits = { maxOldGenerationSizeMb: 112, maxYoungGenerationSizeMb: 4 };
type Reply = { id?: number; vectors?: Float32Array[]; error?: string; ready?: boolean };
/** What one call asked: up to a batch of texts. */
type Job = { readonly texts: readonly string[]; resolve(vectors: Float32Array[]): void; reject(error: Error): void };

/** A picture is an unknown word to the tokenizer and moves a vector far; a text without a letter or a digit says nothing. */
const plain = (text: string): string => {
  const own = text.replace(
    /[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}]|\u{FE0F}|\u{200D}|\u{20E3}/gu,
    ' ',
  );
  return /[\p{L}\p{N}]/u.test(own) ? own : '';
};

/** A thread with the jobs that it embeds now and those that wait for it. */
type Running = {
  readonly worker: Worker;
  batch: { readonly id: number; readonly jobs: readonly Job[] } | undefined;
  waiting: Job[];
};

/**
 * One worker thread that embeds a batch at a time. Questions that come while it is busy wait and go together as its next batch. A thread that
 * dies fails what it was given and is replaced at the next call.
 */
class EmbeddingThread {
  private running: Running | undefined;
  private nextId = 0;

  start(): Running {
    if (this.running) return this.running;
    // Since 1.29 the runtime tells its maker of every session, and keeps an id of the machine in the home folder. It reads this as the first session is made, on
    // any thread; a thread's own environment is a copy that it does not see.
    process.env.ORT_DISABLE_TELEMETRY = '1';
    const running: Running = {
      worker: new Worker(new URL('./onnx-worker.js', import.meta.url), {
        resourceLimits,
        workerData: { folder: modelFolder, longestTokens },
      }),
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
    if (!running) return;
    running.worker.postMessage({ close: true });
    await new Promise<void>(resolve => {
      const late = setTimeout(() => void running.worker.terminate().then(() => resolve()), patienceMs);
      running.worker.once('exit', () => {
        clearTimeout(late);
        resolve();
      });
    });
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
 * all-MiniLM-L6-v2, fitted on judged messages (see models/README.md), from weights that stand in the repository: no download, no key. The mean
 * over up to 192 tokens, of unit length; the same text gives the same vector, whatever is embedded beside it.
 *
 * @param options.threads how many worker threads share the work: 1 for answering, more while indexing
 */
export const createOnnxEmbedder = (options: { threads?: number } = {}): Embedder => {
  const threads = Array.from({ length: Math.max(1, options.threads ?? 1) }, () => new EmbeddingThread());
  for (const thread of threads) thread.start();
  let turn = 0;
  let closed = false;
  return {
    name: onnxEmbedderName,
    dimensions,
    async embed(texts, signal) {
      if (closed) throw new NextRungError('embedder_failed', 'The embedding model was closed; open the coach again.');
      const cancelIfAborted = (): void => {
        if (signal?.aborted) throw new NextRungError('cancelled', 'Embedding was stopped.', { cause: signal.reason });
      };
      cancelIfAborted();
      const cleaned = texts.map(plain);
      const order = cleaned.flatMap((text, at) => (text ? [at] : []));
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
