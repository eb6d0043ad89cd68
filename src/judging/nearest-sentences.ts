import { createTaintCheck } from '../coach/choose/taint.js';
import type { KnowledgeBase } from '../coach/knowledge-base.js';
import { markOfSentence } from '../knowledge/read-judgments.js';
import type { Sentence } from './tasks.js';

/** The sentences nearest to each message in meaning, nearest first; none of a passage that holds an order or a disguised address. */
export const nearestSentences = async (
  { pack, passages, units, vectors, embedder }: KnowledgeBase,
  messages: readonly string[],
  count: number,
  signal: AbortSignal,
): Promise<Sentence[][]> => {
  const isTainted = createTaintCheck(passages);
  const sentences = pack.passages.flatMap(({ id, section, sentences: own }) =>
    own.map(text => ({ mark: markOfSentence(id, text), section, text, isTainted: isTainted(id) })),
  );
  const sentenceUnits = units.unitsOf('sentence');
  return (await embedder.embed([...messages], signal)).map(vector => {
    const similarities = vectors.similarities(vector);
    return sentenceUnits
      .flatMap(({ id }, at) => {
        const sentence = sentences[at];
        return sentence && !sentence.isTainted ? [{ similarity: similarities[id] ?? 0, sentence }] : [];
      })
      .toSorted((a, b) => b.similarity - a.similarity)
      .slice(0, count)
      .map(({ sentence: { mark, section, text } }) => ({ mark, section, text }));
  });
};
