import { describe, expect, it } from 'vitest';
import { createNearestHelp } from '../../../src/coach/choose/nearest-help.js';
import type { SavedJudgment } from '../../../src/retrieval/saved-judgments.js';

const judged = (none: boolean, useful: number[]): SavedJudgment => ({
  best: none ? [] : [9],
  useful,
  none,
  feeling: 'none',
  kind: 'question',
  writer: 'w',
});
const everybody = (): boolean => true;

describe('The nearest help where the guides do not answer', () => {
  const help = createNearestHelp([judged(true, [3, 4]), judged(true, [4]), judged(true, [5]), judged(false, [6])]);

  it('is what judges gave to the nearest messages that the guides do not answer', () => {
    expect(help(Float32Array.of(0.8, 0.8, 0.5, 0.1), everybody)).toBe(4);
    expect(help(Float32Array.of(0.5, 0.4, 0.9, 0.1), everybody)).toBe(5);
  });

  it('is nothing where they gave each another one, or none', () => {
    const split = createNearestHelp([judged(true, [3]), judged(true, [4]), judged(true, [5])]);
    expect(split(Float32Array.of(0.8, 0.8, 0.8), everybody)).toBeUndefined();
    expect(createNearestHelp([judged(true, [])])(Float32Array.of(0.9), everybody)).toBeUndefined();
    expect(createNearestHelp([])(new Float32Array(0), everybody)).toBeUndefined();
  });

  it('never is what helps with messages that the guides answer, nor what was left out', () => {
    expect(help(Float32Array.of(0.1, 0.1, 0.1, 0.99), everybody)).not.toBe(6);
    expect(help(Float32Array.of(0.8, 0.8, 0.6, 0.1), at => at === 2)).toBe(5);
  });
});
