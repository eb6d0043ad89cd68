import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { passageIdOf, slugOf } from '../../src/text/slug.js';
import { forAll } from '../support/for-all.js';

describe('slugOf', () => {
  it('gives words joined by hyphens, and the same for its own result', () => {
    forAll(
      [fc.string({ unit: 'grapheme' })],
      heading => {
        expect(slugOf(heading)).toMatch(/^([\p{L}\p{N}]+(-[\p{L}\p{N}]+)*)?$/u);
        expect(slugOf(slugOf(heading))).toBe(slugOf(heading));
      },
      { numRuns: 500 },
    );
  });

  it('does not mind case, spacing or typographic punctuation', () => {
    expect(slugOf('Pay by percentile')).toBe('pay-by-percentile');
    expect(slugOf('  PAY — by: percentile?')).toBe('pay-by-percentile');
    expect(slugOf('A coder’s 1–3 years')).toBe(slugOf("A coder's 1-3 years"));
  });

  it('names a passage by guide and section', () => {
    expect(passageIdOf({ guide: 'resumegeni-path', section: 'Pay by percentile' })).toBe('resumegeni-path#pay-by-percentile');
  });
});
