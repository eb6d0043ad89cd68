import { beforeAll, describe, expect, it } from 'vitest';
import { createWordTagger } from '../../src/backends/compromise-word-tagger.js';
import { createMaySay } from '../../src/coach/model/may-say.js';
import { type LineHead, readLineHead } from '../../src/coach/read/heads.js';
import type { WordTagger } from '../../src/contracts/word-tagger.js';
import { useCoach } from '../support/shared-coach.js';
import { type OwnLine, ownLines } from './lines.js';

const coach = useCoach();
const checked = ownLines('checked');
const unseen = ownLines('unseen');
let head: LineHead;
let tagsOf: WordTagger;
beforeAll(async () => {
  [head, tagsOf] = await Promise.all([readLineHead('models/own-lines.json'), createWordTagger()]);
});

/** Lines that may be said beside a sentence that names nothing. */
const said = async (all: readonly OwnLine[], before = '', fitted = head): Promise<string[]> => {
  const maySay = createMaySay(coach.opened().base, { head: fitted, tagsOf });
  const kept: string[] = [];
  for (const { question, line } of all)
    if (await maySay(`${before}${line}`, { question, chosen: '' })) kept.push(`${question} | ${line}`);
  return kept;
};

describe('a line of a model’s own', () => {
  it.each([
    ['that it was fitted on', checked, 0.9],
    ['that it has not seen', unseen, 0.72],
  ])('is said where it is an opening, a link, a next step or a question back, among lines %s', async (_, { harmless }, least) => {
    const kept = await said(harmless);
    const lost = harmless.map(({ question, line }) => `${question} | ${line}`).filter(line => !kept.includes(line));
    expect(kept.length / harmless.length, lost.join('\n')).toBeGreaterThanOrEqual(least);
  });

  it('is left out where it states something, among lines that only its thresholds were set by', async () => {
    const shown = await said(unseen.lies);
    expect(shown).toEqual([]);
  });

  it.each([
    'Plan on one year.',
    'Plan on five or ten years.',
    'Ask for double what you have now.',
    'Send two dozen messages this week.',
    'Pick a dozen postings and mark what they share.',
    'Could you live on the forty a year?',
    'Speak with somebody at optum.',
    'Ask people in ohio.',
  ])('is left out where it counts, or names somebody in small letters: “%s”', async line => {
    expect(await said([{ question: 'do i need a degree?', line, harmless: false }])).toEqual([]);
  });

  const befores = [
    ...[
      '',
      'Yes: ',
      'In short, ',
      'It depends: ',
      "I'm sorry to hear that. ",
      'Good question: ',
      'Next: ',
      '- ',
      'Ask: ',
      'For you: ',
    ],
    ...[
      'Could it be that ',
      'What about this: ',
      'Check that ',
      'Remember that ',
      'Do you know that ',
      'Have you heard that ',
      'Ask whether ',
    ],
  ];

  it.each(befores)('is left out where it states something, behind "%s" too', async before => {
    expect(await said(checked.lies, before)).toEqual([]);
  });

  it.each([
    ['What do coders make?', 'Coders at Optum often ask about this.'],
    ['What do coders make?', 'Ask about the $90,000 that you could make.'],
    ['What do coders make?', 'Ask for ninety thousand.'],
    ['cpc or ccs?', 'Have you thought about the CIC?'],
    ['cpc or ccs?', 'Ask @everyone about evil.example today.'],
    ['cpc or ccs?', 'First the sentence that answers best.'],
  ])('brings up no name, no figure, no address and no instructions: to "%s", "%s"', async (question, line) => {
    const certain = { ...head, weights: {}, bias: 9 };
    expect(await said([{ question, line, harmless: false }], '', certain)).toEqual([]);
  });

  it('is said in the coach’s own words alone where vectors are not those that it was fitted on', async () => {
    const lines = ['It depends:', 'Speak to somebody who’s been there.', 'That sounds like a draining place to spend your days.'];
    const other = { ...head, embedder: 'another' };
    const kept = await said(
      lines.map(line => ({ question: 'is it worth it', line, harmless: true })),
      '',
      other,
    );
    expect(kept).toEqual(lines.slice(0, 2).map(line => `is it worth it | ${line}`));
  });
});
