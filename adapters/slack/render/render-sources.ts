import type { ContextBlock } from '@slack/types';
import type { Answer, Citation } from '../../../src/domain/answer.js';
import { addressOf, describeDisagreement, describeSource, sourceOf, untoldDisagreements } from '../../describe-source.js';
import { shorten } from '../../shorten.js';
import { maxContextElements } from '../limits.js';
import { escapeText } from './calm-text.js';
import type { Piece } from './piece.js';

/** Small type is read in lines, not pages. */
const longestLine = 400;
const longestElement = 1900;

/** `[1] Guild Survey, “Pay by percentile” (wage data, year not stated)`, its source a link where the guide has an address. */
const sourceLine = (citation: Citation): string => {
  const line = shorten(describeSource(citation), longestLine);
  const name = sourceOf(citation);
  const address = addressOf(citation);
  const linked =
    address && line.startsWith(name)
      ? `<${address.replaceAll('&', '&amp;')}|${escapeText(name)}>${escapeText(line.slice(name.length))}`
      : escapeText(line);
  return `[${citation.n}] ${linked}`;
};

/** Lines as context, joined until an element is full. Lines beyond Slack's ten elements would take some 19,000 characters. */
const contextOf = (lines: readonly string[]): Piece[] => {
  const elements: string[] = [];
  for (const line of lines) {
    const last = elements.at(-1);
    if (last !== undefined && last.length + 1 + line.length <= longestElement) elements[elements.length - 1] = `${last}\n${line}`;
    else elements.push(line);
  }
  const shown = elements.slice(0, maxContextElements);
  if (shown.length === 0) return [];
  const block: ContextBlock = { type: 'context', elements: shown.map(text => ({ type: 'mrkdwn', text, verbatim: true })) };
  return [{ block, text: shown.join('\n') }];
};

/** What the answer stands on, folded into small type, one line a source with the age of its data. */
export const renderSources = ({ citations }: Pick<Answer, 'citations'>): Piece[] => contextOf(citations.map(sourceLine));

/** Where the guides differ and the answer does not say so itself, with the reason if a guide gives one. */
export const renderDisagreements = (answer: Pick<Answer, 'blocks' | 'disagreements'>): Piece[] =>
  contextOf(
    untoldDisagreements(answer).map(item =>
      escapeText(shorten([describeDisagreement(item), item.note].filter(Boolean).join(' '), longestLine)),
    ),
  );

/** One small line above an answer or below it. */
export const smallLine = (text: string, length = longestLine): Piece[] => contextOf([escapeText(shorten(text, length))]);
