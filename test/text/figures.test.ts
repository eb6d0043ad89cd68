import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { figuresIn } from '../../src/text/figures.js';
import { forAll } from '../support/for-all.js';

const valuesIn = (text: string): number[] => figuresIn(text).map(figure => figure.value);
const symbols = ['$', '£', '€', '₹', 'US$', 'C$', 'A$', 'USD ', 'INR ', 'AUD ', 'GBP '] as const;
const symbol = fc.constantFrom(...symbols);
const amount = fc.integer({ min: 1, max: 9_999_999 });
const separated = (n: number): string => n.toLocaleString('en-US');
/** Words around a figure that hold none. */
const around = fc.constantFrom('', 'about ', 'The median is ', '(', 'pay: ', 'up to ', 'ICD-10-CM coders earn ');
const after = fc.constantFrom('', '.', ', roughly', ' a year', ')', '; more later', ' or so?');

describe('figuresIn', () => {
  it('reads back an amount written with separators and a currency', () => {
    forAll(
      [around, symbol, amount, after],
      (before, sign, n, end) => {
        expect(figuresIn(`${before}${sign}${separated(n)}${end}`).map(({ value, unit }) => ({ value, unit }))).toEqual([
          { value: n, unit: 'currency' },
        ]);
      },
      { numRuns: 500 },
    );
  });

  it('reads the same amount with and without separators', () => {
    forAll([amount], n => expect(valuesIn(`$${separated(n)}`)).toEqual(valuesIn(`$${n}`)));
  });

  it('reads cents', () => {
    forAll([amount, fc.integer({ min: 0, max: 99 })], (n, cents) =>
      expect(valuesIn(`$${separated(n)}.${String(cents).padStart(2, '0')} an hour`)).toEqual([
        Number(`${n}.${String(cents).padStart(2, '0')}`),
      ]),
    );
  });

  it('works k in, with or without a currency sign', () => {
    forAll([fc.integer({ min: 1, max: 999 }), fc.constantFrom('k', 'K'), fc.constantFrom('', '$', '£')], (n, k, sign) => {
      expect(figuresIn(`${sign}${n}${k} a year`).map(({ value, unit }) => ({ value, unit }))).toEqual([
        { value: n * 1000, unit: 'currency' },
      ]);
    });
  });

  it('reads both ends of a range, whichever end carries the sign, the k or the percent', () => {
    const dash = fc.constantFrom('-', '–', ' - ', ' – ', ' to ');
    forAll([fc.integer({ min: 1, max: 99 }), fc.integer({ min: 100, max: 999 }), dash], (low, high, to) => {
      expect(valuesIn(`$${separated(low * 1000)}${to}$${separated(high * 1000)}`)).toEqual([low * 1000, high * 1000]);
      expect(valuesIn(`$${separated(low * 1000)}${to}${separated(high * 1000)}`)).toEqual([low * 1000, high * 1000]);
      expect(valuesIn(`$${low}k${to}$${high}k`)).toEqual([low * 1000, high * 1000]);
      expect(valuesIn(`${low}${to}${high}k`)).toEqual([low * 1000, high * 1000]);
      const percents = figuresIn(`${low}${to}${high}%`);
      expect(percents.map(({ value, unit }) => ({ value, unit }))).toEqual([
        { value: low, unit: 'percent' },
        { value: high, unit: 'percent' },
      ]);
      expect(valuesIn(`${low}${to}${high} years`)).toEqual([low, high]);
    });
  });

  it('tells percentages in every spelling', () => {
    forAll([fc.integer({ min: 0, max: 100 }), fc.constantFrom('%', ' %', ' percent', ' per cent')], (n, sign) => {
      expect(figuresIn(`grows ${n}${sign} in a decade`).map(({ value, unit }) => ({ value, unit }))).toEqual([
        { value: n, unit: 'percent' },
      ]);
    });
  });

  it('passes over digits inside code names and words', () => {
    const named = fc.tuple(
      fc.stringMatching(/^[A-Z]{2,5}$/),
      fc.integer({ min: 1, max: 999 }),
      fc.constantFrom('', '-CM', '-PCS', '-A'),
    );
    forAll([named], ([letters, n, tail]) => {
      expect(figuresIn(`codes in ${letters}-${n}${tail} daily`)).toEqual([]);
      expect(figuresIn(`codes in ${letters}${n} daily`)).toEqual([]);
    });
    expect(valuesIn('ICD-10-CM, CPT and HCPCS; E11.9 and Z79.4 are codes; 3 of them')).toEqual([3]);
  });

  it('finds every figure of a text in order', () => {
    forAll([fc.array(amount, { maxLength: 6 })], all => {
      expect(valuesIn(all.map(n => `pay of $${separated(n)} a year`).join(', then '))).toEqual(all);
    });
  });

  it('reads the characters it says it read', () => {
    forAll(
      [fc.string({ unit: fc.constantFrom(...'0123456789,.k$%-– to£ICDa '.split('')), maxLength: 40 })],
      text => {
        for (const figure of figuresIn(text)) {
          expect(text).toContain(figure.raw);
          expect(Number.isFinite(figure.value)).toBe(true);
        }
      },
      { numRuns: 1000 },
    );
  });

  it('finds nothing where there is no digit', () => {
    forAll([fc.string({ unit: 'grapheme' }).filter(text => !/\d/.test(text))], text => expect(figuresIn(text)).toEqual([]));
  });
});
