import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerToMarkdown } from '../../src/coach/answer-to-markdown.js';
import { numberMarks } from '../../src/coach/number-marks.js';
import type { Block } from '../../src/domain/answer.js';
import { paragraph, partsOfBlock, sentence, sentenceOf } from '../../src/domain/drafting.js';
import { compilePackOrThrow } from '../../src/knowledge/compile-pack.js';
import { forAll } from '../support/for-all.js';
import { smallPackFiles } from '../support/small-pack.js';

const pack = compilePackOrThrow(smallPackFiles(), 'small');
const passages = new Map(pack.passages.map(passage => [passage.id, passage]));
const guides = new Map(pack.guides.map(guide => [guide.id, guide]));
const number = (...blocks: readonly Block<string>[]) => numberMarks(blocks, passages, guides);
const [median, level, growth] = ['pay-guide#median-pay', 'pay-guide#pay-by-level', 'pay-guide#job-growth'] as const;

const mark = fc.constantFrom(...passages.keys(), 'nowhere#at-all');
const part = fc.record({ text: fc.string({ unit: 'grapheme' }), marks: fc.array(mark, { maxLength: 3 }) });
const someSentence = fc.array(part, { minLength: 1, maxLength: 3 }).map(parts => ({ parts }));
const block: fc.Arbitrary<Block<string>> = fc.oneof(
  fc.array(someSentence, { minLength: 1, maxLength: 3 }).map(sentences => ({ kind: 'paragraph' as const, sentences })),
  fc
    .tuple(fc.boolean(), fc.array(fc.array(someSentence, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 3 }))
    .map(([ordered, items]) => ({ kind: 'list' as const, ordered, items })),
  fc
    .array(fc.tuple(part, part), { minLength: 1, maxLength: 3 })
    .map(rows => ({ kind: 'table' as const, header: ['a', 'b'], rows })),
);

describe('numbered marks', () => {
  it('count from 1 in reading order, each with a citation, however often a passage is cited', () => {
    forAll([fc.array(block, { maxLength: 4 })], blocks => {
      const { blocks: numbered, citations, numberOf } = number(...blocks);
      expect(citations.map(citation => citation.n)).toEqual(citations.map((_, at) => at + 1));
      const marks = numbered.flatMap(partsOfBlock).flatMap(one => one.marks);
      expect([...new Set(marks)]).toEqual(citations.map(citation => citation.n));
      expect([...numberOf.values()]).toEqual(citations.map(citation => citation.n));
      expect(numbered.flatMap(partsOfBlock).map(one => one.text)).toEqual(blocks.flatMap(partsOfBlock).map(one => one.text));
    });
  });

  it('cite guide, section, age and the sentences that support', () => {
    const { citations } = number(
      paragraph(sentence('The median pay for coders is $50,250 a year.', median), sentence('Employment grows 8%.', growth)),
    );
    expect(citations).toHaveLength(2);
    expect(citations[0]).toMatchObject({
      n: 1,
      guide: 'pay-guide',
      title: 'The pay guide',
      publisher: 'Test Press',
      section: 'Median pay',
      dataAsOf: 'survey of 2024',
      published: '2025',
      url: null,
    });
    expect(citations[0]?.quote).toContain('$50,250');
    expect(citations[1]?.quote).toContain('8%');
    expect(number(paragraph(sentence('A first job.', 'ladder-guide#junior-level'))).citations[0]).toMatchObject({
      dataAsOf: null,
      published: null,
    });
  });

  it('leave out a passage that does not exist, rather than a number without a citation', () => {
    const { blocks, citations } = number(paragraph(sentenceOf({ text: 'Said.', marks: ['nowhere#at-all', median, median] })));
    expect(blocks).toEqual([{ kind: 'paragraph', sentences: [{ parts: [{ text: 'Said.', marks: [1] }] }] }]);
    expect(citations).toHaveLength(1);
  });
});

describe('an answer as Markdown', () => {
  const markdown = (...blocks: readonly Block<string>[]): string => answerToMarkdown(number(...blocks));

  it('has marks behind the fact and before the full stop', () => {
    expect(
      markdown(
        paragraph(sentence('The median is $50,250.', median), sentence('Is it? It is!', level, median), sentence('No mark.')),
      ),
    ).toBe('The median is $50,250 [1]. Is it? It is [2][1]! No mark.');
  });

  it('has parts of a sentence each with its own mark', () => {
    expect(
      markdown(paragraph(sentenceOf({ text: 'One says $50,250,', marks: [median] }, { text: 'another 8%.', marks: [growth] }))),
    ).toBe('One says $50,250 [1], another 8% [2].');
  });

  it('has lists and paragraphs apart', () => {
    expect(
      markdown(paragraph(sentence('Steps:')), {
        kind: 'list',
        ordered: true,
        items: [[sentence('First.', median)], [sentence('Second.'), sentence('More.')]],
      }),
    ).toBe('Steps:\n\n1. First [1].\n2. Second. More.');
    expect(markdown({ kind: 'list', ordered: false, items: [[sentence('One.')], [sentence('Two.')]] })).toBe('- One.\n- Two.');
  });

  it('has a table whose cells cannot break out of it', () => {
    const table: Block<string> = {
      kind: 'table',
      header: ['Level | rung', 'Pay'],
      rows: [
        [
          { text: 'a|b', marks: [] },
          { text: '$42k', marks: [level] },
        ],
        [
          { text: 'two\nlines', marks: [] },
          { text: '', marks: [] },
        ],
      ],
    };
    expect(markdown(table)).toBe('| Level \\| rung | Pay |\n| --- | --- |\n| a\\|b | $42k [1] |\n| two lines |  |');
    forAll([fc.array(fc.tuple(part, part), { minLength: 1, maxLength: 4 })], rows => {
      const lines = markdown({ kind: 'table', header: ['a', 'b'], rows }).split('\n');
      expect(lines).toHaveLength(rows.length + 2);
      for (const line of lines) expect(line.replaceAll('\\|', '').split('|')).toHaveLength(4);
    });
  });

  it('is empty for no blocks', () => expect(answerToMarkdown({ blocks: [] })).toBe(''));
});
