import type { Embedder } from '../../src/contracts/embedder.js';

/* The embedder that needs no model is all that tests of an index need. */
export { createHashedEmbedder } from '../../src/backends/hashed-embedder.js';

/** An embedder with a list of every text that it was asked for. */
export const countingTexts = (embedder: Embedder): Embedder & { readonly asked: string[] } => {
  const asked: string[] = [];
  return {
    ...embedder,
    asked,
    embed(texts, signal) {
      asked.push(...texts);
      return embedder.embed(texts, signal);
    },
  };
};
