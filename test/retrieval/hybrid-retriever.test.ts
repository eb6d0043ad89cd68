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

/** What the two lists hold of one passage: nothing, or a score. Similarities may be below 0, as cosines are. */
type Listed = { readonly bm25: number | undefined; readonly question: number | undefined; readonly sentence: number | undefined };

const nameOf = (at: number): string => `guide#${String(at).padStart(2, '0')}`;

/** Retrieves from lists that are given, through the contracts that the indexes are reached by. */
const retrieve = (
  listed: readonly Listed[],
  weights: FusionWeights = fusionWeights,
  options: { count?: number; gaps?: readonly Listed[]; shuffle?: boolean } = {},
): Retrieval => {
  const { count = 50, gaps = [], shuffle = false } = options;
  const units: (Unit & { similarity: number })[] = [];
  const add = (kind: Unit['kind'], owner: string, similarity: number | undefined): void => {
    if (similarity !== undefined) units.push({ id: units.length, kind, owner, ordinal: 0, text: '', similarity });
  };
  for (const [at, { question, sentence }] of listed.entries()) {
    add('answer', nameOf(at), question);
    add('sentence', nameOf(at), sentence);
  }
  for (const [at, { question }] of gaps.entries()) add('gap', `gap-${at}`, question);
  const byBm25 = (all: readonly Listed[], kind: KeywordMatch['kind'], name: (at: number) => string): KeywordMatch[] => {
    const matches = all.flatMap(({ bm25 }, at) => (bm25 === undefined ? [] : [{ kind, owner: name(at), bm25 }]));
    return (shuffle ? matches.toReversed() : matches).toSorted((a, b) => b.bm25 - a.bm25);
  };
  const passageMatches = byBm25(listed, 'passage', nameOf);
  const gapMatches = byBm25(gaps, 'gap', at => `gap-${at}`);
  const keywords = [...passageMatches, ...gapMatches].toSorted((a, b) => b.bm25 - a.bm25);
  const nearest = (shuffle ? units.toReversed() : units).toSorted((a, b) => b.similarity - a.similarity);
  const passages = listed.map(
    (_, at): Passage => ({ id: nameOf(at), guide: 'guide', section: '', headingPath: [], sentences: [], answers: [], also: [] }),
  );
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
        search: (_, limit) => nearest.slice(0, limit).map(unit => ({ id: unit.id, cosineSimilarity: unit.similarity })),
      },
      units: { unitsByIds: ids => ids.flatMap(id => units[id] ?? []) },
      topical: new Set(['pay']),
      related: () => [],
    },
    weights,
  ).retrieve({ text: 'pay', vector: Float32Array.of(1) }, count);
};

const score = fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined });
const similarity = fc.option(
  fc.integer({ min: -20, max: 20 }).map(tenths => tenths / 20),
  { nil: undefined },
);
const listed: fc.Arbitrary<Listed[]> = fc.array(fc.record({ bm25: score, question: similarity, sentence: similarity }), {
  maxLength: 14,
});
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

  it('finds each passage that either list holds, once', () => {
    forAll([listed], lists => {
      const expected = lists.flatMap((one, at) =>
        one.bm25 === undefined && one.question === undefined && one.sentence === undefined ? [] : [nameOf(at)],
      );
      expect(
        retrieve(lists)
          .passages.map(found => found.owner)
          .sort(),
      ).toEqual(expected);
    });
  });

  it('gives the same order for the same scores, in whatever order the lists name equals', () => {
    forAll([listed], lists => expect(retrieve(lists, fusionWeights, { shuffle: true })).toEqual(retrieve(lists)));
  });

  it('puts a passage above another that it matches or beats everywhere: found by both lists above found by one', () => {
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
      { bm25: 10, question: 0.6, sentence: undefined },
      { bm25: 8, question: undefined, sentence: undefined },
      { bm25: undefined, question: 0.5, sentence: undefined },
    ]);
    expect(both.passages[0]?.owner).toBe(nameOf(0));
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
    forAll([listed, fc.nat(13), fc.constantFrom('bm25', 'question', 'sentence')], (lists, at, measure) => {
      const one = lists[at];
      if (!one) return;
      const raised = { ...one, [measure]: measure === 'bm25' ? (one.bm25 ?? 0) + 5 : Math.min(1, (one[measure] ?? 0) + 0.3) };
      const before = rankOf(retrieve(lists).passages, nameOf(at));
      const after = rankOf(retrieve(lists.with(at, raised)).passages, nameOf(at));
      expect(after).toBeGreaterThanOrEqual(0);
      if (before >= 0) expect(after).toBeLessThanOrEqual(before);
    });
  });

  it('gives no more passages than asked, the best of them', () => {
    forAll([listed, fc.nat(10)], (lists, count) =>
      expect(retrieve(lists, fusionWeights, { count }).passages).toEqual(retrieve(lists).passages.slice(0, count)),
    );
  });

  it('weighs gaps on the scale of the passages, and never mixes them', () => {
    forAll([listed, listed], (lists, gaps) => {
      const { passages, gaps: found } = retrieve(lists, fusionWeights, { gaps });
      expect(passages).toEqual(retrieve(lists).passages);
      expect(found.length).toBeLessThanOrEqual(3);
      const best = Math.max(0, ...lists.map(one => one.bm25 ?? 0));
      for (const gap of found) {
        const bm25 = gaps[Number(gap.owner.slice(4))]?.bm25;
        if (bm25 !== undefined && best > 0) expect(gap.keyword).toBeCloseTo(Math.min(2, bm25 / best), 9);
        expect(gap.keyword).toBeLessThanOrEqual(2);
      }
    });
  });

  it('finds nothing in nothing', () =>
    expect(retrieve([])).toEqual({ passages: [], gaps: [], scopes: [], conflicts: [], credentials: [] }));
});
