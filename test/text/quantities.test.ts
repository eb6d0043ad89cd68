import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readQuantities } from '../../src/text/quantities.js';
import { forAll } from '../support/for-all.js';

/** Figures in a short form: "money 42000 USD about". */
const read = (text: string): string[] =>
  readQuantities(text).quantities.map(({ kind, value, currency, hedge }) =>
    [kind, Number(value.toFixed(2)), currency, hedge === 'none' ? undefined : hedge].filter(part => part !== undefined).join(' '),
  );

describe('readQuantities', () => {
  it.each([
    ['at least $5,000', 'over'],
    ['more than $5,000', 'over'],
    ['$5,000 or more', 'over'],
    ['$5,000+', 'over'],
    ['no more than $5,000', 'under'],
    ['up to $5,000', 'under'],
    ['$5,000 at most', 'under'],
    ['nearly $5,000', undefined],
    ['$5,000', undefined],
  ])('tells on which side of %j the figure is', (text, bound) => {
    expect(readQuantities(text).quantities.map(one => one.bound)).toEqual([bound]);
  });

  it.each([
    ['about $50k', ['money 50000 USD about']],
    ['just over $50,000', ['money 50000 USD over']],
    ['nearly 188,000 people', ['count 188000 under']],
    ['$42K, or 42 000 dollars, or forty-two thousand dollars', ['money 42000 USD', 'money 42000 USD', 'money 42000 USD']],
    ['roughly 7 percent, 7 per cent, seven percent', ['percent 7 about', 'percent 7', 'percent 7']],
    ['between six and 12 months', ['time 6', 'time 12']],
    ['half a year to a year', ['time 6', 'time 12']],
    ['three to five years, a 6-to-12-month course, 5+ years', ['time 36', 'time 60', 'time 6', 'time 12', 'time 60']],
    ['Years: 3-5', ['time 36', 'time 60']],
    ['AUD 50,000–75,000, £25,000-45,000', ['money 50000 AUD', 'money 75000 AUD', 'money 25000 GBP', 'money 45000 GBP']],
    [
      'C$45,000, 3 lakh rupees, INR 300,000, €35,000',
      ['money 45000 CAD', 'money 300000 INR', 'money 300000 INR', 'money 35000 EUR'],
    ],
    ['30-70k', ['money 30000', 'money 70000']],
    ['two thousand to five thousand dollars', ['money 2000 USD', 'money 5000 USD']],
    ['ten to twenty thousand dollars', ['money 10000 USD', 'money 20000 USD']],
    ['from 2024 to 2034, and 2024-34', ['year 2024', 'year 2034', 'year 2024', 'year 2034']],
    ['the 10th to 25th percentile', ['percentile 10', 'percentile 25']],
    ['the tenth and the seventy-fifth percentile', ['percentile 10', 'percentile 75']],
    ['$41,600 (25th), below the median percentile', ['money 41600 USD', 'percentile 25']],
    ['14,200 openings a year', ['count 14200']],
    ['nine in ten, one coder in five, a third of them, half of all', ['percent 90', 'percent 20', 'percent 33.33', 'percent 50']],
    ['3 in 2024, two in three years', ['count 3', 'year 2024', 'time 36']],
    ['a weekend, a dozen years, a week or two', ['time 0.07', 'time 144', 'time 0.23', 'time 0.46']],
    ['a few months, a couple of years, six figures', ['time 2', 'time 24', 'money 100000']],
    ['a change of -7%', ['percent -7']],
    ['$24.16 an hour', ['money 24.16 USD']],
  ])('reads %j', (text, figures) => {
    expect(read(text)).toEqual(figures);
  });

  it.each(['two things matter', 'ICD-10-CM and CPT', 'step 2', 'the first of 3 reasons', 'one of the two guides', 'pay a year'])(
    'finds no figure in %j',
    text => {
      expect(read(text)).toEqual([]);
    },
  );

  it('gives each figure its place in the text that it read', () => {
    forAll(
      [
        fc.array(
          fc.constantFrom('about ', '$', '7', '50,250', '-', ' to ', ' years', '%', 'k', ' and ', 'three ', '.', 'th percentile'),
        ),
      ],
      pieces => {
        const { text, quantities } = readQuantities(pieces.join(''));
        let last = 0;
        for (const { start, end, value } of quantities) {
          expect(text.slice(start, end)).toMatch(/\d/);
          expect(start).toBeGreaterThanOrEqual(last);
          expect(Number.isFinite(value)).toBe(true);
          last = end;
        }
      },
    );
  });
});
