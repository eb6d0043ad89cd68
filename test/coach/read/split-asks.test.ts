import { beforeAll, describe, expect, it } from 'vitest';
import { createReader, type Reader } from '../../../src/coach/read/read.js';
import { openFit } from '../../../src/open-fit.js';
import { useCoach } from '../../support/shared-coach.js';

describe('What a message asks', () => {
  const coach = useCoach();
  let reader: Reader;
  beforeAll(async () => {
    reader = createReader(coach.opened().base, (await openFit()).heads);
  });
  const typed = async (message: string): Promise<string[]> => (await reader.read(message, [])).asks.map(ask => ask.typed);
  const inFull = async (message: string): Promise<string[]> => (await reader.read(message, [])).asks.map(ask => ask.text);

  it.each([
    [
      'Wondering 1) if risk adjustment still grows and 2) whether it is hard to go back to CPT coding',
      ['if risk adjustment still grows', 'whether it is hard to go back to CPT coding'],
    ],
    ['a) do they drug test b) does a lapsed cert matter', ['do they drug test', 'does a lapsed cert matter']],
    ['is AI taking jobs\nwhich specialties are safest', ['is AI taking jobs', 'which specialties are safest']],
    ['how do i study for the ccs, what book is best', ['how do i study for the ccs', 'what book is best']],
    [
      'Not sure whether to tell my boss, or whether the exam allows extra time.',
      ['Not sure whether to tell my boss', 'whether the exam allows extra time.'],
    ],
    ['Best route to coding manager, and do I have to be on site?', ['Best route to coding manager', 'do I have to be on site?']],
    [
      'risk adjustment coders do what exactly? also what does it pay',
      ['risk adjustment coders do what exactly?', 'what does it pay'],
    ],
    ['explain ceus to me. and if i let my cert lapse do i retest', ['explain ceus to me.', 'if i let my cert lapse do i retest']],
    ['coder: pay, hours, and growth', ['pay?', 'hours?', 'growth?']],
  ])('“%s” is several things', async (message, asks) => {
    expect(await typed(message)).toEqual(asks);
  });

  it('finds two questions in a story of any length', async () => {
    const story = 'I left the ward after eleven years and my back is grateful. The kids are in school until three. ';
    const message = `${story.repeat(4)}Do coders work school hours? My sister swears by it. And how long is the course?`;
    expect(await typed(message)).toEqual(['Do coders work school hours?', 'how long is the course?']);
  });

  it.each([
    'CPC or CCS? which one?',
    'Help me pick: ortho, GI, or derm, for a first specialty',
    'Am I overthinking it? Nine versions of this resume by now. What do hiring managers want to see?',
    'remote? is that realistic for a newbie?',
    'Where do I look up salary by state and by credential?',
    'They said Friday. Should I follow up, or would that be pushy?',
    'I type fast and can sit for hours, is coding for me?',
    'It pays well, right? How do I start?',
    'what does a coder do, what does it pay, how do i start, is it remote and who hires?',
  ])('“%s” stays whole', async message => {
    expect(await inFull(message)).toEqual([message]);
  });

  it('gives a question that says little the topic of the one before, and what was told before it', async () => {
    expect(await inFull('thinking about auditing. does it pay more, and is it something i can do remote?')).toEqual([
      'thinking about auditing. does it pay more',
      'auditing more is it something i can do remote?',
    ]);
    expect(await inFull('is the CCS exam hard, and which online schools are any good?')).toEqual([
      'is the CCS exam hard',
      'which online schools are any good?',
    ]);
  });
});
