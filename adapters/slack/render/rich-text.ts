import type { RichTextBlock, RichTextElement, RichTextSection } from '@slack/types';
import { answerToMarkdown } from '../../../src/coach/answer-to-markdown.js';
import type { Block, Sentence } from '../../../src/domain/answer.js';
import { markOwn, piecesOf } from '../../own-words.js';
import { maxBlockText } from '../limits.js';
import { calmText } from './calm-text.js';

/*
 * Rich text is shown letter by letter: Slack reads no markup and no mention in it, so nothing has to be escaped and nothing can ping.
 */

type TextBlock = Exclude<Block<number>, { kind: 'table' }>;

/** `**strong**`, the coach's own words and plain text as elements; marks stay as they are. */
export const elementsOf = (markdown: string): RichTextElement[] =>
  piecesOf(calmText(markdown)).flatMap(({ text: piece, isOwn }) =>
    piece
      .split(/(\*\*[^*]+\*\*)/)
      .filter(Boolean)
      .map((text): RichTextElement => {
        const isStrong = text.startsWith('**') && text.endsWith('**') && text.length > 4;
        const style = { ...(isStrong ? { bold: true } : {}), ...(isOwn ? { italic: true } : {}) };
        return { type: 'text', text: isStrong ? text.slice(2, -2) : text, ...(isStrong || isOwn ? { style } : {}) };
      }),
  );

const sectionOf = (markdown: string): RichTextSection => ({ type: 'rich_text_section', elements: elementsOf(markdown) });

const textOf = (sentences: readonly Sentence<number>[]): string =>
  answerToMarkdown({ blocks: [{ kind: 'paragraph', sentences }] }, markOwn);

/** Texts joined up to a length; one that alone is longer is cut at words. */
const pack = (texts: readonly string[], length: number): string[] => {
  const packed: string[] = [];
  for (const text of texts.flatMap(each => cutAtWords(each, length))) {
    const last = packed.at(-1);
    if (last !== undefined && last.length + 1 + text.length <= length) packed[packed.length - 1] = `${last} ${text}`;
    else packed.push(text);
  }
  return packed;
};

const cutAtWords = (text: string, length: number): string[] => {
  if (text.length <= length) return [text];
  const space = text.lastIndexOf(' ', length);
  const at = space > length / 2 ? space : length - (/[\uD800-\uDBFF]/.test(text.charAt(length - 1)) ? 1 : 0);
  return [text.slice(0, at), ...cutAtWords(text.slice(at).trimStart(), length)];
};

const listOf = (style: 'ordered' | 'bullet', items: readonly string[], offset: number): RichTextBlock => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_list', style, elements: items.map(sectionOf), ...(offset > 0 ? { offset } : {}) }],
});

/** Paragraphs and lists as rich text blocks, none with more text than Slack takes in one, cut between sentences or items. */
export const richTextOf = (block: TextBlock): RichTextBlock[] => {
  switch (block.kind) {
    case 'paragraph':
      return pack(
        block.sentences.map(sentence => textOf([sentence])),
        maxBlockText,
      ).map(text => ({ type: 'rich_text', elements: [sectionOf(text)] }));
    case 'list': {
      const style = block.ordered ? 'ordered' : 'bullet';
      const lists: { items: string[]; from: number }[] = [];
      for (const [at, item] of block.items.flatMap(each => pack([textOf(each)], maxBlockText)).entries()) {
        const last = lists.at(-1);
        if (last && last.items.join('').length + item.length <= maxBlockText) last.items.push(item);
        else lists.push({ items: [item], from: at });
      }
      return lists.map(({ items, from }) => listOf(style, items, from));
    }
    default:
      return block satisfies never;
  }
};
