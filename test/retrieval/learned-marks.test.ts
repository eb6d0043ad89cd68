import { describe, expect, it } from 'vitest';
import { expectMarks, learnMarks } from '../../src/retrieval/learned-marks.js';
import { marksOf } from '../../src/retrieval/marks.js';
import { randomFrom } from '../support/random-vectors.js';

/** Messages on a plane: the first number of the vector tells what helps, the others are chance. */
const random = randomFrom(5);
const messages = Array.from({ length: 400 }, () => Float32Array.from({ length: 6 }, () => random() - 0.5));
const judgments = messages.map(([topic = 0]) => ({ best: topic > 0 ? [0] : [1], useful: topic > 0.2 ? [2] : [] }));
const first = (weights: Float32Array, vector: readonly number[]): number => {
  const marks = expectMarks(weights, 3, Float32Array.from(vector));
  return marks.indexOf(Math.max(...marks));
};

describe('what is learned from judged messages', () => {
  const weights = learnMarks(messages, marksOf(judgments), 3);

  it('expects for a message the marks that messages like it got', () => {
    expect(first(weights, [0.4, 0.1, -0.2, 0, 0.3, 0])).toBe(0);
    expect(first(weights, [-0.4, -0.1, 0.2, 0, 0.3, 0])).toBe(1);
    const [, , useful = 0] = expectMarks(weights, 3, Float32Array.from([0.4, 0, 0, 0, 0, 0]));
    const [, , useless = 0] = expectMarks(weights, 3, Float32Array.from([-0.4, 0, 0, 0, 0, 0]));
    expect(useful).toBeGreaterThan(useless + 0.2);
  });

  it('learns nothing of messages that do not count', () => {
    const kept = learnMarks(messages, marksOf(judgments), 3, at => (messages[at]?.[0] ?? 0) > 0);
    expect(first(kept, [-0.4, 0, 0, 0, 0, 0])).toBe(0);
  });

  it('expects nothing where nothing was judged', () => {
    expect([...expectMarks(new Float32Array(), 3, Float32Array.from([1, 0, 0, 0, 0, 0]))]).toEqual([0, 0, 0]);
  });
});
