import { availableParallelism } from 'node:os';
import { createOnnxEmbedder } from '../../src/backends/onnx-embedder.js';
import { type Ranks, rankOfEvidence } from '../support/evidence.js';
import { settledResidentBytes } from '../support/memory.js';
import type { Query } from '../support/queries.js';
import { readQuestionSets } from '../support/questions.js';
import { mean } from '../support/statistics.js';
import type { Stages } from './candidate.js';
import { langchainChunks, langchainSections, langchainSectionsWithAnswers } from './langchain.js';
import { oramaHybrid, oramaHybridAtItsBest, oramaHybridWithAnswers } from './orama.js';
import { ourChooser, ourRetriever } from './ours.js';

export const candidates = {
  langchainChunks,
  langchainSections,
  langchainSectionsWithAnswers,
  oramaHybrid,
  oramaHybridWithAnswers,
  oramaHybridAtItsBest,
  ourRetriever,
  ourChooser,
};
export type CandidateName = keyof typeof candidates;

type Place = { readonly candidate: CandidateName; readonly folder: string };

/** Cuts up, embeds and saves the guides; timed from nothing but a loaded model. */
export const indexWith = async ({ candidate, folder }: Place): Promise<{ ms: number; pieces: number; stages: Stages }> => {
  const embedder = createOnnxEmbedder({ threads: Math.min(4, availableParallelism()) });
  try {
    await embedder.embed(['a first text, so that the model is loaded', 'and a second']);
    const started = performance.now();
    const { pieces, stages = {} } = await candidates[candidate].index(folder, embedder);
    return { ms: performance.now() - started, pieces, stages };
  } finally {
    await embedder.close();
  }
};

export type SearchFigures = {
  readonly openMs: number;
  /** Memory held by what was opened, after every question; no model is loaded. */
  readonly residentBytes: number;
  /** One per question: preparing and searching, the question's vector excluded. */
  readonly ms: readonly number[];
  readonly heldOut: Ranks;
  readonly seen: Ranks;
  /** Mean length of the first five texts together: what a writer would have to read. */
  readonly charactersOfFive: number;
};

/** Opens what was saved and asks it every question; the questions' vectors are given. */
export const searchWith = async ({
  candidate,
  folder,
  queries,
}: Place & { queries: readonly Query[] }): Promise<SearchFigures> => {
  const sets = await readQuestionSets();
  const items = [...sets.heldOut, ...sets.seen];
  const before = await settledResidentBytes();
  const started = performance.now();
  const searcher = await candidates[candidate].open(folder);
  const openMs = performance.now() - started;

  const askAll = async (count: number) => {
    const all: { ms: number; rank: number | undefined; characters: number }[] = [];
    for (const [at, item] of items.slice(0, count).entries()) {
      const from = performance.now();
      searcher.prepare?.(item.question);
      const found = await searcher.search(queries[at] as Query);
      const ms = performance.now() - from;
      all.push({
        ms,
        rank: rankOfEvidence(item, found),
        characters: found.slice(0, 5).reduce((sum, one) => sum + one.text.length, 0),
      });
    }
    return all;
  };
  // Asked once unmeasured, so that no query pays for compiling.
  await askAll(100);
  const asked = await askAll(items.length);
  const residentBytes = (await settledResidentBytes()) - before;
  const ranks = asked.map(one => one.rank);
  return {
    openMs,
    residentBytes,
    ms: asked.map(one => one.ms),
    heldOut: ranks.slice(0, sets.heldOut.length),
    seen: ranks.slice(sets.heldOut.length),
    charactersOfFive: mean(asked.map(one => one.characters)),
  };
};
