// @ts-check
// Runs the encoder off the main thread. Plain JavaScript, so that a worker can load it from the sources as well as from the build.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { Tokenizer } from '@huggingface/tokenizers';
import { InferenceSession, Tensor } from 'onnxruntime-node';

if (!parentPort) throw new Error('onnx-worker.js runs as a worker thread');
const port = parentPort;
const { folder, longestTokens } = /** @type {{ folder: string, longestTokens: number }} */ (workerData);

/** @param {string} name */
const readJson = async name => JSON.parse(await readFile(join(folder, name), 'utf8'));

// Begun at start, so that the model loads while the rest of the program does. One core is all that a question is given.
const ready = Promise.all([
  Promise.all([readJson('tokenizer.json'), readJson('tokenizer_config.json')]).then(
    ([tokenizer, config]) => new Tokenizer(tokenizer, config),
  ),
  // On processors without VNNI instructions sums of 8-bit products saturate, and every vector would be a little wrong; this has them whole.
  InferenceSession.create(join(folder, 'encoder.onnx'), {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    extra: { session: { x64quantprecision: '1' } },
  }),
]);
ready.then(
  () => port.postMessage({ ready: true }),
  error => port.postMessage({ error: String(error) }),
);

/** @param {readonly number[]} values */
const row = values => new Tensor('int64', BigInt64Array.from(values, BigInt), [1, values.length]);

/**
 * One text at a time: weights and activations are 8-bit, and the activations' scale is that of the whole batch, so beside other texts a text
 * would have another vector.
 *
 * @param {string} text
 */
const embed = async text => {
  const [tokenizer, session] = await ready;
  const { ids } = tokenizer.encode(text);
  // What is too long loses its end, but for the token that closes a text.
  const cut = ids.length > longestTokens ? [...ids.slice(0, longestTokens - 1), /** @type {number} */ (ids.at(-1))] : ids;
  const result = await session.run({
    input_ids: row(cut),
    attention_mask: row(cut.map(() => 1)),
    token_type_ids: row(cut.map(() => 0)),
  });
  return Float32Array.from(/** @type {Float32Array} */ (result.v?.data));
};

let busy = false;
let closing = false;
port.on('message', async (/** @type {{ id: number, texts: string[], close?: boolean }} */ { id, texts, close }) => {
  if (close) {
    // A thread that is ended in the middle of a run takes the process with it.
    closing = true;
    if (!busy) process.exit();
    return;
  }
  busy = true;
  try {
    /** @type {Float32Array[]} */
    const vectors = [];
    for (const text of texts) {
      if (closing) process.exit();
      vectors.push(await embed(text));
    }
    if (closing) process.exit();
    busy = false;
    port.postMessage(
      { id, vectors },
      vectors.map(vector => /** @type {ArrayBuffer} */ (vector.buffer)),
    );
  } catch (error) {
    busy = false;
    port.postMessage({ id, error: String(error) });
  }
});
