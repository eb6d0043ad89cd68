import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { componentCount, plainTextLength } from '../../../adapters/discord/limits.js';
import { type MessageBody, renderMessages } from '../../../adapters/discord/render-messages.js';
import type { Answer, Block, Citation } from '../../../src/domain/answer.js';
import { flatten, problemsOfMessage } from '../../support/discord/check-message.js';
import { textOf } from '../../support/discord/read-message.js';
import { runsOf } from '../../support/for-all.js';

const citation = (n: number): Citation => ({
  n,
  guide: 'guide',
  title: 'Medical Coder Career Guide',
  publisher: 'Resume Geni',
  section: 'Pay by percentile',
  dataAsOf: 'BLS wage data, year not stated',
  published: null,
  url: null,
  quote: 'The median is $50,250.',
});

const answerOf = (blocks: readonly Block<number>[], more: Partial<Answer> = {}): Answer => ({
  outcome: 'answered',
  blocks,
  citations: [citation(1)],
  disagreements: [],
  suggestions: ['What moves a coder’s pay the most?', 'How long is training?', 'Who issues the CCS?'],
  confidence: 1,
  writer: 'extractive',
  charts: [],
  ...more,
});

const paragraph = (...texts: string[]): Block<number> => ({
  kind: 'paragraph',
  sentences: texts.map(text => ({ parts: [{ text, marks: [1] }] })),
});

const render = (answer: Answer, offers = { share: true, thread: true }) =>
  renderMessages(answer, {
    answerId: '0f7c6a3e-5c0e-4f43-9f3e-0d6c9c1f4a11',
    offers,
    pictures: [{ name: 'chart-1.png', png: Buffer.from('png'), alt: 'Pay' }],
  });

const problemsOf = ({ components, content, flags, files }: MessageBody): string[] =>
  problemsOfMessage(
    { components, content, flags },
    files.map(file => file.name ?? ''),
  );

const longSentence = 'A coder with three years of experience and solid accuracy earns around the median of $50,250 a year.';

describe('an answer as messages', () => {
  it('stands within every limit, whatever its length, in both forms', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 400 });
    const block: fc.Arbitrary<Block<number>> = fc.oneof(
      fc.array(text, { minLength: 1, maxLength: 12 }).map(texts => paragraph(...texts)),
      fc.array(text, { minLength: 1, maxLength: 12 }).map(texts => ({
        kind: 'list' as const,
        ordered: false,
        items: texts.map(one => [{ parts: [{ text: one, marks: [1] }] }]),
      })),
      fc.array(fc.tuple(text, text, text), { minLength: 1, maxLength: 12 }).map(rows => ({
        kind: 'table' as const,
        header: ['', 'CPC', 'CCS'],
        rows: rows.map(row => row.map(cell => ({ text: cell, marks: [1] }))),
      })),
    );
    fc.assert(
      fc.property(fc.array(block, { minLength: 1, maxLength: 8 }), blocks => {
        const { components, plain } = render(answerOf(blocks));
        for (const body of [...components, ...plain]) expect(problemsOf(body)).toEqual([]);
        for (const body of components)
          expect(flatten(body.components as Parameters<typeof flatten>[0]).length).toBeLessThan(componentCount);
        for (const body of plain) expect(body.content?.length).toBeLessThanOrEqual(plainTextLength);
      }),
      { numRuns: runsOf(150) },
    );
  });

  it('is one message when it fits, with sources below and buttons last', () => {
    const { components } = render(answerOf([paragraph(longSentence)]));
    expect(components).toHaveLength(1);
    const [body] = components;
    expect(body?.components.map(component => component.type)).toEqual([10, 12, 14, 10, 1, 1]);
    expect(textOf({ components: body?.components })).toContain('-# [1] Resume Geni, “Pay by percentile”');
  });

  it('is split at sentences, each mark whole, and has its buttons once, at the end', () => {
    const { components, plain } = render(
      answerOf(Array.from({ length: 60 }, (_, at) => paragraph(`${at}: ${longSentence}`, longSentence))),
    );
    expect(components.length).toBeGreaterThan(2);
    expect(plain.length).toBeGreaterThan(4);
    for (const bodies of [components, plain]) {
      expect(bodies.map(body => body.components.some(component => component.type === 1))).toEqual(
        bodies.map((_, at) => at === bodies.length - 1),
      );
      for (const body of bodies.slice(0, -2))
        expect(textOf({ components: body.components, content: body.content })).toMatch(/a year \[1\]\.$/);
    }
  });

  it('keeps a table and a code block in one piece', () => {
    const table: Block<number> = {
      kind: 'table',
      header: ['Level', 'Pay'],
      rows: ['Junior', 'Senior', 'Lead'].map(level => [
        { text: level, marks: [] },
        { text: '$65k', marks: [1] },
      ]),
    };
    const { plain } = render(
      answerOf([...Array.from({ length: 18 }, () => paragraph(longSentence)), table, paragraph(longSentence)]),
    );
    for (const body of plain) expect((body.content?.split('```').length ?? 1) % 2).toBe(1);
    expect(plain.some(body => /```\nLevel.*[\s\S]*Lead {2,}\$65k \[1\]\n```/.test(body.content ?? ''))).toBe(true);
  });

  it('has no buttons when the question was declined', () => {
    const { components, plain } = render(answerOf([paragraph('I don’t pick codes.')], { outcome: 'declined', citations: [] }));
    for (const body of [...components, ...plain]) expect(body.components.some(component => component.type === 1)).toBe(false);
  });

  it('says where the guides differ when the answer does not', () => {
    const disagreements = [
      {
        topic: 'median annual pay',
        values: [
          { value: '$50,250', citation: 1 },
          { value: '$47,180', citation: 1 },
        ],
        note: 'No guide says why.',
      },
    ];
    const [body] = render(answerOf([paragraph('Pay differs.')], { disagreements })).components;
    expect(textOf({ components: body?.components })).toContain(
      '> The guides differ on median annual pay: $50,250 [1]; $47,180 [1].',
    );
  });
});
