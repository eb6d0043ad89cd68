import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cosineSimilarity, isZeroVector } from '../../src/text/vectors.js';
import { forAll } from '../support/for-all.js';

const number = fc.float({ min: -100, max: 100, noNaN: true }).filter(value => value === 0 || Math.abs(value) > 1e-3);
const pair = fc.integer({ min: 1, max: 40 }).chain(length => {
  const vector = fc.array(number, { minLength: length, maxLength: length }).map(values => Float32Array.from(values));
  return fc.tuple(vector, vector);
});

describe('cosineSimilarity', () => {
  it('lies between -1 and 1 and does not mind the order', () => {
    forAll([pair], ([a, b]) => {
      expect(Math.abs(cosineSimilarity(a, b))).toBeLessThanOrEqual(1 + 1e-9);
      expect(cosineSimilarity(a, b)).toBe(cosineSimilarity(b, a));
    });
  });

  it('is 1 for a vector and itself however long, -1 for its opposite', () => {
    forAll(
      [pair.map(([a]) => a).filter(vector => !isZeroVector(vector)), fc.float({ min: Math.fround(0.01), max: 100, noNaN: true })],
      (vector, factor) => {
        expect(
          cosineSimilarity(
            vector,
            vector.map(value => value * factor),
          ),
        ).toBeCloseTo(1, 4);
        expect(
          cosineSimilarity(
            vector,
            vector.map(value => -value),
          ),
        ).toBeCloseTo(-1, 6);
      },
    );
  });

  it('is 0 with a zero vector, never not-a-number', () => {
    forAll([pair], ([a]) => expect(cosineSimilarity(a, new Float32Array(a.length))).toBe(0));
  });
});

describe('isZeroVector', () => {
  it('is true for nothing but zeros', () => {
    forAll([pair], ([a]) => expect(isZeroVector(a)).toBe([...a].every(value => Math.abs(value) === 0)));
    expect(isZeroVector(new Float32Array(0))).toBe(true);
  });
});
