import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLineReader, type Line } from '../../src/coach/model/read-lines.js';
import { forAll } from '../support/for-all.js';

const read = (reply: string, size = reply.length || 1, complete = true): Line[] => {
  const reader = createLineReader();
  const pieces = reply.match(new RegExp(`[\\s\\S]{1,${size}}`, 'g')) ?? [];
  return [...pieces.flatMap(piece => reader.push(piece)), ...reader.end(complete)];
};
const numbers = (reply: string): number[] => read(reply).flatMap(line => (line.kind === 'marks' ? line.numbers : []));

describe('a line of a reply', () => {
  it.each([
    ['[7]', [7]],
    ['[7][9]', [7, 9]],
    ['[7] [9].', [7, 9]],
    ['[7, 9]', [7, 9]],
    ['[7; 9 and 12]', [7, 9, 12]],
    ['[7-9]', [7, 8, 9]],
    ['(7)', [7]],
    ['[n=7]', [7]],
    ['[n="7"]', [7]],
    ['[sentence 7]', [7]],
    ['【7】', [7]],
    ['【7†source】', [7]],
    ['\\[7\\]', [7]],
    ['**[7]**', [7]],
    ['`[7]`', [7]],
    ['- [7]', [7]],
    ['1. [7]', [7]],
    ['> [7]', [7]],
    ['### [7]', [7]],
    ['7, 9', [7, 9]],
    ['- 7', [7]],
    ['1. 7\n2. 9', [7, 9]],
    ['7 9', [7, 9]],
    ['7 and 9', [7, 9]],
    ['7-9', [7, 8, 9]],
    ['[7 9]', [7, 9]],
    ['[7/9]', [7, 9]],
    ['[\n  7,\n  9\n]', [7, 9]],
    ['["7",\n"9"]', [7, 9]],
    ['Sentence 7', [7]],
    ['Sentence 7 answers it.', [7]],
    ['Sentences 7 and 9 answer it.', [7, 9]],
    ['7. The CCS is the more rigorous.', [7]],
    ['It depends:\n7. The CCS is harder.\n12) So is the CPC.', [7, 12]],
    ['<code>[7]</code>', [7]],
    ['<pre>\n[7]\n</pre>', [7]],
    ['(see 7)', [7]],
    ['Coders earn well [7], and often [9].', [7, 9]],
    ['```\n[7]\n```', [7]],
    ['<think>[3] or [4]?</think>[7]', [7]],
    ['Sure, here are the lines:\n[7]', [7]],
  ])('%j chooses %j', (reply, expected) => expect(numbers(reply)).toEqual(expected));

  it.each([
    ...[
      'none of it',
      'Coders of 2023',
      '[seven]',
      'in 5 years (5 years)',
      '[1(2',
      'Ask on day one (day 2).',
      'At your age (age 30)?',
    ],
    ...['1. Ask your employer.\n2. Ask a friend.', '7. The CCS is harder.\nNONE', '7. Maybe.\n</think>\nAsk a friend.'],
  ])('%j chooses nothing', reply => expect(numbers(reply)).toEqual([]));

  it.each(['NONE', 'none.', '**NONE**', '"NONE"', '```\nNONE\n```', '[NONE]', '(NONE)', '- NONE', '<code>NONE</code>'])(
    '%j says that nothing answers',
    reply => expect(read(reply)).toEqual([{ kind: 'none', parts: [] }]),
  );

  it.each([
    'NONE - no sentence gives fees.',
    'NONE: the guides give no fees.',
    'NONE: 2 sentences come near.',
    'NONE (2023 data)',
  ])('%j says so with a reason', reply => expect(read(reply)).toEqual([{ kind: 'none', parts: [] }]));

  it.each([
    ['NONE 2', [2]],
    ['NONE [2]', [2]],
    ['NONE (2)', [2]],
    ['NONE: 2', [2]],
    ['NONE 2 - no sentence gives fees.', [2]],
    ['NONE 1, 2', [1, 2]],
    ['NONE 1 and 2.', [1, 2]],
    ['2. NONE', [2]],
    ['[2]: NONE', [2]],
  ])('%j says which of several questions nothing answers', (reply, parts) =>
    expect(read(reply)).toEqual([{ kind: 'none', parts }]),
  );

  it('is the model’s own without a mark', () =>
    expect(read('It depends:\n\n- On the other side:')).toEqual([
      { kind: 'own', text: 'It depends:' },
      { kind: 'break' },
      { kind: 'own', text: 'On the other side:' },
    ]));

  it('counts by its marks alone where it was cut off', () => {
    expect(read('[7]\nAsk your', 3, false)).toEqual([{ kind: 'marks', numbers: [7] }]);
    expect(read('[7][9', 3, false)).toEqual([{ kind: 'marks', numbers: [7] }]);
    // Half of 12, maybe.
    for (const half of ['1', 'Sentence 1', 'NONE 1'])
      expect(read(`[7]\n${half}`, 3, false)).toEqual([{ kind: 'marks', numbers: [7] }]);
  });

  it('is read at once, however odd it is', () => {
    const started = performance.now();
    for (const odd of ['(7  ', '7 , ', 'sentence 7 ', '[n = ', '1. ', 'NONE 1 and ']) numbers(`${odd.repeat(2_000)}x`);
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  it('is the same however the reply is cut', () =>
    forAll(
      [
        fc.array(
          fc.constantFrom('[7]', '(8)', ' ', '\n', '<think>', '</think>', 'Yes:', '7. ', 'NONE', 'and', '【9】', '`', 'é', '['),
          {
            maxLength: 20,
          },
        ),
        fc.integer({ min: 1, max: 9 }),
      ],
      (pieces, size) => expect(read(pieces.join(''), size)).toEqual(read(pieces.join(''))),
    ));
});
