import type { KnownBlock, RichTextBlock, RichTextElement } from '@slack/types';
import { escapeText } from './calm-text.js';

/** A block with what it says in mrkdwn, for notifications, screen readers and wherever blocks are refused. */
export type Piece = { readonly block: KnownBlock; readonly text: string };

const mrkdwnOfElements = (elements: readonly RichTextElement[]): string =>
  elements
    .map(element => {
      if (element.type !== 'text') return '';
      const text = escapeText(element.text);
      const strong = element.style?.bold ? `*${text}*` : text;
      return element.style?.italic ? `_${strong}_` : strong;
    })
    .join('');

/** Rich text in mrkdwn: Slack's other way of writing the same. */
export const mrkdwnOf = (block: RichTextBlock): string =>
  block.elements
    .map(element => {
      switch (element.type) {
        case 'rich_text_list':
          return element.elements
            .map((item, at) => `${element.style === 'ordered' ? `${at + 1}.` : '•'} ${mrkdwnOfElements(item.elements)}`)
            .join('\n');
        case 'rich_text_preformatted':
          return `\`\`\`\n${mrkdwnOfElements(element.elements).replaceAll('```', "'''")}\n\`\`\``;
        default:
          return mrkdwnOfElements(element.elements);
      }
    })
    .join('\n');
