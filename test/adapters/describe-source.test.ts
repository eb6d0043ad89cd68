import { describe, expect, it } from 'vitest';
import { agesOf } from '../../adapters/describe-source.js';
import type { Citation } from '../../src/domain/answer.js';

const citation = (section: string, quote: string, dataAsOf: string | null, published: string | null = null): Citation => ({
  n: 1,
  guide: 'a-guide',
  title: 'A guide',
  publisher: 'Somebody',
  section,
  quote,
  url: null,
  published,
  dataAsOf,
});
const several = 'BLS median May 2023; BLS projection 2022-2032; market view 2025; pay by level undated';

describe('the age behind a citation', () => {
  it.each([
    ['Median US pay and the pay range', 'The US median was $47,180 in May 2023.', 'BLS median May 2023', 'May 2023'],
    ['Pay by level', 'A coding manager has a US median of $100k.', 'pay by level undated', 'undated'],
    ['Job growth', 'Growth of 7 percent is projected.', 'BLS projection 2022-2032', '2022-2032'],
    ['The market now', 'The market for new coders is tight.', 'market view 2025', '2025'],
  ])('is that of the data it is about: %s', (section, quote, age, short) => {
    expect(agesOf(citation(section, quote, several))).toEqual([several, age, short]);
  });

  it('is not borrowed from data that a section has nothing of', () => {
    expect(agesOf(citation('Why CAHIIM accreditation matters', 'Accredited programs meet set standards.', several))[1]).toBe(
      'undated',
    );
    expect(agesOf(citation('Duties of a coding manager', 'Coding managers hire and train.', several, '2024'))[1]).toBe(
      'published 2024',
    );
    expect(
      agesOf(citation('Coding certification program length and cost', 'A program costs $2,000 to $5,000.', several))[1],
    ).toBe('undated');
    expect(agesOf(citation('Step 2: enroll in a program', 'Look for CPT and HCPCS Level II.', several))[1]).toBe('undated');
  });

  it('is the guide’s where the guide has but one', () => {
    expect(agesOf(citation('Duties', 'Coders code.', 'survey of 2024'))).toEqual(['survey of 2024', 'survey of 2024', '2024']);
    expect(agesOf(citation('Duties', 'Coders code.', null))).toEqual(['undated', 'undated', 'undated']);
  });
});
