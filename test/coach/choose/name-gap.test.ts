import { describe, expect, it } from 'vitest';
import { createGapNaming } from '../../../src/coach/choose/name-gap.js';
import type { KnowledgeBase } from '../../../src/coach/knowledge-base.js';
import type { Unit, UnitKind } from '../../../src/contracts/unit-store.js';

const gap = (id: string) => ({ id, verb: 'cover', topic: id, asks: [], askWhom: null, signals: [] });
const kinds: readonly UnitKind[] = ['gap', 'gap', 'answer', 'message', 'ask', 'message', 'ask'];
const owners = ['fees', 'dates', 'guide#a', '0', '0', '1', '1'];
const units: Unit[] = kinds.map((kind, id) => ({ id, kind, owner: owners[id] ?? '', ordinal: 0 }));

const naming = (isOneAsk = true) =>
  createGapNaming({
    pack: { scope: { gaps: [gap('fees'), gap('dates')], outOfScope: [] } },
    units: { unitsOf: (kind: UnitKind) => units.filter(unit => unit.kind === kind) },
    judgments: [
      { best: [], useful: [], none: true, kind: 'question', gap: 'dates', isOneAsk },
      { best: [], useful: [], none: true, kind: 'question', isOneAsk },
    ],
  } as unknown as KnowledgeBase);
/** Similarities to the questions of two gaps, to one that the guides answer, and to two judged messages and their asks, of which the first has a gap. */
const near = (...similarities: readonly number[]): Float32Array => Float32Array.from(similarities);
const all = (): boolean => true;

describe('naming what the guides are silent on', () => {
  it('names the gap whose question is nearest', () => expect(naming()(near(0.8, 0.75, 0, 0, 0, 0, 0), all)?.gap.id).toBe('fees'));

  it('names the gap of a judged message that is nearer', () => {
    expect(naming()(near(0.8, 0, 0, 0.9, 0, 0, 0), all)?.gap.id).toBe('dates');
    expect(naming()(near(0.8, 0, 0, 0, 0.9, 0, 0), all)?.gap.id).toBe('dates');
  });

  it('does not go by one ask of several, which may be another', () =>
    expect(naming(false)(near(0.8, 0, 0, 0, 0.9, 0, 0), all)?.gap.id).toBe('fees'));

  it('does not go by messages that are not to count', () =>
    expect(naming()(near(0.8, 0, 0, 0.9, 0.9, 0, 0), judgment => judgment !== 0)?.gap.id).toBe('fees'));

  it('names none that is far, and none where the guides answer what is nearer', () => {
    expect(naming()(near(0.6, 0, 0, 0.6, 0, 0.9, 0.9), all)).toBeUndefined();
    expect(naming()(near(0.8, 0, 0.85, 0, 0, 0, 0), all)).toBeUndefined();
  });
});
