import { contentStems } from '../text/tokens.js';
import { cosineSimilarity } from '../text/vectors.js';
import type { KnowledgeBase } from './knowledge-base.js';

const wanted = 3;
/** A suggestion this like the question has just been answered; ones this like each other are one. */
const tooLike = 0.82;

/** Up to three next questions that the pack answers: near the question, but neither it nor each other. */
export const createSuggester = ({
  pack,
  units,
  vectors,
}: Pick<KnowledgeBase, 'pack' | 'units' | 'vectors'>): ((
  question: string,
  vector: Float32Array,
  answerText: string,
) => string[]) => {
  let suggestions: { text: string; vector: Float32Array; stems: ReadonlySet<string> }[] | undefined;
  return (question, vector, answerText) => {
    suggestions ??= units.unitsOf('suggestion').map(({ id, ordinal }) => {
      const text = pack.info.suggestions[ordinal] ?? '';
      return { text, vector: vectors.vectorOf(id), stems: new Set(contentStems(text)) };
    });
    const answered = new Set(contentStems(answerText));
    const asked = new Set(contentStems(question));
    const ranked = suggestions
      .map(item => {
        const similarity = cosineSimilarity(item.vector, vector);
        const shared = [...item.stems].filter(stem => answered.has(stem)).length / Math.max(1, item.stems.size);
        const repeats = similarity > tooLike || [...item.stems].filter(stem => asked.has(stem)).length >= 0.7 * item.stems.size;
        return { ...item, fit: repeats ? -1 : similarity + 0.3 * shared };
      })
      .filter(item => item.fit > 0)
      .toSorted((a, b) => b.fit - a.fit || a.text.localeCompare(b.text));
    const chosen: typeof ranked = [];
    for (const item of ranked) {
      if (chosen.length === wanted) break;
      if (chosen.every(other => cosineSimilarity(other.vector, item.vector) < tooLike)) chosen.push(item);
    }
    return chosen.map(item => item.text);
  };
};
