import { describe, expect, it } from 'vitest';
import { asClause, asQuoted } from '../../../src/coach/say/in-other-words.js';

describe('a question that is told of', () => {
  it.each([
    ['can i go back to the first one later', 'whether you can go back to the first one later'],
    ['And how long does it take?', 'how long it takes'],
    ['what have you seen that actually gets people in', undefined],
    ['is night work compulsory over there', undefined],
  ])('"%s" is a clause: %s', (question, clause) => {
    expect(asClause(question)).toBe(clause);
  });

  it.each([
    ['How much of what I know carries over?', 'how much of what I know carries over'],
    ['is night work compulsory over there', 'is night work compulsory over there'],
    ['why?', undefined],
    ['does it pay 200,000 a year', undefined],
    ['is @everyone at evil.example paid', undefined],
    [`is it ${'really '.repeat(14)}so`, undefined],
  ])('"%s" can be said again in its own words: %s', (question, words) => {
    expect(asQuoted(question)).toBe(words);
  });
});
