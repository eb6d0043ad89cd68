import { ConsecutiveBreaker, circuitBreaker, handleAll, isBrokenCircuitError, TimeoutStrategy, timeout, wrap } from 'cockatiel';
import type { Embedder } from '../contracts/embedder.js';
import { NextRungError } from '../domain/errors.js';

const failuresInRow = 3;
const pauseMs = 30_000;

type GuardOptions = { readonly timeoutMs: number; readonly onTrouble: (trouble: NextRungError) => void };

/**
 * Lets questions be answered when an embeddings service is slow or down: they get zero vectors, near to nothing, and so are found by keywords
 * alone. For questions only: an index must not be built of zeros.
 */
export const guardEmbedder = (embedder: Embedder, { timeoutMs, onTrouble }: GuardOptions): Embedder => {
  const policy = wrap(
    circuitBreaker(handleAll, { halfOpenAfter: pauseMs, breaker: new ConsecutiveBreaker(failuresInRow) }),
    timeout(timeoutMs, TimeoutStrategy.Aggressive),
  );
  return {
    name: embedder.name,
    dimensions: embedder.dimensions,
    async embed(texts, signal) {
      if (signal?.aborted) throw new NextRungError('cancelled', 'Embedding was stopped.', { cause: signal.reason });
      try {
        return await policy.execute(context => embedder.embed(texts, context.signal), signal);
      } catch (error) {
        if (signal?.aborted) throw new NextRungError('cancelled', 'Embedding was stopped.', { cause: error });
        if (!isBrokenCircuitError(error)) {
          const why =
            'The embeddings service failed or was slow; questions are found by keywords alone. Check it, or set EMBEDDER=local.';
          onTrouble(new NextRungError('embedder_failed', why, { cause: error }));
        }
        return texts.map(() => new Float32Array(embedder.dimensions));
      }
    },
    close: () => embedder.close(),
  };
};
