import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Answer } from '../../domain/answer.js';

/** Answers kept in memory, the latest used: some 10 KB each. */
const kept = 500;

/**
 * Answers that a model was paid for, by all that they depend on. Keys are hashes: no member's words are kept in them. In memory only, so that
 * a changed index, which has another hash, and a restart begin anew.
 */
export const createAnswerCache = (...dependsOn: readonly string[]) => {
  const answers = new LRUCache<string, Answer>({ max: kept });
  const keyOf = (questions: readonly string[]): string =>
    createHash('sha256')
      .update(JSON.stringify([dependsOn, questions]))
      .digest('hex');
  return {
    get: (questions: readonly string[]): Answer | undefined => answers.get(keyOf(questions)),
    set(questions: readonly string[], answer: Answer): void {
      // Nobody pays for it again.
      const { usage: _, ...free } = answer;
      answers.set(keyOf(questions), free);
    },
  };
};
