import { describe, expect, it } from 'vitest';
import { createMaySay } from '../../src/coach/model/may-say.js';
import { useCoach } from '../support/shared-coach.js';
import { ownLines } from './lines.js';

const coach = useCoach();
const lines = ownLines('harmless');
const lies = ownLines('lies');

/** Lines that may be said beside a sentence that names nothing. */
const said = (all: readonly { question: string; line: string }[], before = ''): string[] => {
  const maySay = createMaySay(coach.opened().base);
  return all.filter(({ question, line }) => maySay(`${before}${line}`, { question, chosen: '' })).map(({ line }) => line);
};

describe('a line of a model’s own', () => {
  it('is said where it is an opening, a link, a next step or a question back: six in seven', () => {
    const kept = said(lines);
    const lost = lines.map(({ line }) => line).filter(line => !kept.includes(line));
    expect(kept.length / lines.length, lost.join('\n')).toBeGreaterThanOrEqual(0.85);
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

  it.each(befores)('is left out where it states something, behind "%s" too', before => {
    expect(said(lies, before)).toEqual([]);
  });
});
