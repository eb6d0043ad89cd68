import { describe, expect, it } from 'vitest';
import { readQuestion } from '../../src/coach/read-question.js';
import { useCoach } from '../support/shared-coach.js';

const coach = useCoach();

/** A question of each sort, as members ask them. */
const questions = [
  'what do coders make?',
  'CPC or CCS?',
  'how do I get from senior coder to supervisor?',
  'who issues the RHIT',
  'pay by level',
  'what is the exam fee for the CPC',
  'how fast is the field growing and do I need a degree?',
  'which code is a broken arm',
  'hello',
  'ccs?',
  'is the entry level saturated',
  'remote coder jobs for newbies??',
  'what about 5 years of experience, what would i make',
  'what does a CDI specialist do',
];

describe('the same question', () => {
  it('has the same answer twice', async () => {
    for (const question of questions) expect(await coach.ask(question), question).toEqual(await coach.ask(question));
  });

  it('has the same answer whatever was asked before it, and when many ask at once', async () => {
    const oneByOne = [];
    for (const question of questions) oneByOne.push(await coach.ask(question));
    expect(await Promise.all(questions.map(question => coach.ask(question)))).toEqual(oneByOne);
    const turned = questions.toReversed();
    const backwards = [];
    for (const question of turned) backwards.push(await coach.ask(question));
    expect(backwards.toReversed()).toEqual(oneByOne);
    const many = Array.from({ length: 28 }, (_, n) => n % questions.length);
    const answers = await Promise.all(many.map(n => coach.ask(questions[n] ?? '')));
    for (const [at, n] of many.entries()) expect(answers[at]).toEqual(oneByOne[n]);
  });

  it('keeps one conversation out of another', async () => {
    const history = [
      { role: 'user' as const, content: 'what does a coding manager earn?' },
      { role: 'assistant' as const, content: 'A coding manager earns $100k at the median.' },
    ];
    const alone = await coach.ask('and a director?');
    const [inTurn, apart] = await Promise.all([coach.ask('and a director?', history), coach.ask('and a director?')]);
    expect(apart).toEqual(alone);
    expect(await coach.ask('and a director?', history)).toEqual(inTurn);
  });
});

describe('a question that is called off', () => {
  it('is answered with "cancelled", and the next one is answered', async () => {
    const { coach: inner } = coach.opened();
    await expect(inner.ask(readQuestion('what do coders make?'), AbortSignal.abort())).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect((await coach.ask('what do coders make?')).outcome).toBe('answered');
  });
});
