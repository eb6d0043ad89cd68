import type { Answer, Block, Part, Sentence } from '../domain/answer.js';

/** Marks go behind the fact and before the full stop: "a year [1]." */
const withMarks = (part: Part<number>): string => {
  if (part.marks.length === 0) return part.text;
  const marks = part.marks.map(n => `[${n}]`).join('');
  const [, text = part.text, end = ''] = /^([\s\S]*?)([.,;:!?]*)$/.exec(part.text) ?? [];
  return `${text} ${marks}${end}`;
};

/** How the coach's own words are set, where they are set apart from what guides say. */
type Own = (text: string) => string;

const sentenceText = (sentence: Sentence<number>, own: Own): string => {
  const text = sentence.parts.map(withMarks).join(' ');
  return sentence.parts.length > 0 && sentence.parts.every(part => part.from === 'coach') ? own(text) : text;
};

/** A mark that is the same as the next sentence's stands once, behind the last of them. */
const joinSentences = (sentences: readonly Sentence<number>[], own: Own): string =>
  sentences.map(sentence => sentenceText(sentence, own)).join(' ');

/** A cell stays in its column and on its line. */
const cellOf = (text: string): string => text.replaceAll('|', '\\|').replace(/\s*\n\s*/g, ' ');

const blockText = (block: Block<number>, own: Own): string => {
  switch (block.kind) {
    case 'paragraph':
      return joinSentences(block.sentences, own);
    case 'list':
      return block.items.map((item, at) => `${block.ordered ? `${at + 1}.` : '-'} ${joinSentences(item, own)}`).join('\n');
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

/**
 * An answer as Markdown, with marks like [1] behind the facts they support.
 *
 * @param own sets the sentences of the coach's own; as they are when not given
 */
export const answerToMarkdown = (answer: Pick<Answer, 'blocks'>, own: Own = text => text): string =>
  answer.blocks.map(block => blockText(block, own)).join('\n\n');
