import type { KnownBlock, RichTextBlock, Block as SlackBlock } from '@slack/types';
import type { Answer, Block } from '../../../src/domain/answer.js';
import type { Chart } from '../../../src/domain/chart.js';
import { followingUpOn, nextQuestions } from '../../next-questions.js';
import { shorten } from '../../shorten.js';
import { maxAltText, maxBlockText, maxCharts, maxTables } from '../limits.js';
import type { RenderedMessage } from '../message.js';
import { calmText, escapeText } from './calm-text.js';
import { packMessages } from './pack-messages.js';
import { mrkdwnOf, type Piece } from './piece.js';
import { actionsOf, feedbackBlock, nextButtons, shareButton } from './render-buttons.js';
import { nativeChart } from './render-chart.js';
import { renderDisagreements, renderSources, smallLine } from './render-sources.js';
import { nativeTable, tableAsBlocks, tableAsText } from './render-table.js';
import { richTextOf } from './rich-text.js';
import { splitPlain } from './split-plain.js';

/** A chart that was uploaded as a picture, with the lines on its sources that stand in it. */
export type UploadedChart = { readonly fileId: string; readonly chart: Chart<number>; readonly sources?: readonly string[] };

export type RenderOptions = {
  /** `full` uses Slack's newest blocks; `simple` only those that every client and every kind of message takes. */
  readonly level: 'full' | 'simple';
  /** By which buttons find the answer again; without it there are no buttons. */
  readonly answerId?: string;
  /** Said above the answer: what was asked, where the answer stands apart from its question. What was declined is not repeated. */
  readonly above?: string;
  /** Offers to post a private answer to the channel. */
  readonly share?: boolean;
  readonly pictures?: readonly UploadedChart[];
  /** A streamed message has no text of its own, so that what a native chart shows is said beside it, for who cannot see it. */
  readonly isStreamed?: boolean;
};

/** A chart's words in small type are longer than any other line. */
const longestAlt = 1500;

/** Rich text as it is, or in sections for where rich text is refused: escaping makes text longer, so one may become two. */
const piecesOf = (block: RichTextBlock, level: RenderOptions['level']): Piece[] => {
  const text = mrkdwnOf(block);
  if (level === 'full') return [{ block, text }];
  return splitPlain(text, maxBlockText).map(part => ({
    block: { type: 'section', text: { type: 'mrkdwn', text: part, verbatim: true } },
    text: part,
  }));
};

/** The blocks of an answer. Slack takes one table in a message; those after it are written in letters. */
const renderBody = (blocks: readonly Block<number>[], level: RenderOptions['level']): Piece[] => {
  let tables = 0;
  return blocks.flatMap((block): Piece[] => {
    if (block.kind !== 'table') return richTextOf(block).flatMap(each => piecesOf(each, level));
    const native = level === 'full' && tables < maxTables ? nativeTable(block) : undefined;
    if (!native) return tableAsBlocks(block).flatMap(each => piecesOf(each, level));
    tables += 1;
    return [{ block: native, text: escapeText(tableAsText(block).text) }];
  });
};

/** @slack/types does not know the block, so it goes in as any block does. */
const asKnown = (block: SlackBlock): KnownBlock => block as KnownBlock;

/** Charts: Slack's own where it takes them, otherwise the uploaded picture; their words stand in the message's text both ways. */
const renderCharts = (answer: Answer, { level, pictures = [], isStreamed }: RenderOptions): Piece[] =>
  level === 'simple'
    ? []
    : answer.charts.slice(0, maxCharts).flatMap((chart): Piece[] => {
        const native = nativeChart(chart);
        if (native && isStreamed) return [{ block: asKnown(native), text: '' }, ...smallLine(chart.alt, longestAlt)];
        if (native) return [{ block: asKnown(native), text: escapeText(chart.alt) }];
        const picture = pictures.find(each => each.chart === chart);
        if (!picture) return [];
        const block: KnownBlock = {
          type: 'image',
          slack_file: { id: picture.fileId },
          alt_text: shorten(calmText(chart.alt), maxAltText),
          title: { type: 'plain_text', text: shorten(calmText(chart.title), maxAltText), emoji: false },
        };
        return [{ block, text: escapeText(chart.alt) }];
      });

/** What stands below an answer's words: charts, where the guides differ, the sources, what to ask next, and whether it helped. */
export const renderTail = (answer: Answer, options: RenderOptions): Piece[] => {
  const { level, share } = options;
  // What was declined is not for sharing, and there is no answer to go on from.
  const answerId = answer.outcome === 'declined' ? undefined : options.answerId;
  const buttons = answerId ? [...nextButtons(nextQuestions(answer)), ...(share ? [shareButton(answerId)] : [])] : [];
  const below: KnownBlock[] = [...actionsOf(buttons), ...(answerId ? [feedbackBlock(answerId, level === 'full')] : [])];
  const following = followingUpOn(answer);
  return [
    ...(following ? smallLine(following) : []),
    ...renderCharts(answer, options),
    ...renderDisagreements(answer),
    ...renderSources(answer),
    ...below.map((block): Piece => ({ block, text: '' })),
  ];
};

/** An answer as one message, or as several where it is longer than Slack takes in one. */
export const renderAnswer = (answer: Answer, options: RenderOptions): RenderedMessage[] =>
  packMessages([
    ...(options.above && answer.outcome !== 'declined' ? smallLine(options.above) : []),
    ...renderBody(answer.blocks, options.level),
    ...renderTail(answer, options),
  ]);
