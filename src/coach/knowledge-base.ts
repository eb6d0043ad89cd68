import type { Embedder } from '../contracts/embedder.js';
import type { KeywordIndex } from '../contracts/keyword-index.js';
import type { UnitStore } from '../contracts/unit-store.js';
import type { VectorIndex } from '../contracts/vector-index.js';
import type { GuideInfo } from '../domain/guide.js';
import type { Pack } from '../domain/pack.js';
import type { Passage } from '../domain/passage.js';
import type { HybridRetriever } from '../retrieval/hybrid-retriever.js';
import type { SavedJudgment } from '../retrieval/saved-judgments.js';

/** Everything the coach reads to answer, opened from one saved index. */
export type KnowledgeBase = {
  readonly pack: Pack;
  readonly passages: ReadonlyMap<string, Passage>;
  readonly guides: ReadonlyMap<string, GuideInfo>;
  readonly embedder: Embedder;
  readonly keywords: KeywordIndex;
  readonly units: UnitStore;
  readonly vectors: VectorIndex;
  readonly judgments: readonly SavedJudgment[];
  /** Words of each judged message, then of what each asks, in the order of their units. */
  readonly judgedWords: readonly Uint32Array[];
  readonly retriever: HybridRetriever;
};
