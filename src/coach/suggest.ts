import type { Unit } from '../contracts/unit-store.js';
import { unitsByOwner } from '../retrieval/units-by-owner.js';
import { contentStems } from '../text/tokens.js';
import { cosineSimilarity } from '../text/vectors.js';
import type { KnowledgeBase } from './knowledge-base.js';
import type { Evidence } from './part.js';

const wanted = 3;
/** A suggestion this like the question has just been answered; ones this like each other are one. */
const tooLike = 0.82;
/** So many passages that may help say what to offer. */
const mostLeading = 6;

type Suggestion = {
  readonly id: number;
  readonly text: string;
  readonly vector: Float32Array;
  readonly stems: ReadonlySet<string>;
};

/** Finds up to three next questions that the pack answers: near the question, but neither it nor each other. */
export const createSuggester = ({ pack, units, vectors }: Pick<KnowledgeBase, 'pack' | 'units' | 'vectors'>) => {
  let suggestions: readonly Suggestion[] | undefined;
  let answersOf: ReadonlyMap<string, readonly Unit[]> | undefined;

  /**
   * How surely each suggestion leads to what may help: the chance of a passage beside the
   * surest's, times the nearness of a question that it answers.
   */
  const leadsTo = (evidence: readonly Evidence[]): ((id: number) => number) => {
    answersOf ??= unitsByOwner(units.unitsOf('answer'));
    const surest = evidence[0]?.relevance ?? 1;
    const leading = evidence
      .slice(0, mostLeading)
      .flatMap(({ passage, relevance }) =>
        (answersOf?.get(passage.id) ?? []).map(({ id }) => ({ id, relevance: relevance / surest })),
      );
    const ids = leading.map(({ id }) => id);
    return id => vectors.cosines(id, ids).reduce((most, cosine, at) => Math.max(most, cosine * (leading[at]?.relevance ?? 0)), 0);
  };

  /**
   * @param answerText what is told
   * @param evidence where nothing is told, what may help whoever wrote, best first: a question that leads there is offered before one that is only near
   */
  return (question: string, vector: Float32Array, answerText: string, evidence: readonly Evidence[] = []): string[] => {
    suggestions ??= units.unitsOf('suggestion').map(({ id, ordinal }) => {
      const text = pack.info.suggestions[ordinal] ?? '';
      return { id, text, vector: vectors.vectorOf(id), stems: new Set(contentStems(text)) };
    });
    const answered = new Set(contentStems(answerText));
    const asked = new Set(contentStems(question));
    const lead = leadsTo(evidence);
    const ranked = suggestions
      .map(item => {
        const similarity = cosineSimilarity(item.vector, vector);
        const shared = [...item.stems].filter(stem => answered.has(stem)).length / Math.max(1, item.stems.size);
        const repeats = similarity > tooLike || [...item.stems].filter(stem => asked.has(stem)).length >= 0.7 * item.stems.size;
        return { ...item, fit: repeats ? -1 : similarity + 0.3 * shared + lead(item.id) };
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
