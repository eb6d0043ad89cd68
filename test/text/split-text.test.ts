import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitText } from '../../src/text/split-text.js';
import { forAll } from '../support/for-all.js';

const words = (text: string): string => text.replace(/\s+/g, '');
const marksIn = (text: string): string[] => text.match(/\[\d+\]/g) ?? [];

const word = fc.stringMatching(/^[a-z]{1,12}$/);
const mark = fc.integer({ min: 1, max: 999 }).map(n => ` [${n}]`);
const bold = fc.array(word, { minLength: 1, maxLength: 3 }).map(parts => `**${parts.join(' ')}**`);
const phrase = fc
  .array(fc.oneof({ weight: 6, arbitrary: word }, bold), { minLength: 1, maxLength: 14 })
  .map(all => all.join(' '));
const sentence = fc.tuple(phrase, fc.array(mark, { maxLength: 3 })).map(([text, marks]) => `T${text}${marks.join('')}.`);
const paragraph = fc.array(sentence, { minLength: 1, maxLength: 8 }).map(all => all.join(' '));
const list = fc.array(sentence, { minLength: 1, maxLength: 6 }).map(all => all.map(one => `- ${one}`).join('\n'));
const prose = fc.array(fc.oneof(paragraph, list), { minLength: 1, maxLength: 6 }).map(all => all.join('\n\n'));
const limit = fc.integer({ min: 40, max: 400 });
/** Longer than any bold text above. */
const roomyLimit = limit.filter(most => most >= 60);

describe('text that is split under a length', () => {
  it('comes back as it is when it fits, and not at all when it is blank', () => {
    expect(splitText('A first.\n\n| a | b |', 40)).toEqual(['A first.\n\n| a | b |']);
    expect(splitText(' \n ', 40)).toEqual([]);
    expect(() => splitText('text', 39)).toThrow(RangeError);
  });

  it('is split at sentences, and between words only where a sentence is too long', () => {
    const text = 'Coders earn $50,250 a year [1]. Some earn more [2]. It depends on the setting [3].';
    expect(splitText(text, 60)).toEqual([
      'Coders earn $50,250 a year [1]. Some earn more [2].',
      'It depends on the setting [3].',
    ]);
    expect(splitText('one two three four five six seven eight nine ten eleven', 40)).toEqual([
      'one two three four five six seven eight',
      'nine ten eleven',
    ]);
  });

  it('keeps a mark with its sentence, also behind the full stop', () => {
    const text = `${'Coders earn a fair amount in most places. '.repeat(2)}[12] Then more follows here.`;
    for (let size = 40; size < text.length; size++) {
      for (const piece of splitText(text, size)) expect(piece).not.toMatch(/^\[/);
    }
  });

  it('keeps every word, every mark and the length, whatever the text and the limit', () => {
    forAll(
      [prose, roomyLimit],
      (text, most) => {
        const pieces = splitText(text, most);
        expect(words(pieces.join(''))).toBe(words(text));
        expect(pieces.flatMap(marksIn)).toEqual(marksIn(text));
        for (const piece of pieces) {
          expect(piece.length).toBeLessThanOrEqual(most);
          expect(piece.split('**').length % 2).toBe(1);
        }
      },
      { numRuns: 500 },
    );
  });

  it('holds the length for any text at all, and loses no letter of it', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 900 }),
      fc.string({ unit: 'binary', maxLength: 900 }),
      fc
        .array(fc.constantFrom('```', '|', '| a |', '|---|', '**', '[1]', '\n', '\n\n', ' ', 'word', 'A. B.', '🇬🇧', 'é'), {
          maxLength: 300,
        })
        .map(all => all.join('')),
    );
    forAll(
      [anything, limit],
      (text, most) => {
        const pieces = splitText(text, most);
        for (const piece of pieces) expect(piece.length).toBeLessThanOrEqual(most);
        // Fences and heads are said again in each piece; nothing is left out.
        const letters = (all: string): string[] => [...words(all)].filter(letter => !/[`~|:-]/.test(letter));
        expect(letters(pieces.join('')).length).toBeGreaterThanOrEqual(letters(text).length);
      },
      { numRuns: 500 },
    );
  });

  it('is never split inside a table: a long one becomes several with the same head', () => {
    const head = '| level | pay |\n| --- | --- |';
    const rows = Array.from({ length: 12 }, (_, at) => `| level ${at} | $${at}0,000 [${at + 1}] |`);
    forAll([limit.filter(most => most >= 70), prose], (most, before) => {
      const pieces = splitText(`${before}\n\n${head}\n${rows.join('\n')}\n\nAfter it.`, most);
      const shown = pieces.flatMap(piece => piece.split('\n').filter(line => line.startsWith('| level ')));
      expect(shown.filter(line => line !== '| level | pay |')).toEqual(rows);
      for (const piece of pieces) {
        if (!piece.includes('| level ')) continue;
        const lines = piece.split('\n').filter(line => line.startsWith('|'));
        expect(lines.slice(0, 2).join('\n')).toBe(head);
      }
    });
  });

  it('is never split inside code without closing and opening it', () => {
    const code = Array.from({ length: 20 }, (_, at) => `line ${at} of the code;`);
    forAll([limit], most => {
      const pieces = splitText(`Before.\n\`\`\`js\n${code.join('\n')}\n\`\`\`\nAfter it.`, most);
      expect(pieces.flatMap(piece => piece.split('\n').filter(line => line.startsWith('line ')))).toEqual(code);
      for (const piece of pieces) expect(piece.split('```').length % 2).toBe(1);
      expect(pieces.join('\n')).toMatch(/^Before\.[\s\S]*After it\.$/);
    });
  });

  it('does not tear links, mentions or what a reader sees as one letter', () => {
    const family = '👨‍👩‍👧‍👦';
    for (const whole of [
      '[a long link text](https://example.org/a)',
      '<https://example.org/a|a long text>',
      '`some code here`',
    ]) {
      const pieces = splitText(`${'word '.repeat(20)}${whole} ${'word '.repeat(20)}`, 50);
      expect(pieces.filter(piece => piece.includes(whole))).toHaveLength(1);
    }
    for (const piece of splitText(family.repeat(40), 40)) expect(piece.replaceAll(family, '')).toBe('');
  });
});
