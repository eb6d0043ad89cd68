import { join } from 'node:path';
import { exactVectorIndex } from '../../src/backends/exact-vector-index.js';
import { openIndexDatabase } from '../../src/backends/sqlite-database.js';
import { sqliteIndexWriter } from '../../src/backends/sqlite-index-writer.js';
import { createSqliteKeywordIndex } from '../../src/backends/sqlite-keyword-index.js';
import { createGatherer } from '../../src/coach/gather.js';
import type { KnowledgeBase } from '../../src/coach/knowledge-base.js';
import type { KeywordDocument, KeywordIndex } from '../../src/contracts/keyword-index.js';
import type { VectorIndex } from '../../src/contracts/vector-index.js';
import type { Pack } from '../../src/domain/pack.js';
import type { Passage } from '../../src/domain/passage.js';
import {
  createHybridRetriever,
  type FusionWeights,
  fusionWeights,
  type RetrieverParts,
} from '../../src/retrieval/hybrid-retriever.js';
import { documentsOf, unitsOf } from '../../src/retrieval/index-content.js';
import { isStopWord, stem, words } from '../../src/text/tokens.js';
import { foundText } from '../retrieval/ours.js';
import { depth, type FoundText } from '../support/evidence.js';
import type { OurParts } from '../support/our-parts.js';
import type { Queries, Query } from '../support/queries.js';

/** A way of finding passages that differs from ours in one thing. Asked normalised unless it says so. */
export type Variant = { readonly name: string; readonly asks?: keyof Queries; find(query: Query): readonly FoundText[] };

const byPassage = (parts: RetrieverParts, ids: readonly string[]): FoundText[] =>
  ids.flatMap(id => parts.passages.get(id) ?? []).map(foundText);

/** The retriever alone with other weights: what one list, or another mix of the lists, finds. */
const withWeights = (name: string, parts: RetrieverParts, weights: FusionWeights): Variant => {
  const retriever = createHybridRetriever(parts, weights);
  return { name, find: query => retriever.retrieve(query, depth).passages.map(({ passage }) => foundText(passage)) };
};

/** One search over the keyword index, every word alike. */
const plainKeywords = (name: string, parts: RetrieverParts, keep: (word: string) => boolean): Variant => ({
  name,
  find: ({ text }) =>
    byPassage(
      parts,
      parts.keywords.search(words(text).filter(keep), 'passage', depth).map(match => match.owner),
    ),
});

/** Reciprocal rank fusion (Cormack et al. 2009) of the keyword list and the question list, with its customary constant. */
const rankFusion = (parts: RetrieverParts): Variant => {
  const [byWords, byQuestions] = [
    createHybridRetriever(parts, { keyword: 1, question: 0, sentence: 0 }),
    createHybridRetriever(parts, { keyword: 0, question: 1, sentence: 0 }),
  ];
  return {
    name: 'rank fusion of the two',
    find(query) {
      const scores = new Map<string, number>();
      for (const retriever of [byWords, byQuestions]) {
        const ranked = retriever.retrieve(query, 50).passages.filter(one => one.relevance > 0);
        for (const [at, { owner }] of ranked.entries()) scores.set(owner, (scores.get(owner) ?? 0) + 1 / (60 + at + 1));
      }
      const best = [...scores].sort((a, b) => b[1] - a[1]).slice(0, depth);
      return byPassage(
        parts,
        best.map(([owner]) => owner),
      );
    },
  };
};

/** What each list finds by itself, and what becomes of them in other mixes. */
export const listVariants = ({ parts }: OurParts): Variant[] => [
  plainKeywords('keywords, stop words kept', parts, () => true),
  plainKeywords('keywords, stop words dropped', parts, word => !isStopWord(word)),
  withWeights('keywords, topic words weigh more', parts, { keyword: 1, question: 0, sentence: 0 }),
  withWeights('similarity to questions', parts, { keyword: 0, question: 1, sentence: 0 }),
  withWeights('similarity to sentences', parts, { keyword: 0, question: 0, sentence: 1 }),
  rankFusion(parts),
  withWeights('keywords and questions, a half each', parts, { keyword: 0.5, question: 0.5, sentence: 0 }),
  withWeights('our weights', parts, fusionWeights),
];

/** The keyword index of a pack with its documents changed, in a database that lives in memory. */
const changedKeywords = async (
  folder: string,
  pack: Pack,
  change: (document: KeywordDocument) => KeywordDocument,
  name: string,
): Promise<KeywordIndex> => {
  const path = join(folder, `${name}.sqlite`);
  await sqliteIndexWriter.write(path, { documents: documentsOf(pack).map(change), units: [], knownWords: new Map() });
  return createSqliteKeywordIndex(openIndexDatabase(path, { readonly: true }));
};

/** Every vector of a saved index in an exact index of its own. */
const exactVectors = async (folder: string, pack: Pack, unitFile: string): Promise<VectorIndex> => {
  const [path, vectors] = [join(folder, exactVectorIndex.fileName), await sqliteIndexWriter.vectorsByHash(unitFile)];
  const dimensions = vectors.values().next().value?.length ?? 0;
  const all = unitsOf(pack).map(unit => vectors.get(unit.hash) ?? new Float32Array(dimensions));
  await exactVectorIndex.build(all, dimensions, path);
  return exactVectorIndex.load(path, dimensions);
};

/** As the coach asks: retriever, then a second look. */
const asTheCoach = (name: string, base: KnowledgeBase, parts: RetrieverParts, weights?: FusionWeights): Variant => {
  const gatherer = createGatherer({ ...base, passages: parts.passages, retriever: createHybridRetriever(parts, weights) });
  return { name, find: ({ text, vector }) => gatherer.gather(text, vector).evidence.map(({ passage }) => foundText(passage)) };
};

/** Passages as they would be had nobody written down what they answer. */
const withoutQuestions = (passages: ReadonlyMap<string, Passage>): Map<string, Passage> =>
  new Map([...passages].map(([id, passage]) => [id, { ...passage, answers: [], also: [] }]));

/** The whole less one part at a time. `unitFile` is the saved index's file of units, for the exact scan. */
export const wholeVariants = async (
  { base, parts }: OurParts,
  folder: string,
  unitFile: string,
): Promise<{ variants: Variant[]; exact: VectorIndex }> => {
  const passageDocument = documentsOf(base.pack).find(document => document.kind === 'passage');
  const fields = Object.keys(passageDocument ?? {}).filter(
    (field): field is Exclude<keyof KeywordDocument, 'kind' | 'owner'> => field !== 'kind' && field !== 'owner',
  );
  const blank =
    (dropped: readonly string[]) =>
    (document: KeywordDocument): KeywordDocument =>
      document.kind === 'passage' ? { ...document, ...Object.fromEntries(dropped.map(field => [field, ''])) } : document;
  const withoutField = await Promise.all(
    fields.map(async field =>
      asTheCoach(`no ${field} field in keywords`, base, {
        ...parts,
        keywords: await changedKeywords(folder, base.pack, blank([field]), field),
      }),
    ),
  );
  const textOnly = await changedKeywords(
    folder,
    base.pack,
    blank(fields.filter(field => field !== 'heading' && field !== 'text')),
    'text-only',
  );
  const everyWordATopic = new Set(base.pack.passages.flatMap(passage => words(JSON.stringify(passage)).map(stem)));
  const exact = await exactVectors(folder, base.pack, unitFile);
  const variants: Variant[] = [
    asTheCoach('the whole', base, parts),
    withWeights('no second look', parts, fusionWeights),
    ...withoutField,
    asTheCoach(
      'no questions beside the text at all',
      base,
      { ...parts, keywords: textOnly, passages: withoutQuestions(parts.passages) },
      { ...fusionWeights, question: 0 },
    ),
    asTheCoach('no keywords', base, parts, { ...fusionWeights, keyword: 0 }),
    asTheCoach('no similarity to questions', base, parts, { ...fusionWeights, question: 0 }),
    asTheCoach('no similarity to sentences', base, parts, { ...fusionWeights, sentence: 0 }),
    asTheCoach('topic words weigh as others', base, { ...parts, topical: everyWordATopic }),
    asTheCoach('no related words', base, { ...parts, related: () => [] }),
    { ...asTheCoach('spelling and abbreviations as typed', base, parts), asks: 'typed' },
    asTheCoach('exact scan, not hnsw', base, { ...parts, vectors: exact }),
  ];
  return { variants, exact };
};
