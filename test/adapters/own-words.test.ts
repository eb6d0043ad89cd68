import pc from 'picocolors';
import { expect, it } from 'vitest';
import { renderAnswer } from '../../adapters/cli/render-answer.js';
import { bodyText } from '../../adapters/discord/render-text.js';
import { richTextOf } from '../../adapters/slack/render/rich-text.js';
import { createStreamParts } from '../../adapters/slack/render/stream-markdown.js';
import { answerToMarkdown } from '../../src/coach/answer-to-markdown.js';
import type { Answer, Block } from '../../src/domain/answer.js';

const block: Extract<Block<number>, { kind: 'paragraph' }> = {
  kind: 'paragraph',
  sentences: [
    { parts: [{ text: 'That is a *hard* result.', marks: [], from: 'coach' }] },
    { parts: [{ text: 'The pass rate is not given.', marks: [1] }] },
  ],
};
const answer: Answer = {
  outcome: 'answered',
  blocks: [block],
  citations: [],
  disagreements: [],
  suggestions: [],
  confidence: 0.9,
  writer: 'model',
  charts: [],
};

it('what the coach says by itself is in italics in a terminal with colours, and plain without', () => {
  const italic = renderAnswer(answer, { width: 90, colours: pc.createColors(true) });
  expect(italic).toContain('\u001b[3mThat is a *hard* result.\u001b[23m');
  expect(italic).not.toContain('\u001b[3mThe pass rate');
  expect(renderAnswer(answer, { width: 90, colours: pc.createColors(false) })).toContain(
    'That is a *hard* result. The pass rate is not given',
  );
});

it('it is in italics in Slack’s rich text and in its streams', () => {
  const [text] = richTextOf(block);
  expect(JSON.stringify(text)).toContain('{"type":"text","text":"That is a *hard* result.","style":{"italic":true}}');
  expect(JSON.stringify(text)).toContain('{"type":"text","text":" The pass rate is not given [1]."}');
  expect(createStreamParts()({ block, continues: false })).toEqual({
    markdown_text: '_That is a *hard* result._ The pass rate is not given [1].',
  });
});

it('it is in italics in Discord', () => {
  expect(bodyText(answer)).toContain('*That is a \\*hard\\* result.* The pass rate is not given [1].');
});

it('nothing of how it is set stands in the canonical text', () => {
  expect(answerToMarkdown(answer)).toBe('That is a *hard* result. The pass rate is not given [1].');
});
