import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normaliseQuestion } from '../../src/retrieval/normalise-question.js';
import { forAll } from '../support/for-all.js';
import { useCoach } from '../support/shared-coach.js';

const coach = useCoach();
const normalise = (text: string): string => {
  const { pack, units } = coach.opened().base;
  return normaliseQuestion(text, pack.vocabulary, units);
};

describe('a normalised question', () => {
  it.each([
    ['whats teh median sallary for codrs', /\bsalary\b.*\bcoders\b/],
    ['how much do sr coders make', /\bsenior coders\b/],
    ['mgr pay', /^manager pay$/],
    ['certifcation or degre?', /^certification or degree\?$/],
    ['supervisior jobs', /^supervisor jobs$/],
    ['C.P.C or c-c-s', /\bcpc\b.*\bccs\b/],
    ['CPC vs CCS-P at $24.16/hr, 5-10 yrs', /cpc versus ccs-p at \$24\.16.*years/],
  ])('reads %j in the words of the guides', (text, expected) => expect(normalise(text)).toMatch(expected));

  it('leaves words that it knows as they are', () => {
    const known = [...coach.opened().base.units.packWords().keys()].filter(
      word => word.length >= 4 && !(word in coach.opened().base.pack.vocabulary.abbreviations),
    );
    expect(known.length).toBeGreaterThan(1_000);
    forAll([fc.array(fc.constantFrom(...known), { minLength: 1, maxLength: 8 })], words =>
      expect(normalise(words.join(' '))).toBe(words.join(' ')),
    );
  });

  it('leaves ordinary English and the names of code sets alone', () => {
    for (const text of [
      'there is a beautiful garden behind the house',
      'icd-10-cm, cpt and hcpcs',
      'constructor',
      'does everybody enjoy working evenings',
    ])
      expect(normalise(text)).toBe(text);
  });

  it('keeps every digit, in order, but those of short forms ("b4" is "before")', () => {
    forAll([fc.string({ unit: fc.constantFrom(...'0123456789,.$%k- xyz'.split('')), maxLength: 60 })], text => {
      expect(normalise(text).replace(/\D/g, '')).toBe(text.replace(/\D/g, ''));
    });
  });

  it('has single spaces, small letters and no control character, whatever it is made from', () => {
    forAll([fc.string({ unit: 'binary', maxLength: 200 })], text => {
      const normal = normalise(text);
      expect(normal).toBe(normal.trim());
      expect(normal).not.toMatch(/\s{2}|\p{Cc}/u);
    });
  });
});
