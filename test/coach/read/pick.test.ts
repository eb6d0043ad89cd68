import { describe, expect, it } from 'vitest';
import { pickOf } from '../../../src/coach/read/pick.js';

const offered = ['What does a coding auditor do?', 'Is medical coding stressful?', 'What do coders earn in Canada?'];

describe('A pick from what was offered', () => {
  it.each([
    ['1', 0],
    ['2.', 1],
    ['#3', 2],
    ['the second one', 1],
    ['the first', 0],
    ['option 3', 2],
    ['number two please', 1],
    ['yes please', 0],
    ['Yes', 0],
    ['canada', 2],
    ['stressful', 1],
  ])('“%s”', (text, at) => {
    expect(pickOf(text, offered)).toBe(offered[at]);
  });

  it.each([
    '4',
    'what about 2 years experience',
    'thanks',
    'job',
    '2 years in, what now',
    'and the other one?',
    'best paid one',
    '2 yrs',
    'yes but how long does it take',
    '',
  ])('“%s” is none', text => {
    expect(pickOf(text, offered)).toBeUndefined();
  });

  it('is none where nothing was offered', () => {
    expect(pickOf('1', [])).toBeUndefined();
  });
});
