import { describe, expect, it } from 'vitest';
import { createNearestHelp } from '../../../src/coach/choose/nearest-help.js';
import type { Like } from '../../../src/coach/find/likeness.js';
import type { SavedJudgment } from '../../../src/retrieval/saved-judgments.js';

const judged = (none: boolean, useful: number[]): SavedJudgment => ({
  best: none ? [] : [9],
  useful,
  none,
  kind: 'question',
  isOneAsk: true,
});
const like = (...weights: readonly number[]): Like[] => weights.map((weight, judgment) => ({ judgment, cosine: 0.5, weight }));

describe('The nearest help where the guides do not answer', () => {
  const help = createNearestHelp([judged(true, [3, 4]), judged(true, [4]), judged(true, [5]), judged(false, [6])]);

  it('is what judges gave to messages like it that the guides do not answer', () => {
    expect(help(like(0.3, 0.2, 0.2, 0.1))).toBe(4);
    expect(help(like(0.1, 0.1, 0.4, 0.1))).toBe(5);
  });

  it('is nothing where each gave another one, or none', () => {
    const split = createNearestHelp([judged(true, [3]), judged(true, [4]), judged(true, [5])]);
    expect(split(like(0.1, 0.12, 0.1))).toBeUndefined();
    expect(createNearestHelp([judged(true, [])])(like(0.9))).toBeUndefined();
    expect(createNearestHelp([])([])).toBeUndefined();
  });

  it('is nothing where most of them gave nothing', () => {
    const mostly = createNearestHelp([judged(true, [4]), judged(true, [])]);
    expect(mostly(like(0.4, 0.3))).toBe(4);
    expect(mostly(like(0.3, 0.4))).toBeUndefined();
  });

  it('never is what helps with messages that the guides answer', () => {
    expect(help(like(0.1, 0, 0, 0.9))).toBeUndefined();
  });
});
