import hnswlib from 'hnswlib-node';
import type { VectorIndexBackend } from '../contracts/vector-index.js';
import { NextRungError } from '../domain/errors.js';
import { isZeroVector } from '../text/vectors.js';
import { checkHnswFile } from './check-hnsw-file.js';

/** Measured on hard data at 100,000 vectors: ef 100 finds 0.865 of the true ten nearest, ef 200 finds 0.963. */
const efSearch = 200;
const links = 16;
const efConstruction = 200;

/** Hierarchical navigable small worlds (Malkov and Yashunin 2016) through hnswlib: near-exact, in memory, one file. */
export const hnswlibVectorIndex: VectorIndexBackend = {
  name: 'hnswlib',
  fileName: 'vectors.hnsw',
  async build(vectors, dimensions, path) {
    const index = new hnswlib.HierarchicalNSW('cosine', dimensions);
    // The seed is fixed, so that the same vectors give the same graph.
    index.initIndex(Math.max(1, vectors.length), links, efConstruction, 100);
    for (const [at, vector] of vectors.entries()) index.addPoint(Array.from(vector), at);
    // Synchronous: while hnswlib-node writes in the background nothing holds the index, and a collected one leaves a truncated file.
    index.writeIndexSync(path);
  },
  async load(path, dimensions) {
    const index = new hnswlib.HierarchicalNSW('cosine', dimensions);
    try {
      await checkHnswFile(path, { dimensions, links });
      await index.readIndex(path);
    } catch (cause) {
      throw new NextRungError(
        'index_corrupt',
        `The vector file ${path} cannot be read; run \`npm run index\` to build it again.`,
        { cause },
      );
    }
    index.setEf(efSearch);
    const size = index.getCurrentCount();
    return {
      size,
      search(vector, count) {
        const wanted = Math.min(count, size);
        if (wanted < 1 || isZeroVector(vector)) return [];
        if (wanted > efSearch) index.setEf(wanted);
        const { neighbors, distances } = index.searchKnn(Array.from(vector), wanted);
        if (wanted > efSearch) index.setEf(efSearch);
        return neighbors.map((id, at) => ({ id, cosineSimilarity: 1 - (distances[at] ?? 1) }));
      },
    };
  },
};
