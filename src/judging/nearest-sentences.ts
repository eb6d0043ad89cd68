import type { KnowledgeBase } from '../coach/knowledge-base.js';
import { markOfSentence } from '../knowledge/read-judgments.js';
import type { Sentence } from './tasks.js';

/** All sentences of a pack, each with the mark by which a judgment names it, in the order of the index. */
export const markedSentences = ({ pack }: Pick<KnowledgeBase, 'pack'>): Sentence[] =>
  pack.passages.flatMap(({ id, section, sentences }) =>
    sentences.map(text => ({ mark: markOfSentence(id, text), section, text })),
  );

/** The sentences nearest to each message in meaning, nearest first. */
export const nearestSentences = async (
  base: Pick<KnowledgeBase, 'pack' | 'units' | 'vectors' | 'embedder'>,
  messages: readonly string[],
  count: number,
  signal: AbortSignal,
): Promise<Sentence[][]> => {
  const sentences = markedSentences(base);
  const units = base.units.unitsOf('sentence');
  return (await base.embedder.embed([...messages], signal)).map(vector => {
    const similarities = base.vectors.similarities(vector);
    return units
      .map(({ id }, at) => ({ similarity: similarities[id] ?? 0, sentence: sentences[at] }))
      .toSorted((a, b) => b.similarity - a.similarity)
      .flatMap(({ sentence }) => sentence ?? [])
      .slice(0, count);
  });
};
