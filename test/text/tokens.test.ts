import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentStems, fold, isStopWord, stem, words } from '../../src/text/tokens.js';
import { forAll } from '../support/for-all.js';

/** Any text at all: every plane of Unicode, lone surrogates and control characters included. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: fc.constantFrom(..."aZé-–'’ ,.5$%\n\tß".split('')) }),
);

describe('fold', () => {
  it('changes nothing the second time', () => {
    forAll([anyText], text => expect(fold(fold(text))).toBe(fold(text)), { numRuns: 1000 });
  });

  it('gives the same for a text however its accents are encoded', () => {
    forAll([anyText], text => expect(fold(text.normalize('NFC'))).toBe(fold(text.normalize('NFD'))));
  });

  it.each([
    ['Résumé', 'resume'],
    ['CODER’S', "coder's"],
    ['“CPC”', '"cpc"'],
    ['entry–level — job', 'entry-level - job'],
    ['ﬁgure', 'figure'],
    ['$50k, 8%', '$50k, 8%'],
  ])('reads %s as %s', (text, folded) => expect(fold(text)).toBe(folded));
});

describe('words', () => {
  it('hold letters and digits only: no space, hyphen, apostrophe, quote or other separator', () => {
    forAll(
      [anyText],
      text => {
        for (const word of words(text)) expect(word).toMatch(/^[\p{L}\p{N}]+$/u);
      },
      { numRuns: 1000 },
    );
  });

  it('are the same when read again from themselves', () => {
    forAll([anyText], text => expect(words(words(text).join(' '))).toEqual(words(text)));
  });

  it('of two texts side by side are the words of each in order', () => {
    forAll([anyText, anyText], (a, b) => expect(words(`${a} | ${b}`)).toEqual([...words(a), ...words(b)]));
  });

  it.each([
    ["What's a coder's CCS-P worth?", ['whats', 'a', 'coders', 'ccs', 'p', 'worth']],
    ['ICD-10-CM', ['icd', '10', 'cm']],
    ['', []],
    ['?!… 🙂', []],
  ])('of %j are %j', (text, expected) => expect(words(text)).toEqual(expected));
});

describe('stems', () => {
  it('bring singular and plural together', () => {
    for (const [one, many] of [
      ['coder', 'coders'],
      ['supervisor', 'supervisors'],
      ['salary', 'salaries'],
      ['certification', 'certifications'],
    ] as const) {
      expect(stem(many)).toBe(stem(one));
    }
  });

  it('leave numbers and short words as they are', () => {
    forAll([fc.stringMatching(/^([a-z]{1,3}|[a-z]{0,4}\d{1,4})$/)], word => expect(stem(word)).toBe(word));
  });

  it('of a topic drop the words that carry none', () => {
    expect(contentStems('hey can you tell me please')).toEqual([]);
    forAll([anyText], text => expect(contentStems(text)).toHaveLength(words(text).filter(word => !isStopWord(word)).length));
  });
});
