import { describe, expect, it } from 'vitest';
import type { KnowledgeBase } from '../../src/coach/knowledge-base.js';
import type { Evidence } from '../../src/coach/part.js';
import { createSuggester } from '../../src/coach/suggest.js';
import type { Unit, UnitKind } from '../../src/contracts/unit-store.js';
import { cosineSimilarity } from '../../src/text/vectors.js';

/** Four things that may be asked, each its own direction; a passage answers the fourth. */
const offers = ['What do auditors earn?', 'Which software is used?', 'How do I find a mentor?', 'Is it stressful?'];
const directions = offers.map((_, at) => Float32Array.from(offers, (_, other) => (at === other ? 1 : 0)));
const all = [...directions, directions[3] as Float32Array];
const units: Unit[] = [
  ...offers.map((_, id) => ({ id, kind: 'suggestion' as const, owner: 'pack', ordinal: id })),
  { id: offers.length, kind: 'answer', owner: 'guide#strain', ordinal: 0 },
];
const suggest = createSuggester({
  pack: { info: { suggestions: offers } },
  units: { unitsOf: (kind: UnitKind) => units.filter(unit => unit.kind === kind) },
  vectors: {
    vectorOf: (id: number) => all[id],
    cosines: (id: number, others: readonly number[]) =>
      Float32Array.from(others, other => cosineSimilarity(all[id] as Float32Array, all[other] as Float32Array)),
  },
} as unknown as KnowledgeBase);
const message = Float32Array.from([0.6, 0.5, 0.4, 0.1]);
const evidence = [{ passage: { id: 'guide#strain' }, relevance: 0.1 }] as unknown as Evidence[];

describe('what is offered next', () => {
  it('is near the question', () => expect(suggest('got let go', message, '')).toEqual(offers.slice(0, 3)));

  it('leads to what may help whoever wrote, before what is only near', () =>
    expect(suggest('got let go', message, '', evidence)).toEqual([offers[3], offers[0], offers[1]]));

  it('is nothing that was just asked', () =>
    expect(suggest('is it stressful', message, '', evidence)).not.toContain('Is it stressful?'));
});
