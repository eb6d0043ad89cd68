import { readFile, writeFile } from 'node:fs/promises';
import type { VectorIndexBackend, VectorMatch } from '../contracts/vector-index.js';
import { NextRungError } from '../domain/errors.js';
import { cosineSimilarity, isZeroVector } from '../text/vectors.js';

/** Two 32-bit numbers: how many vectors, and of how many dimensions. */
const headerBytes = 8;

/** Compares with every vector: exact, and the reference that other indexes are held against. One file: count and dimensions, then 32-bit floats. */
export const exactVectorIndex: VectorIndexBackend = {
  name: 'exact',
  fileName: 'vectors.f32',
  async build(vectors, dimensions, path) {
    const bytes = new ArrayBuffer(headerBytes + vectors.length * dimensions * Float32Array.BYTES_PER_ELEMENT);
    new Uint32Array(bytes, 0, 2).set([vectors.length, dimensions]);
    const all = new Float32Array(bytes, headerBytes);
    for (const [at, vector] of vectors.entries()) all.set(vector, at * dimensions);
    await writeFile(path, new Uint8Array(bytes));
  },
  async load(path, dimensions) {
    const bytes = await readFile(path).catch((cause: unknown) => {
      throw new NextRungError(
        'index_corrupt',
        `The vector file ${path} cannot be read; run \`npm run index\` to build it again.`,
        { cause },
      );
    });
    // A copy of its own: what was read may begin anywhere in a shared buffer, and numbers must be aligned.
    const own = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
    const [size = 0, width = 0] = own.byteLength < headerBytes ? [] : new Uint32Array(own, 0, 2);
    if (width !== dimensions || own.byteLength !== headerBytes + size * dimensions * Float32Array.BYTES_PER_ELEMENT) {
      throw new NextRungError(
        'index_corrupt',
        `The vector file ${path} is damaged or has other dimensions; run \`npm run index\` to build it again.`,
      );
    }
    const all = new Float32Array(own, headerBytes);
    return {
      size,
      search(vector, count) {
        if (isZeroVector(vector)) return [];
        const matches: VectorMatch[] = [];
        for (let id = 0; id < size; id++) {
          matches.push({ id, cosineSimilarity: cosineSimilarity(vector, all.subarray(id * dimensions, (id + 1) * dimensions)) });
        }
        return matches.sort((a, b) => b.cosineSimilarity - a.cosineSimilarity || a.id - b.id).slice(0, Math.max(0, count));
      },
    };
  },
};
