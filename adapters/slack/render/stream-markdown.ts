import type { AnyChunk } from '@slack/types';
import { answerToMarkdown } from '../../../src/coach/answer-to-markdown.js';
import type { Block } from '../../../src/domain/answer.js';
import type { AnswerEvent } from '../../../src/domain/answer-event.js';
import { markOwn, setOwn } from '../../own-words.js';
import { maxTables } from '../limits.js';
import { escapeText } from './calm-text.js';
import { nativeTable, tableAsText } from './render-table.js';

export type StreamPiece = Pick<Extract<AnswerEvent, { kind: 'piece' }>, 'block' | 'continues'>;

/** What to append to a stream: text that may wait until there is more of it, or chunks that go out at once. */
export type StreamPart = { readonly markdown_text: string } | { readonly chunks: AnyChunk[] };

/** A table in letters, for a stream's Markdown knows none. */
const tableText = (table: Extract<Block<number>, { kind: 'table' }>): string => {
  const { text, aligned } = tableAsText(table);
  return aligned ? `\`\`\`\n${text.replaceAll('```', "'''")}\n\`\`\`` : text.replaceAll(/^/gm, '- ');
};

/** Puts pieces one behind the other, as the whole answer reads. */
export const createStreamParts = () => {
  let empty = true;
  let items = 0;
  let tables = 0;
  return ({ block, continues }: StreamPiece): StreamPart => {
    items = continues ? items + 1 : 1;
    const between = empty ? '' : !continues ? '\n\n' : block.kind === 'list' ? '\n' : ' ';
    empty = false;
    if (block.kind === 'table') {
      const native = tables < maxTables ? nativeTable(block) : undefined;
      tables += 1;
      return native ? { chunks: [{ type: 'blocks', blocks: [native] }] } : { markdown_text: between + tableText(block) };
    }
    const markdown = answerToMarkdown({ blocks: [block] }, markOwn);
    const numbered = block.kind === 'list' && block.ordered ? markdown.replace(/^\d+\./, `${items}.`) : markdown;
    return {
      markdown_text:
        between +
        setOwn(
          escapeText(numbered),
          text => `_${text}_`,
          text => text,
        ),
    };
  };
};
