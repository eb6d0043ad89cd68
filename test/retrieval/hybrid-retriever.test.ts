import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KeywordMatch } from '../../src/contracts/keyword-index.js';
import type { Unit } from '../../src/contracts/unit-store.js';
import type { Passage } from '../../src/domain/passage.js';
import {
  createHybridRetriever,
  type FoundPassage,
  type FusionWeights,
  fusionWeights,
  type Retrieval,
} from '../../src/retrieval/hybrid-retriever.js';
import { forAll } from '../support/for-all.js';

/**
 * What is known of one passage, gap or kind out of scope: a score where the keywords hold it, and how near the question is to each of its
 * own questions, of which there is at least one, and of its sentences. Similarities may be below 0, as cosines are.
 */
type Listed = { readonly bm25: number | undefined; readonly questions: readonly number[]; readonly sentences: readonly number[] };

const nameOf = (at: number): string => `guide#${String(at).padStart(2, '0')}`;

type Options = {
  count?: number;
  gaps?: readonly Listed[];
  scopes?: readonly Listed[];
  shuffle?: boolean;
  /** Hands the similarities over with the question. */
  known?: boolean;
};

/** Retrieves from lists that are given, through the contracts that the indexes are reached by. */
const retrieve = (
  listed: readonly Listed[],
  weights: FusionWeights = fusionWeights,
  { count = 50, gaps = [], scopes = [], shuffle = false, known = false }: Options = {},
): Retrieval => {
  const units: (Unit & { similarity: number })[] = [];
  const add = (kind: Unit['kind'], owner: string, similarities: readonly number[]): void => {
    for (const [ordinal, similarity] of similarities.entries())
      units.push({ id: units.length, kind, owner, ordinal, similarity });
  };
  for (const [at, { sentences }] of listed.entries()) add('sentence', nameOf(at), sentences);
  for (const [at, { questions }] of listed.entries()) add('answer', nameOf(at), questions);
  for (const [at, { questions }] of gaps.entries()) add('gap', `gap-${at}`, questions);
  for (const [at, { questions }] of scopes.entries()) add('scope', `scope-${at}`, questions);
  // Of other kinds, and nearest of all: no list may take them for its own.
  for (const kind of ['record', 'passage', 'message', 'ask', 'suggestion'] as const) add(kind, nameOf(0), [1]);
  const byBm25 = (all: readonly Listed[], kind: KeywordMatch['kind'], name: (at: number) => string): KeywordMatch[] => {
    const matches = all.flatMap(({ bm25 }, at) => (bm25 === undefined ? [] : [{ kind, owner: name(at), bm25 }]));
    return shuffle ? matches.toReversed() : matches;
  };
  const keywords = [
    ...byBm25(listed, 'passage', nameOf),
    ...byBm25(gaps, 'gap', at => `gap-${at}`),
    ...byBm25(scopes, 'scope', at => `scope-${at}`),
  ].toSorted((a, b) => b.bm25 - a.bm25);
  const passages = listed.map(
    (_, at): Passage => ({ id: nameOf(at), guide: 'guide', section: '', headingPath: [], sentences: [], answers: [], also: [] }),
  );
  const similarities = Float32Array.from(units, unit => unit.similarity);
  return createHybridRetriever(
    {
      passages: new Map(passages.map(passage => [passage.id, passage])),
      keywords: {
        documentCount: listed.length,
        documentFrequency: () => 1,
        search: (words, kind, limit) =>
          words.includes('pay') ? keywords.filter(match => kind === 'any' || match.kind === kind).slice(0, limit) : [],
      },
      vectors: {
        size: units.length,
        similarities: () => {
          if (known) throw new Error('the similarities are known already');
          return similarities;
        },
        cosines: () => new Float32Array(),
        vectorOf: () => Float32Array.of(1),
      },
      units: { unitsOf: kind => (shuffle ? units.toReversed() : units).filter(unit => unit.kind === kind) },
      topical: new Set(['pay']),
      related: () => [],
    },
    weights,
  ).retrieve({ text: 'pay', vector: Float32Array.of(1), ...(known ? { similarities } : {}) }, count);
};

const score = fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined });
const similarity = fc.integer({ min: -20, max: 20 }).map(tenths => tenths / 20);
const listed: fc.Arbitrary<Listed[]> = fc.array(
  fc.record({
    bm25: score,
    questions: fc.array(similarity, { minLength: 1, maxLength: 3 }),
    sentences: fc.array(similarity, { maxLength: 3 }),
  }),
  { maxLength: 14 },
);
const weight = fc.integer({ min: 1, max: 20 }).map(tenths => tenths / 10);
const someWeights: fc.Arbitrary<FusionWeights> = fc.record({ keyword: weight, question: weight, sentence: weight });
const rankOf = (found: readonly FoundPassage[], owner: string): number => found.findIndex(item => item.owner === owner);

describe('the fusion of keywords and meaning', () => {
  it('scores between 0 and 1, and ranks by their weighted sum', () => {
    forAll([listed, someWeights], (lists, weights) => {
      const { passages } = retrieve(lists, weights);
      for (const found of passages) {
        for (const part of [found.keyword, found.question, found.sentence]) {
          expect(part).toBeGreaterThanOrEqual(0);
          expect(part).toBeLessThanOrEqual(1);
        }
        expect(found.relevance).toBeCloseTo(
          weights.keyword * found.keyword + weights.question * found.question + weights.sentence * found.sentence,
          9,
        );
      }
      expect(passages.map(found => found.relevance)).toEqual(passages.map(found => found.relevance).toSorted((a, b) => b - a));
    });
  });

  it('finds every passage once: none is out of reach for want of a word or of nearness', () => {
    forAll([listed], lists =>
      expect(
        retrieve(lists)
          .passages.map(found => found.owner)
          .sort(),
      ).toEqual(lists.map((_, at) => nameOf(at))),
    );
  });

  it('takes of each passage the nearest of its questions and the nearest of its sentences, and nothing else', () => {
    forAll([listed], lists => {
      for (const found of retrieve(lists).passages) {
        const one = lists[Number(found.owner.slice(-2))];
        expect(found.question).toBeCloseTo(Math.max(0, ...(one?.questions ?? [])), 6);
        expect(found.sentence).toBeCloseTo(Math.max(0, ...(one?.sentences ?? [])), 6);
      }
    });
  });

  it('compares no vector where the similarities are known already', () => {
    forAll([listed, listed], (lists, gaps) =>
      expect(retrieve(lists, fusionWeights, { gaps, known: true })).toEqual(retrieve(lists, fusionWeights, { gaps })),
    );
  });

  it('gives the same order for the same scores, in whatever order the lists name equals', () => {
    forAll([listed], lists => expect(retrieve(lists, fusionWeights, { shuffle: true })).toEqual(retrieve(lists)));
  });

  it('puts a passage above another that it matches or beats everywhere: near and named above one of the two', () => {
    forAll(
      [listed, someWeights],
      (lists, weights) => {
        const { passages } = retrieve(lists, weights);
        for (const a of passages) {
          for (const b of passages) {
            const atLeast = a.keyword >= b.keyword && a.question >= b.question && a.sentence >= b.sentence;
            const more = a.keyword > b.keyword || a.question > b.question || a.sentence > b.sentence;
            if (atLeast && more) expect(rankOf(passages, a.owner)).toBeLessThan(rankOf(passages, b.owner));
          }
        }
      },
      { numRuns: 200 },
    );
    const both = retrieve([
      { bm25: 8, questions: [0], sentences: [] },
      { bm25: 10, questions: [0.6], sentences: [] },
      { bm25: undefined, questions: [0.5], sentences: [] },
    ]);
    expect(both.passages[0]?.owner).toBe(nameOf(1));
  });

  it('never lowers a relevance when a weight grows, nor the rank of the passage that is best by that measure', () => {
    forAll([listed, someWeights, fc.constantFrom('keyword', 'question', 'sentence'), weight], (lists, weights, grown, by) => {
      const before = retrieve(lists, weights).passages;
      const after = retrieve(lists, { ...weights, [grown]: weights[grown] + by }).passages;
      for (const found of before) expect(after[rankOf(after, found.owner)]?.relevance).toBeGreaterThanOrEqual(found.relevance);
      const best = before.toSorted((a, b) => b[grown] - a[grown] || a.owner.localeCompare(b.owner))[0];
      if (best && before.filter(found => found[grown] === best[grown]).length === 1)
        expect(rankOf(after, best.owner)).toBeLessThanOrEqual(rankOf(before, best.owner));
    });
  });

  it('never lowers the rank of a passage that is found better than before', () => {
    forAll([listed, fc.nat(13), fc.constantFrom('bm25', 'questions', 'sentences')], (lists, at, measure) => {
      const one = lists[at];
      if (!one) return;
      const nearer =
        measure === 'bm25' ? (one.bm25 ?? 0) + 5 : [...one[measure], Math.min(1, Math.max(0, ...one[measure]) + 0.3)];
      const raised = { ...one, [measure]: nearer };
      const before = rankOf(retrieve(lists).passages, nameOf(at));
      const after = rankOf(retrieve(lists.with(at, raised)).passages, nameOf(at));
      expect(after).toBeGreaterThanOrEqual(0);
      expect(after).toBeLessThanOrEqual(before);
    });
  });

  it('gives no more passages than asked, the best of them', () => {
    forAll([listed, fc.nat(10)], (lists, count) =>
      expect(retrieve(lists, fusionWeights, { count }).passages).toEqual(retrieve(lists).passages.slice(0, count)),
    );
  });

  it('weighs gaps and what is out of scope on the scale of the passages, gives the best three, and never mixes them', () => {
    forAll([listed, listed, listed], (lists, gaps, scopes) => {
      const found = retrieve(lists, fusionWeights, { gaps, scopes });
      expect(found.passages).toEqual(retrieve(lists).passages);
      expect(found.gaps).toEqual(retrieve(lists, fusionWeights, { gaps }).gaps);
      expect(found.scopes).toEqual(retrieve(lists, fusionWeights, { scopes }).scopes);
      const best = Math.max(0, ...lists.map(one => one.bm25 ?? 0));
      for (const [all, three, prefix] of [
        [gaps, found.gaps, 'gap-'],
        [scopes, found.scopes, 'scope-'],
      ] as const) {
        expect(three).toHaveLength(Math.min(3, all.length));
        expect(three.map(one => one.relevance)).toEqual(three.map(one => one.relevance).toSorted((a, b) => b - a));
        for (const one of three) {
          const { bm25 = 0, questions = [] } = all[Number(one.owner.slice(prefix.length))] ?? {};
          expect(one.keyword).toBeCloseTo(best > 0 ? Math.min(2, bm25 / best) : 0, 9);
          expect(one.question).toBeCloseTo(Math.max(0, ...questions), 6);
          expect(one.sentence).toBe(0);
        }
      }
    });
  });

  it('finds nothing in nothing', () => expect(retrieve([])).toEqual({ passages: [], gaps: [], scopes: [] }));
});
