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
    ['Coders earn well [7], and often [9].', [7, 9]],
    ['```\n[7]\n```', [7]],
    ['<think>[3] or [4]?</think>[7]', [7]],
    ['Sure, here are the lines:\n[7]', [7]],
  ])('%j chooses %j', (reply, expected) => expect(numbers(reply)).toEqual(expected));

  it.each(['none of it', 'Coders of 2023', '[seven]', 'in 5 years (5 years)', '[1(2'])('%j chooses nothing', reply =>
    expect(numbers(reply)).toEqual([]),
  );

  it.each(['NONE', 'none.', '**NONE**', '"NONE"', '```\nNONE\n```'])('%j says that nothing answers', reply =>
    expect(read(reply)).toEqual([{ kind: 'none', part: undefined }]),
  );

  it('says which of several questions nothing answers', () => expect(read('NONE 2')).toEqual([{ kind: 'none', part: 2 }]));

  it('is the model’s own without a mark', () =>
    expect(read('It depends:\n\n- On the other side:')).toEqual([
      { kind: 'own', text: 'It depends:' },
      { kind: 'break' },
      { kind: 'own', text: 'On the other side:' },
    ]));

  it('counts by its marks alone where it was cut off', () => {
    expect(read('[7]\nAsk your', 3, false)).toEqual([{ kind: 'marks', numbers: [7] }]);
    expect(read('[7][9', 3, false)).toEqual([{ kind: 'marks', numbers: [7] }]);
  });

  it('is the same however the reply is cut', () =>
    forAll(
      [
        fc.array(fc.constantFrom('[7]', '(8)', ' ', '\n', '<think>', '</think>', 'Yes:', '【9】', '`', 'é', '['), {
          maxLength: 20,
        }),
        fc.integer({ min: 1, max: 9 }),
      ],
      (pieces, size) => expect(read(pieces.join(''), size)).toEqual(read(pieces.join(''))),
    ));
});
