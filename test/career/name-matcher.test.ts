import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createNameMatcher } from '../../src/career/alias-matcher.js';
import { stem, words } from '../../src/text/tokens.js';
import { forAll } from '../support/for-all.js';

const word = fc.constantFrom('him', 'director', 'coding', 'manager', 'coder', 'senior', 'lead', 'risk', 'adjustment');
const phrase = fc.array(word, { minLength: 1, maxLength: 3 }).map(all => all.join(' '));
const names = fc.uniqueArray(phrase, { maxLength: 8 });
const text = fc.array(word, { maxLength: 12 }).map(all => all.join(' '));
const matcherOf = (all: readonly string[]) => createNameMatcher(all.map(name => [name, name] as const));
const stemsOf = (phrase: string): string[] => words(phrase).map(stem);

/** The longest name that begins at each place, from the left, by trying them all. */
const byHand = (all: readonly string[], said: string): { value: string; start: number; end: number }[] => {
  const stems = stemsOf(said);
  const found: { value: string; start: number; end: number }[] = [];
  for (let at = 0; at < stems.length; ) {
    const here = all
      .filter(name => stemsOf(name).every((one, n) => stems[at + n] === one))
      .toSorted((a, b) => stemsOf(b).length - stemsOf(a).length)[0];
    if (here) found.push({ value: here, start: at, end: at + stemsOf(here).length });
    at += here ? stemsOf(here).length : 1;
  }
  return found;
};

describe('the name matcher', () => {
  it('finds from the left, the longest name at each place, as trying every name shows', () => {
    forAll([names, text], (all, said) => expect(matcherOf(all)(said)).toEqual(byHand(all, said)), { numRuns: 1000 });
  });

  it('never finds two names in the same words', () => {
    forAll([names, text], (all, said) => {
      const found = matcherOf(all)(said);
      for (const [at, match] of found.entries()) {
        expect(match.end).toBeGreaterThan(match.start);
        expect(match.start).toBeGreaterThanOrEqual(found[at - 1]?.end ?? 0);
      }
    });
  });

  it('lets the longest win: "HIM director" is no "director", "CCS-P" no "CCS"', () => {
    const find = matcherOf(['director', 'HIM director', 'CCS', 'CCS-P', 'coder', 'senior medical coder']);
    const found = (said: string): string[] => find(said).map(match => match.value);
    expect(found('how do I become an HIM director?')).toEqual(['HIM director']);
    expect(found('director of coding')).toEqual(['director']);
    expect(found('CCS-P or CCS')).toEqual(['CCS-P', 'CCS']);
    expect(found('the Senior Medical Coder and other coders')).toEqual(['senior medical coder', 'coder']);
    expect(found('senior coder')).toEqual(['coder']);
  });

  it('finds plurals, any case and any punctuation, but no part of a word', () => {
    const find = matcherOf(['coding supervisor', 'CPC']);
    for (const said of ['Coding Supervisors', 'CODING-SUPERVISOR', 'a coding supervisor’s day', '(coding   supervisor)'])
      expect(find(said), said).toHaveLength(1);
    for (const said of ['encoding supervisor', 'coding supervision', 'acpc', '']) expect(find(said), said).toEqual([]);
  });

  it('takes names of no words, and any text at all', () => {
    const find = matcherOf(['', '?!', 'coder']);
    forAll([fc.string({ unit: 'grapheme' })], said => {
      for (const match of find(said)) expect(match.value).toBe('coder');
    });
  });
});
