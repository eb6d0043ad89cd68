import type { Answer, Block, Part, Sentence } from '../domain/answer.js';

/** Marks go behind the fact and before the full stop: "a year [1]." */
const withMarks = (part: Part<number>): string => {
  if (part.marks.length === 0) return part.text;
  const marks = part.marks.map(n => `[${n}]`).join('');
  const [, text = part.text, end = ''] = /^([\s\S]*?)([.,;:!?]*)$/.exec(part.text) ?? [];
  return `${text} ${marks}${end}`;
};

const sentenceText = (sentence: Sentence<number>): string => sentence.parts.map(withMarks).join(' ');

/** A mark that is the same as the next sentence's stands once, behind the last of them. */
const joinSentences = (sentences: readonly Sentence<number>[]): string => sentences.map(sentenceText).join(' ');

/** A cell stays in its column and on its line. */
const cellOf = (text: string): string => text.replaceAll('|', '\\|').replace(/\s*\n\s*/g, ' ');

const blockText = (block: Block<number>): string => {
  switch (block.kind) {
    case 'paragraph':
      return joinSentences(block.sentences);
    case 'list':
      return block.items.map((item, at) => `${block.ordered ? `${at + 1}.` : '-'} ${joinSentences(item)}`).join('\n');
    case 'table': {
      const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
      return [
        row(block.header.map(cellOf)),
        row(block.header.map(() => '---')),
        ...block.rows.map(cells => row(cells.map(cell => cellOf(withMarks(cell))))),
      ].join('\n');
    }
    default:
      return block satisfies never;
  }
};

/** An answer as Markdown, with marks like [1] behind the facts they support. */
export const answerToMarkdown = (answer: Pick<Answer, 'blocks'>): string => answer.blocks.map(blockText).join('\n\n');
