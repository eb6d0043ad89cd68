import { WebAPIPlatformError } from '@slack/web-api';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxMessageText } from '../../../adapters/slack/limits.js';
import type { RenderedMessage, SlackMessage } from '../../../adapters/slack/message.js';
import { renderAnswer } from '../../../adapters/slack/render/render-answer.js';
import { nativeChart } from '../../../adapters/slack/render/render-chart.js';
import { sendInLevels } from '../../../adapters/slack/send/send-in-levels.js';
import type { Answer, Block, Part, Sentence } from '../../../src/domain/answer.js';
import type { Chart } from '../../../src/domain/chart.js';
import { runsOf } from '../../support/for-all.js';
import { checkBlocks } from '../../support/slack/block-rules.js';
import { readableText } from '../../support/slack/content.js';
import { pingsIn } from '../../support/slack/pings.js';

const words = fc.oneof(
  { weight: 5, arbitrary: fc.lorem({ maxCount: 20 }) },
  { weight: 1, arbitrary: fc.constantFrom('**$50,250** a year', '<!channel> & <b>', '@here', 'x'.repeat(4000), '```', '*_~`') },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }) },
);
const part: fc.Arbitrary<Part<number>> = fc.record({
  text: words,
  marks: fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 2 }),
});
const sentence: fc.Arbitrary<Sentence<number>> = fc.record({ parts: fc.array(part, { minLength: 1, maxLength: 3 }) });
const sentences = fc.array(sentence, { minLength: 1, maxLength: 8 });
const table: fc.Arbitrary<Block<number>> = fc
  .tuple(fc.integer({ min: 1, max: 24 }), fc.integer({ min: 0, max: 120 }))
  .chain(([width, height]) =>
    fc.record({
      kind: fc.constant('table' as const),
      header: fc.array(fc.lorem({ maxCount: 2 }), { minLength: width, maxLength: width }),
      rows: fc.array(fc.array(part, { minLength: width, maxLength: width }), { minLength: height, maxLength: height }),
    }),
  );
const block: fc.Arbitrary<Block<number>> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('paragraph' as const), sentences }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('list' as const),
      ordered: fc.boolean(),
      items: fc.array(sentences, { minLength: 1, maxLength: 12 }),
    }),
  },
  { weight: 1, arbitrary: table },
);

const citation = (n: number, url: string | null = null) => ({
  n,
  guide: 'resumegeni-path',
  title: 'Medical Coder Career Path Guide',
  publisher: 'Resume Geni',
  section: 'Pay by percentile & <level>',
  dataAsOf: 'BLS wage data, year not stated',
  published: null,
  url,
  quote: 'The median is $50,250.',
});

const points = ['Junior', 'Senior', 'Lead'].map((label, at) => ({
  label,
  value: 40_000 + at * 10_000,
  text: `$${40 + at * 10}k`,
  marks: [1],
}));
const chart: Chart<number> = {
  kind: 'bar',
  title: 'US pay by level',
  unit: 'USD',
  series: [
    { name: 'Median: US, Himalayas', points },
    { name: 'Average: US, Himalayas', points },
  ],
  alt: 'US pay by level: Junior $40k, Senior $50k, Lead $60k.',
};

const answerOf = (blocks: readonly Block<number>[], more: Partial<Answer> = {}): Answer => ({
  outcome: 'answered',
  blocks,
  citations: [citation(1), citation(2, 'https://example.org/guide?a=1&b=2')],
  disagreements: [
    {
      topic: 'median pay',
      values: [
        { value: '$50,250', citation: 1 },
        { value: '$47,180', citation: 2 },
      ],
      note: 'One gives no year.',
    },
  ],
  suggestions: ['What moves a coder’s pay the most?', 'How long is training?', 'q'.repeat(90)],
  confidence: 0.9,
  writer: 'extractive',
  charts: [chart],
  ...more,
});
const said = (text: string): Block<number> => ({ kind: 'paragraph', sentences: [{ parts: [{ text, marks: [1] }] }] });
const textOf = (messages: readonly SlackMessage[]): string =>
  messages.map(({ text, blocks = [] }) => readableText({ text, blocks })).join('\n');

describe('an answer in Slack', () => {
  it('keeps to every limit and pings nobody, whatever it holds and at either level', () => {
    fc.assert(
      fc.property(
        fc.array(block, { minLength: 1, maxLength: 12 }),
        fc.constantFrom('full' as const, 'simple' as const),
        (blocks, level) => {
          const messages = renderAnswer(answerOf(blocks), {
            level,
            answerId: 'answer-1',
            share: true,
            above: 'You asked: <!here>',
          });
          expect(messages.length).toBeGreaterThan(0);
          for (const { text, blocks: rendered } of messages) {
            expect(checkBlocks(rendered, 'message')).not.toHaveProperty('error');
            expect(text.length).toBeLessThanOrEqual(maxMessageText);
            expect(pingsIn([text, rendered])).toEqual([]);
          }
        },
      ),
      { numRuns: runsOf(80) },
    );
  }, 60_000);

  it('loses no sentence, however long the answer is', () => {
    const sentences = Array.from(
      { length: 300 },
      (_, at) => `Sentence number ${at} tells one thing about coding careers and no more`,
    );
    const messages = renderAnswer(
      answerOf([{ kind: 'paragraph', sentences: sentences.map(text => ({ parts: [{ text, marks: [1] }] })) }]),
      { level: 'full', answerId: 'a' },
    );
    expect(messages.length).toBeGreaterThan(1);
    for (const text of sentences) expect(textOf(messages)).toContain(`${text} [1]`);
  });

  it('folds its sources into one context line each, with the age of their data', () => {
    const [message] = renderAnswer(answerOf([said('The median is $50,250.')]), { level: 'full' });
    const contexts = message?.blocks?.filter(({ type }) => type === 'context') ?? [];
    expect(JSON.stringify(contexts)).toContain(
      '[1] Resume Geni, “Pay by percentile &amp; &lt;level&gt;” (BLS wage data, year not stated)',
    );
    expect(JSON.stringify(contexts)).toContain('<https://example.org/guide?a=1&amp;b=2|Resume Geni>');
  });

  it('notes a disagreement that it does not tell, and none that it does', () => {
    const note = 'The guides differ on median pay: $50,250 [1]; $47,180 [2]. One gives no year.';
    expect(textOf(renderAnswer(answerOf([said('The median is $50,250.')]), { level: 'full' }))).toContain(note);
    expect(textOf(renderAnswer(answerOf([said('It is $50,250 or $47,180.')]), { level: 'full' }))).not.toContain('differ on');
  });

  it('offers three questions, sharing and feedback as buttons that find the answer again', () => {
    const [message] = renderAnswer(answerOf([said('Yes.')]), { level: 'full', answerId: 'answer-7', share: true });
    const values = JSON.stringify(message?.blocks?.filter(({ type }) => /actions/.test(type)));
    for (const value of ['How long is training?', 'answer-7', 'helpful:answer-7', 'unhelpful:answer-7'])
      expect(values).toContain(`"${value}"`);
    expect(renderAnswer(answerOf([said('Yes.')]), { level: 'full' })[0]?.blocks?.some(({ type }) => /actions/.test(type))).toBe(
      false,
    );
  });

  it('shows its first table as Slack’s own with amounts to the right, and the next in letters', () => {
    const pay: Block<number> = {
      kind: 'table',
      header: ['Level', 'Median'],
      rows: [
        [
          { text: 'Junior', marks: [] },
          { text: '**$42k**', marks: [3] },
        ],
      ],
    };
    const [message] = renderAnswer(answerOf([pay, pay], { charts: [] }), { level: 'full' });
    const native = message?.blocks?.filter(block => block.type === 'table') ?? [];
    expect(native).toHaveLength(1);
    expect(native[0]).toMatchObject({ column_settings: [{ is_wrapped: true }, { is_wrapped: true, align: 'right' }] });
    expect(JSON.stringify(message?.blocks)).toContain('Level   Median\\nJunior  $42k [3]');
    expect(message?.text).toContain('Level   Median\nJunior  $42k [3]');
  });
});

describe('a chart', () => {
  it('is Slack’s own where Slack takes it, names shortened to what tells the series apart', () => {
    const native = nativeChart(chart);
    expect(native).toMatchObject({
      title: 'US pay by level: US, Himalayas',
      chart: { series: [{ name: 'Median' }, { name: 'Average' }] },
    });
    expect(checkBlocks([native], 'message')).not.toHaveProperty('error');
  });

  it('is left to a picture where Slack would refuse it: long labels, a missing point, a range, another unit', () => {
    const [first, ...others] = points;
    if (!first) throw new Error('there are points');
    const withPoints = (changed: Chart<number>['series'][number]['points'], unit?: string): Chart<number> => ({
      ...chart,
      series: [
        { name: 'Median', points: changed, ...(unit ? { unit } : {}) },
        { name: 'Average', points },
      ],
    });
    for (const wrong of [
      withPoints([{ ...first, label: 'Director of Medical Coding' }, ...others]),
      withPoints(others),
      withPoints([{ ...first, low: 1, high: 2 }, ...others]),
      withPoints(points, 'GBP'),
      { ...chart, title: 'T'.repeat(60) },
    ])
      expect(nativeChart(wrong)).toBeUndefined();
  });

  it('carries its words as alt text of a picture, and in the message’s text both ways', () => {
    const wide = { ...chart, title: 'T'.repeat(60) };
    const answer = answerOf([said('Yes.')], { charts: [wide] });
    const [shown] = renderAnswer(answer, { level: 'full', pictures: [{ fileId: 'F1', chart: wide }] });
    expect(shown?.blocks).toContainEqual(
      expect.objectContaining({ type: 'image', slack_file: { id: 'F1' }, alt_text: chart.alt }),
    );
    expect(shown?.text).toContain(chart.alt);
    expect(renderAnswer(answerOf([said('Yes.')]), { level: 'full' })[0]?.text).toContain(chart.alt);
  });
});

describe('an answer whose blocks are refused', () => {
  const refusal = (error: string) => new WebAPIPlatformError({ ok: false, error });
  const levels = (level: 'full' | 'simple'): RenderedMessage[] =>
    renderAnswer(answerOf([said('The median is $50,250.')]), { level, answerId: 'a' });

  it('goes out with plainer blocks, then as text, and each time as a whole', async () => {
    for (const [accepts, blocks] of [
      [(message: SlackMessage) => !JSON.stringify(message).includes('rich_text'), true],
      [(message: SlackMessage) => !message.blocks, false],
    ] as const) {
      const sent: SlackMessage[] = [];
      await sendInLevels(
        levels,
        async message => {
          if (!accepts(message)) throw refusal('invalid_blocks');
          sent.push(message);
        },
        () => undefined,
      );
      expect(sent).toHaveLength(1);
      expect(textOf(sent)).toContain('The median is $50,250 [1].');
      expect(textOf(sent)).toContain('Resume Geni');
      expect(Boolean(sent[0]?.blocks)).toBe(blocks);
    }
  });

  it('loses no sentence as text either, however many messages that takes', async () => {
    const long = Array.from({ length: 200 }, (_, at) => `Sentence number ${at} tells one thing about coding careers and no more`);
    const answer = answerOf([{ kind: 'paragraph', sentences: long.map(text => ({ parts: [{ text, marks: [1] }] })) }]);
    const sent: string[] = [];
    await sendInLevels(
      level => renderAnswer(answer, { level }),
      async ({ text, blocks }) => {
        if (blocks) throw refusal('msg_blocks_too_long');
        sent.push(text);
      },
      () => undefined,
    );
    expect(Math.max(...sent.map(text => text.length))).toBeLessThanOrEqual(maxMessageText);
    for (const text of long) expect(sent.filter(each => each.includes(`${text} [1]`))).toHaveLength(1);
  });

  it('is not tried again after any other refusal', async () => {
    let tries = 0;
    const send = async (): Promise<void> => {
      tries += 1;
      throw refusal('is_archived');
    };
    await expect(sendInLevels(levels, send, () => undefined)).rejects.toThrow('is_archived');
    expect(tries).toBe(1);
  });
});

describe('a paragraph whose letters Slack wants escaped, in plain sections', () => {
  it('loses no word and no mark', () => {
    const texts = Array.from({ length: 60 }, (_, at) => `Rule ${at} is about E&M & R&D & Q&A & P&L of a site in its year.`);
    const answer: Answer = {
      outcome: 'answered',
      blocks: [{ kind: 'paragraph', sentences: texts.map(text => ({ parts: [{ text, marks: [1] }] })) }],
      citations: [],
      disagreements: [],
      suggestions: [],
      confidence: 1,
      writer: 'extractive',
      charts: [],
    };
    const messages = renderAnswer(answer, { level: 'simple' });
    const shown = messages.flatMap(({ blocks }) => blocks.map(block => JSON.stringify(block))).join(' ');
    for (const text of texts) expect(shown).toContain(`${text.replaceAll('&', '&amp;').slice(0, -1)}`);
    for (const { blocks } of messages) expect(checkBlocks(blocks, 'message')).not.toHaveProperty('error');
  });
});
