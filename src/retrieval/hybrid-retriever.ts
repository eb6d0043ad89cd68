import type { DocumentKind, KeywordIndex } from '../contracts/keyword-index.js';
import type { UnitKind, UnitStore } from '../contracts/unit-store.js';
import type { VectorIndex } from '../contracts/vector-index.js';
import type { Passage } from '../domain/passage.js';
import { isStopWord, stem, words } from '../text/tokens.js';

/** What was found for one owner (a passage, a gap, an out-of-scope kind), by words and by meaning. */
type Found = {
  readonly owner: string;
  /** Share of the best keyword score among passages, 0 up; above 1 for a gap that beats every passage. */
  readonly keyword: number;
  /** Cosine similarity to the nearest of its questions. */
  readonly question: number;
  /** Cosine similarity to the nearest of its sentences; 0 for what has none. */
  readonly sentence: number;
  /** The weighted sum that ranks. */
  readonly relevance: number;
};
export type FoundPassage = Found & { readonly passage: Passage };
export type Retrieval = {
  readonly passages: readonly FoundPassage[];
  readonly gaps: readonly Found[];
  readonly scopes: readonly Found[];
};

export type RetrieverParts = {
  readonly passages: ReadonlyMap<string, Passage>;
  readonly keywords: KeywordIndex;
  readonly vectors: VectorIndex;
  readonly units: Pick<UnitStore, 'unitsOf'>;
  /** Stems that name a topic; a question's other words count for `chatWeight` of their score. */
  readonly topical: ReadonlySet<string>;
  /** Words of the same concept as a question's words, from the vocabulary. */
  readonly related: (words: readonly string[]) => string[];
};
export type FusionWeights = { readonly keyword: number; readonly question: number; readonly sentence: number };

/** Keywords and question-to-question similarity lead in equal parts. */
export const fusionWeights: FusionWeights = { keyword: 0.45, question: 0.45, sentence: 0.1 };

/** Documents of all kinds taken from each search: gaps and passages compete, so both must be in. */
const keywordDepth = 400;
/** What a word that names no topic counts for beside one that does. */
const chatWeight = 0.6;
/** What a word counts for that the vocabulary gives for one of the question's. */
const relatedWeight = 0.25;

type Query = {
  readonly text: string;
  readonly vector: Float32Array;
  /** Similarities to all units, when they are known already. */
  readonly similarities?: Float32Array;
};
export type HybridRetriever = { retrieve(query: Query, count: number): Retrieval };

/**
 * Finds passages by words and by meaning. Keyword scores are scaled by the best passage's; similarities are cosines. Scores are summed, not
 * ranks: with equal-weight rank fusion a poor list outvotes a good one.
 */
export const createHybridRetriever = (parts: RetrieverParts, weights: FusionWeights = fusionWeights): HybridRetriever => ({
  retrieve({ text, vector, similarities = parts.vectors.similarities(vector) }, count) {
    const terms = words(text).filter(word => !isStopWord(word));
    const topical = terms.filter(word => parts.topical.has(stem(word)));
    const chat = terms.filter(word => !parts.topical.has(stem(word)));
    /** Searches summed, one per weight: FTS5 has none per word. */
    const scores = new Map<DocumentKind, Map<string, number>>();
    for (const [group, weight] of [
      [topical, 1],
      [chat, chatWeight],
      [parts.related(terms), relatedWeight],
    ] as const) {
      for (const match of parts.keywords.search(group, 'any', keywordDepth)) {
        const ofKind = scores.get(match.kind) ?? new Map<string, number>();
        scores.set(match.kind, ofKind.set(match.owner, (ofKind.get(match.owner) ?? 0) + weight * match.bm25));
      }
    }
    const scale = Math.max(0, ...(scores.get('passage')?.values() ?? []));
    /** The nearest unit of one kind, of each owner. */
    const nearest = (kind: UnitKind): Map<string, number> => {
      const best = new Map<string, number>();
      for (const unit of parts.units.unitsOf(kind))
        best.set(unit.owner, Math.max(best.get(unit.owner) ?? 0, similarities[unit.id] ?? 0));
      return best;
    };
    const rank = (kind: DocumentKind, questions: UnitKind): Found[] => {
      const byWords = scores.get(kind);
      const sentences = kind === 'passage' ? nearest('sentence') : undefined;
      return [...nearest(questions)]
        .map(([owner, question]) => {
          const keyword = scale > 0 ? Math.min((byWords?.get(owner) ?? 0) / scale, 2) : 0;
          const sentence = sentences?.get(owner) ?? 0;
          const relevance = weights.keyword * keyword + weights.question * question + weights.sentence * sentence;
          return { owner, keyword, question, sentence, relevance };
        })
        .sort((a, b) => b.relevance - a.relevance || a.owner.localeCompare(b.owner));
    };
    return {
      passages: rank('passage', 'answer')
        .flatMap(item => {
          const passage = parts.passages.get(item.owner);
          return passage ? [{ ...item, passage }] : [];
        })
        .slice(0, count),
      gaps: rank('gap', 'gap').slice(0, 3),
      scopes: rank('scope', 'scope').slice(0, 3),
    };
  },
});
