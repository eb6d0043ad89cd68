import { writeFileSync } from 'node:fs';
import { createOnnxEmbedder } from '../../src/backends/onnx-embedder.js';
import { encoderVectorsFile, referenceTexts } from './encoder-vectors.js';

/*
 * Writes what the shipped weights make of a few texts: `npx tsx test/support/write-encoder-vectors.ts`. Run when the weights were changed, and
 * only then: where nothing changed and the vectors are others, the machine is what is wrong.
 */
const embedder = createOnnxEmbedder();
const vectors = await embedder.embed(referenceTexts);
/** A byte a number: near enough to tell 0.98, and a tenth of the length. */
const bytesOf = (vector: Float32Array): Int8Array => {
  const largest = Math.max(...vector.map(Math.abs));
  return Int8Array.from(vector, value => Math.round((value / largest) * 127));
};
const written = {
  embedder: embedder.name,
  vectors: vectors.map((vector, at) => ({ text: referenceTexts[at], bytes: Buffer.from(bytesOf(vector)).toString('base64') })),
};
writeFileSync(encoderVectorsFile, `${JSON.stringify(written, null, 2)}\n`);
await embedder.close();
