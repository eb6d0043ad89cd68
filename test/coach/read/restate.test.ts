import { beforeAll, describe, expect, it } from 'vitest';
import { createNamesIn, type NamesIn } from '../../../src/coach/read/names-in.js';
import { restate } from '../../../src/coach/read/restate.js';
import { compilePackOrThrow } from '../../../src/knowledge/compile-pack.js';
import { readPackFiles } from '../../../src/knowledge/pack-files.js';

const folder = 'knowledge/medical-coding';

describe('A follow-up said in full', () => {
  let namesIn: NamesIn;
  beforeAll(async () => {
    namesIn = createNamesIn(compilePackOrThrow(await readPackFiles(folder), folder));
  });

  it.each([
    ['and a director?', 'whats a coding manager make', 'whats a director make'],
    ['uk?', 'germany salary for coders', 'uk salary for coders'],
    ['75th', '25th percentile pay?', '75th percentile pay'],
    ['and inpatient?', 'best first credential for outpatient', 'best first credential for inpatient'],
    ['no, not the cca, the ccs-p', 'who issues the cca', 'who issues the ccs p'],
  ])('“%s” after “%s”: another of a kind takes its place', (text, before, whole) => {
    expect(restate(text, before, namesIn)).toBe(whole);
  });

  it('goes with what was named before when it asks its own thing', () => {
    expect(restate('which is harder?', 'is the cpc or ccs better for getting hired', namesIn)).toBe('which is harder? cpc ccs');
  });

  it.each([
    ['and the average rather than the median?', 'lead coder pay?', 'and the average rather than the median? lead coder lead'],
    [
      'does that need a degree or certain experience',
      'cdi specialist',
      'does that need a degree or certain experience cdi specialist',
    ],
    [
      'and for outpatient surgery',
      'reasonable productivity standard for charts',
      'and for outpatient surgery reasonable productivity standard charts',
    ],
    ['no i meant outpatient', 'which is harder, cpc or ccs', 'no i meant outpatient harder cpc ccs'],
  ])('“%s” after “%s”: of what it asks goes without saying', (text, before, whole) => {
    expect(restate(text, before, namesIn)).toBe(whole);
  });

  it('goes with the whole of what was asked when it says nothing by itself', () => {
    expect(restate('why?', 'is coding stressful', namesIn)).toBe('why? coding stressful');
    expect(restate('how much', 'how long does training take', namesIn)).toContain('how much');
  });

  it.each([
    ['going back to the cca, who issues it', 'do coders ever talk to patients'],
    ['whats cdi', 'how many openings a year'],
    ['and who issues the cpc?', 'who issues the ccs?'],
    ['wait go back, i meant the mid level positions', 'what does a coding manager do'],
    ['my husband lost his warehouse job and we are thinking hard about school loans for me', 'cdi specialist'],
    ['fine. what does coder 2 pay', 'how does coder 2 differ from coder 1'],
  ])('“%s” comes back as it is', (text, before) => {
    expect(restate(text, before, namesIn)).toBe(text);
  });
});
