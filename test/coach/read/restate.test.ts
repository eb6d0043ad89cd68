import { beforeAll, describe, expect, it } from 'vitest';
import { createNamesIn, type NamesIn } from '../../../src/coach/read/names-in.js';
import { createRestater, namesAnother, saidAlone } from '../../../src/coach/read/restate.js';
import { compilePackOrThrow } from '../../../src/knowledge/compile-pack.js';
import { readPackFiles } from '../../../src/knowledge/pack-files.js';

const folder = 'knowledge/medical-coding';

describe('A follow-up said in full', () => {
  let namesIn: NamesIn;
  /** What the last of some turns asks, each leaning on the one before it. */
  let restate: (...turns: string[]) => string;
  beforeAll(async () => {
    const pack = compilePackOrThrow(await readPackFiles(folder), folder);
    namesIn = createNamesIn(pack);
    const inFull = createRestater(namesIn, pack.vocabulary.attributes);
    restate = (...turns) => turns.slice(1).reduce((said, text) => inFull(text, said), saidAlone(turns[0] ?? '')).question;
  });

  it.each([
    ['and a director?', 'whats a coding manager make', 'whats a director make'],
    ['uk?', 'germany salary for coders', 'uk salary for coders'],
    ['ok what about the cca', 'how much is the ccs exam', 'how much is the cca'],
    ['how about a director?', 'whats a coding manager make', 'whats a director make'],
    ['75th', '25th percentile pay?', '75th percentile pay'],
    ['and inpatient?', 'best first credential for outpatient', 'best first credential for inpatient'],
    ['no, not the cca, the ccs-p', 'who issues the cca', 'who issues the ccs p'],
    ['no, cdi i meant', 'what does the crc stand for', 'what does the cdi stand for'],
    [
      'no no, i meant the mid level titles',
      'which titles are entry level',
      'which titles are mid level no no, i meant the mid level titles',
    ],
    ['i meant the day job, not as a consultant', 'what does an auditor do', 'what does an auditor do i meant the day job'],
  ])('“%s” after “%s”: another takes its place', (text, before, whole) => {
    expect(restate(before, text)).toBe(whole);
  });

  it.each([
    ['which is harder?', 'cpc or ccs', 'cpc ccs which is harder?'],
    ['how much', 'how long does training take', 'training how much'],
    ['and the pay?', 'what does an auditor do all day', 'auditor all day and the pay?'],
    ['why?', 'is coding stressful', 'coding stressful why?'],
  ])('“%s” after “%s” asks another thing of the same topic', (text, before, whole) => {
    expect(restate(before, text)).toBe(whole);
  });

  it.each([
    ['its for the rhit mainly', 'how do i study for the exam'],
    ['i already did 3 yrs of claims btw', 'how long is the course'],
    ['oh and im in idaho', 'what do new coders make'],
    ['part time i mean', 'is there a course nearby'],
  ])('“%s” goes on with “%s”', (text, before) => {
    expect(restate(before, text)).toBe(`${before} ${text}`);
  });

  it('asks of the topic that stands, not of what was asked of it in between', () => {
    expect(restate('how do i become a supervisor', 'how many yrs usually', 'and the money')).toBe(
      'become supervisor and the money',
    );
    expect(restate('whats a manager make', 'and a director?', 'do i need a degree for that')).toBe(
      'director make do i need a degree for that',
    );
  });

  it('is another of a kind only where it names one', () => {
    expect(namesAnother('director?', 'how much does a coding manager make', namesIn)).toBe(true);
    expect(namesAnother('director?', 'is coding stressful', namesIn)).toBe(false);
    expect(namesAnother('what does a director do', 'how much does a coding manager make', namesIn)).toBe(false);
  });
});
