import { describe, expect, it } from 'vitest';
import { createAskedGap } from '../../../src/coach/find/asked-gap.js';
import type { Unit, UnitKind } from '../../../src/contracts/unit-store.js';
import type { SavedJudgment } from '../../../src/retrieval/saved-judgments.js';

const unit = (id: number, kind: UnitKind, owner: string): Unit => ({ id, kind, owner, ordinal: 0 });
const judged = (gap?: string): SavedJudgment => ({
  best: [],
  useful: [],
  none: true,
  kind: 'question',
  isOneAsk: true,
  ...(gap === undefined ? {} : { gap }),
});
/** Gap 0 is "fees", gap 1 "dates", unit 2 a question that the guides answer; judged messages 0 and 1 ask for dates, 2 for nothing that a gap names. */
const gapOf = createAskedGap(
  { gaps: [unit(0, 'gap', 'fees'), unit(1, 'gap', 'dates')], answers: [unit(2, 'answer', 'guide#a')] },
  [judged('dates'), judged('dates'), judged()],
);
const near = (...similarities: readonly number[]): Float32Array => Float32Array.from(similarities);
const like = (...weights: readonly number[]) => weights.map((weight, judgment) => ({ judgment, weight, cosine: 0.9 }));

describe('what a message asks and no guide says', () => {
  it('is what the nearest question of a gap asks', () => {
    expect(gapOf([], near(0.8, 0.7, 0))?.id).toBe('fees');
  });

  it('is what judged messages like it have, added up', () => {
    expect(gapOf(like(0.2, 0.2, 0.6), near(0.8, 0, 0))).toEqual({ id: 'dates', score: expect.closeTo(0.4) });
    expect(gapOf(like(0.2, -0.1, 0.6), near(0.8, 0, 0))?.id).toBe('fees');
  });

  it('is nothing where no gap is near, or the guides answer what is nearer', () => {
    expect(gapOf([], near(0.5, 0.5, 0))).toBeUndefined();
    expect(gapOf([], near(0.8, 0.7, 0.85))).toBeUndefined();
    expect(gapOf(like(0, 0, 0.9), near(0, 0, 0))).toBeUndefined();
  });
});
