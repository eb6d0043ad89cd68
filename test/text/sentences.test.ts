import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitSentences } from '../../src/text/sentences.js';
import { words } from '../../src/text/tokens.js';
import { forAll } from '../support/for-all.js';

const wordsOf = (text: string): string[] => text.split(/\s+/).filter(Boolean);
const figure = fc.oneof(
  fc.integer({ min: 1000, max: 999_999 }).map(n => `$${n.toLocaleString('en-US')}`),
  fc
    .tuple(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 0, max: 99 }))
    .map(([whole, part]) => `$${whole}.${String(part).padStart(2, '0')}`),
  fc.integer({ min: 1, max: 99 }).map(n => `${n}.5%`),
  fc.integer({ min: 10, max: 200 }).map(n => `${n}k-${n + 5}k`),
  fc.constantFrom('ICD-10-CM', '2024-2034', 'U.S.', 'e.g.', 'vs.', '24.16', '1.5', 'CCS-P'),
);
const word = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('Coders', 'earn', 'a', 'year', 'the', 'median', 'is', 'Managers', 'with', 'AAPC') },
  { weight: 1, arbitrary: figure },
);
const sentence = fc
  .tuple(fc.array(word, { minLength: 2, maxLength: 12 }), fc.constantFrom('.', '?', '!', '...'))
  .map(([parts, end]) => `${parts.join(' ')}${end}`);

describe('splitSentences', () => {
  it('keeps every character but spaces, and the same words in the same order', () => {
    forAll(
      [
        fc.oneof(
          fc.string({ unit: 'grapheme' }),
          fc.string({ unit: 'binary' }),
          fc.array(sentence).map(all => all.join(' ')),
        ),
      ],
      text => {
        const joined = splitSentences(text).join(' ');
        expect(joined.replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
        expect(words(joined)).toEqual(words(text));
      },
      { numRuns: 500 },
    );
  });

  it('never splits a figure or an abbreviation', () => {
    forAll([fc.array(sentence, { minLength: 1, maxLength: 5 })], sentences => {
      const text = sentences.join(' ');
      const whole = splitSentences(text);
      for (const piece of wordsOf(text)) expect(whole.some(one => wordsOf(one).includes(piece))).toBe(true);
      for (const one of whole) expect(one).not.toMatch(/(^|\s)(e\.g|U\.S|vs)\.$/);
    });
  });

  it('gives trimmed sentences that hold something', () => {
    forAll([fc.string({ unit: 'grapheme' })], text => {
      for (const one of splitSentences(text)) {
        expect(one).not.toBe('');
        expect(one).toBe(one.trim());
      }
    });
  });

  it.each([
    ['', []],
    ['  \n ', []],
    ['The median is $50,250. The mean is $55,970.', ['The median is $50,250.', 'The mean is $55,970.']],
    ['It pays $24.16 an hour. Dr. Lopez agrees.', ['It pays $24.16 an hour.', 'Dr. Lopez agrees.']],
    ['CPC vs. CCS? Both.', ['CPC vs. CCS?', 'Both.']],
    ['Salaries in the U.S. differ, e.g. by state.', ['Salaries in the U.S. differ, e.g. by state.']],
    ['No full stop at the end', ['No full stop at the end']],
  ])('splits %j', (text, expected) => expect(splitSentences(text)).toEqual(expected));
});
