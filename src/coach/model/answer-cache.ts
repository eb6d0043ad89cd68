import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Answer } from '../../domain/answer.js';
import { NextRungError } from '../../domain/errors.js';

/** Answers kept in memory, the latest used: some 10 KB each. */
const kept = 500;

/**
 * Answers that a model was paid for, by all that they depend on. Keys are hashes: no member's words are kept in them. In memory only, so that
 * a changed index, which has another hash, and a restart begin anew.
 */
export const createAnswerCache = (...dependsOn: readonly string[]) => {
  const answers = new LRUCache<string, Answer>({ max: kept });
  const underWay = new Map<string, Promise<Answer | undefined>>();
  const keyOf = (questions: readonly string[]): string =>
    createHash('sha256')
      .update(JSON.stringify([dependsOn, questions]))
      .digest('hex');

  /** What the one who writes it comes to; undefined when the model could not, `'called off'` when that asker went away. */
  const waitFor = async (
    writing: Promise<Answer | undefined>,
    signal?: AbortSignal,
  ): Promise<Answer | undefined | 'called off'> => {
    const gone = new AbortController();
    const stopped = new Promise<never>((_, reject) => {
      const stop = (): void => reject(new NextRungError('cancelled', 'The answer was called off.', { cause: signal?.reason }));
      if (signal?.aborted) stop();
      signal?.addEventListener('abort', stop, { signal: gone.signal, once: true });
    });
    try {
      return await Promise.race([writing.catch(() => 'called off' as const), stopped]);
    } finally {
      gone.abort();
    }
  };

  return {
    /**
     * The answer that is kept, or is being written for somebody else who asked the same, or else what `write` makes; undefined when the model
     * could not. Rejects as `write` does, and when `signal` aborts.
     */
    async get(
      questions: readonly string[],
      write: () => Promise<Answer | undefined>,
      signal?: AbortSignal,
    ): Promise<Answer | undefined> {
      const key = keyOf(questions);
      const known = answers.get(key);
      if (known) return known;
      for (let others = underWay.get(key); others; others = underWay.get(key)) {
        const written = await waitFor(others, signal);
        if (written !== 'called off') return written;
      }
      const writing = write();
      underWay.set(key, writing);
      try {
        const written = await writing;
        if (written) answers.set(key, written);
        return written;
      } finally {
        underWay.delete(key);
      }
    },
  };
};
