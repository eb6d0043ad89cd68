import type { Embedder } from '../contracts/embedder.js';
import { NextRungError } from '../domain/errors.js';
import { hashOf } from '../text/hash.js';
import { contentStems, words } from '../text/tokens.js';

/**
 * An embedder that needs no model: each stem of a text adds 1 or -1 at a hashed place (the hashing trick, Weinberger et al. 2009), and the
 * sum is scaled to length 1. Texts that share words are near each other; it knows nothing of what words mean.
 */
export const createHashedEmbedder = (options: { dimensions?: number; name?: string } = {}): Embedder => {
  const dimensions = options.dimensions ?? 48;
  let closed = false;
  return {
    name: options.name ?? `hashed-words-${dimensions}`,
    dimensions,
    async embed(texts, signal) {
      if (closed) throw new NextRungError('embedder_failed', 'The embedder was closed.');
      if (signal?.aborted) throw new NextRungError('cancelled', 'Embedding was stopped.', { cause: signal.reason });
      return texts.map(text => {
        const vector = new Float32Array(dimensions);
        const stems = contentStems(text);
        for (const stem of stems.length > 0 ? stems : words(text)) {
          const hash = hashOf(stem);
          const place = hash % dimensions;
          vector[place] = (vector[place] ?? 0) + (hash & 0x10000 ? 1 : -1);
        }
        const length = Math.hypot(...vector);
        return length === 0 ? vector : vector.map(value => value / length);
      });
    },
    async close() {
      closed = true;
    },
  };
};
