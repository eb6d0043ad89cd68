import { readFile, writeFile } from 'node:fs/promises';
import type { VectorIndexBackend, VectorMatch } from '../contracts/vector-index.js';
import { NextRungError } from '../domain/errors.js';
import { cosineSimilarity, isZeroVector } from '../text/vectors.js';

/** Compares with every vector: exact, and the reference that other indexes are held against. One file of 32-bit floats. */
export const exactVectorIndex: VectorIndexBackend = {
  name: 'exact',
  fileName: 'vectors.f32',
  async build(vectors, dimensions, path) {
    const all = new Float32Array(vectors.length * dimensions);
    for (const [at, vector] of vectors.entries()) all.set(vector, at * dimensions);
    await writeFile(path, new Uint8Array(all.buffer));
  },
  async load(path, dimensions) {
    const bytes = await readFile(path).catch((cause: unknown) => {
      throw new NextRungError('index_corrupt', `The vector file ${path} cannot be read; run \`npm run index\` to build it again.`, { cause });
    });
    const rowBytes = dimensions * Float32Array.BYTES_PER_ELEMENT;
    if (bytes.byteLength % rowBytes !== 0) {
      throw new NextRungError('index_corrupt', `The vector file ${path} is cut short; run \`npm run index\` to build it again.`);
    }
    const size = bytes.byteLength / rowBytes;
    const all = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
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
