import { LRUCache } from 'lru-cache';
import type { Embedder } from '../contracts/embedder.js';
import { isZeroVector } from '../text/vectors.js';

/** Less than a megabyte at 384 dimensions. */
const remembered = 500;
/** Suggestions and what many ask are short; what is longer is hardly asked twice. */
const longestText = 300;

/**
 * Remembers the vectors of questions asked lately: suggestions are what people ask most, and a vector is a third of the work of an answer. Texts
 * are kept in memory alone. A zero vector is what a service that is down leaves behind, and is asked for again.
 */
export const rememberVectors = (embedder: Embedder): Embedder => {
  const known = new LRUCache<string, Float32Array>({ max: remembered });
  return {
    name: embedder.name,
    dimensions: embedder.dimensions,
    async embed(texts, signal) {
      const found = texts.map(text => known.get(text));
      const missing = texts.filter((_, at) => !found[at]);
      // An aborted call goes on to the embedder too, which says so.
      if (missing.length === 0 && !signal?.aborted) return found.flatMap(vector => vector?.slice() ?? []);
      const made = await embedder.embed(missing, signal);
      let next = 0;
      return texts.map((text, at) => {
        const own = found[at];
        if (own) return own.slice();
        const vector = made[next++] ?? new Float32Array(embedder.dimensions);
        if (text.length <= longestText && !isZeroVector(vector)) known.set(text, vector.slice());
        return vector;
      });
    },
    close() {
      known.clear();
      return embedder.close();
    },
  };
};
