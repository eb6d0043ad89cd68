import type { DocumentKind, KeywordIndex } from '../contracts/keyword-index.js';
import type { UnitKind, UnitStore } from '../contracts/unit-store.js';
import type { VectorIndex } from '../contracts/vector-index.js';
import type { Passage } from '../domain/passage.js';
import { isStopWord, stem, words } from '../text/tokens.js';

/** What was found for one owner (a passage, a gap, an out-of-scope kind), by words and by meaning. */
export type Found = {
  readonly owner: string;
  /** Share of the best keyword score among passages, 0 up; above 1 for a gap that beats every passage. */
  readonly keyword: number;
  /** Cosine similarity to the nearest of its questions, 0 to 1. */
  readonly question: number;
  /** Cosine similarity to the nearest of its sentences, 0 to 1; 0 for what has none. */
  readonly sentence: number;
  /** The weighted sum that ranks. */
  readonly relevance: number;
};
export type FoundPassage = Found & { readonly passage: Passage };
export type Retrieval = {
  readonly passages: readonly FoundPassage[];
  readonly gaps: readonly Found[];
  readonly scopes: readonly Found[];
  readonly conflicts: readonly Found[];
  /** Credentials by what the guides say of them. */
  readonly credentials: readonly Found[];
};

export type RetrieverParts = {
  readonly passages: ReadonlyMap<string, Passage>;
  readonly keywords: KeywordIndex;
  readonly vectors: VectorIndex;
  readonly units: Pick<UnitStore, 'unitsByIds'>;
  /** Stems that name a topic; a question's other words count for `chatWeight` of their score. */
  readonly topical: ReadonlySet<string>;
  /** Words of the same concept as a question's words, from the vocabulary. */
  readonly related: (words: readonly string[]) => string[];
};
export type FusionWeights = { readonly keyword: number; readonly question: number; readonly sentence: number };

/** Keywords and question-to-question similarity lead in equal parts; see bench/ablation for what each is worth. */
export const fusionWeights: FusionWeights = { keyword: 0.45, question: 0.45, sentence: 0.1 };

/** A question has up to this many neighbours among some 5,000 short texts: enough for a dozen owners. */
const neighbours = 120;
/** Documents of all kinds taken from each search: gaps and passages compete, so both must be in. */
const keywordDepth = 400;
/** What a word that names no topic counts for beside one that does. */
const chatWeight = 0.6;
/** What a word counts for that the vocabulary gives for one of the question's. */
const relatedWeight = 0.25;

export type HybridRetriever = { retrieve(query: { text: string; vector: Float32Array }, count: number): Retrieval };

/**
 * Finds passages by words and by meaning. Keyword scores are scaled by the best passage's; similarities are cosines already between 0
 * and 1. Scores are summed, not ranks: with equal-weight rank fusion a poor list outvotes a good one.
 */
export const createHybridRetriever = (parts: RetrieverParts, weights: FusionWeights = fusionWeights): HybridRetriever => ({
  retrieve({ text, vector }, count) {
    const terms = words(text).filter(word => !isStopWord(word));
    const topical = terms.filter(word => parts.topical.has(stem(word)));
    const related = parts.related(terms);
    const chat = terms.filter(word => !parts.topical.has(stem(word)));
    /** Searches summed, one per weight: FTS5 has none per word. */
    const scores = new Map<DocumentKind, Map<string, number>>();
    for (const [group, weight] of [
      [topical, 1],
      [chat, chatWeight],
      [related, relatedWeight],
    ] as const) {
      for (const match of parts.keywords.search(group, 'any', keywordDepth)) {
        const ofKind = scores.get(match.kind) ?? new Map<string, number>();
        scores.set(match.kind, ofKind.set(match.owner, (ofKind.get(match.owner) ?? 0) + weight * match.bm25));
      }
    }
    const byWords = (kind: DocumentKind): ReadonlyMap<string, number> => scores.get(kind) ?? new Map();
    const nearest = new Map<string, number>();
    const found = parts.vectors.search(vector, neighbours);
    const units = parts.units.unitsByIds(found.map(match => match.id));
    const similarity = new Map(found.map(match => [match.id, match.cosineSimilarity]));
    for (const unit of units) {
      const key = `${unit.kind} ${unit.owner}`;
      nearest.set(key, Math.max(nearest.get(key) ?? 0, similarity.get(unit.id) ?? 0));
    }
    const passageWords = byWords('passage');
    const scale = Math.max(0, ...passageWords.values());

    const rank = (kind: DocumentKind, questionKind: UnitKind, ofKind = byWords(kind)): Found[] => {
      const scaled = new Map([...ofKind].map(([owner, bm25]) => [owner, scale > 0 ? Math.min(bm25 / scale, 2) : 0]));
      const owners = new Set(scaled.keys());
      for (const unit of units)
        if (unit.kind === questionKind || (kind === 'passage' && unit.kind === 'sentence')) owners.add(unit.owner);
      return [...owners]
        .map(owner => {
          const scores = {
            keyword: scaled.get(owner) ?? 0,
            question: nearest.get(`${questionKind} ${owner}`) ?? 0,
            sentence: nearest.get(`sentence ${owner}`) ?? 0,
          };
          const relevance =
            weights.keyword * scores.keyword + weights.question * scores.question + weights.sentence * scores.sentence;
          return { owner, ...scores, relevance };
        })
        .sort((a, b) => b.relevance - a.relevance || a.owner.localeCompare(b.owner));
    };
    return {
      passages: rank('passage', 'answer', passageWords)
        .flatMap(item => {
          const passage = parts.passages.get(item.owner);
          return passage ? [{ ...item, passage }] : [];
        })
        .slice(0, count),
      gaps: rank('gap', 'gap').slice(0, 3),
      scopes: rank('scope', 'scope').slice(0, 3),
      conflicts: rank('conflict', 'conflict'),
      credentials: rank('credential', 'credential').slice(0, 6),
    };
  },
});
