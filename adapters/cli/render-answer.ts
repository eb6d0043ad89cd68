import { answerToMarkdown } from '../../src/coach/answer-to-markdown.js';
import type { Answer, Block, Part, Sentence } from '../../src/domain/answer.js';
import { cleanLine } from '../../src/text/clean-text.js';
import { describeDisagreement, untoldDisagreements } from '../describe-source.js';
import { followingUpOn, type NextQuestion, nextQuestions } from '../next-questions.js';
import { markOwn, setOwn } from '../own-words.js';
import type { Look } from './look.js';
import { foldCitation } from './render-citation.js';
import { renderTable } from './render-table.js';
import { styleInline, wrapText } from './wrap-text.js';

/** Sentences as clean Markdown: the canonical rendering places the marks, here as everywhere. */
const textOf = (sentences: readonly Sentence<number>[]): string =>
  cleanLine(answerToMarkdown({ blocks: [{ kind: 'paragraph', sentences }] }, markOwn));

const styled = (sentences: readonly Sentence<number>[], look: Look): string =>
  setOwn(
    textOf(sentences),
    text => look.colours.italic(styleInline(text, look)),
    text => styleInline(text, look),
  );

const cellText = (part: Part<number>): string =>
  setOwn(
    textOf([{ parts: [part] }]),
    text => text,
    text => text,
  );

const renderBlock = (block: Block<number>, look: Look): string => {
  switch (block.kind) {
    case 'paragraph':
      return wrapText(styled(block.sentences, look), look.width);
    case 'list':
      return block.items
        .map((item, at) => {
          const bullet = block.ordered ? `${at + 1}. ` : '- ';
          return `${bullet}${wrapText(styled(item, look), look.width, ' '.repeat(bullet.length))}`;
        })
        .join('\n');
    case 'table':
      return renderTable(
        block.header.map(cleanLine),
        block.rows.map(row => row.map(cellText)),
        look,
      );
    default:
      return block satisfies never;
  }
};

const renderNext = (questions: readonly NextQuestion[], look: Look): string =>
  ['Ask next:', ...questions.map(({ label }, at) => `  ${at + 1}. ${wrapText(cleanLine(label), look.width, '     ')}`)].join(
    '\n',
  );

/** An answer for a terminal: what is said, where the guides differ, one line a citation, and what to ask next. */
export const renderAnswer = (answer: Answer, look: Look): string => {
  const [following, next] = [followingUpOn(answer), nextQuestions(answer)];
  return [
    following ? look.colours.dim(wrapText(cleanLine(following), look.width)) : '',
    ...answer.blocks.map(block => renderBlock(block, look)),
    untoldDisagreements(answer)
      .map(disagreement => wrapText(look.colours.yellow(describeDisagreement(disagreement)), look.width, '  '))
      .join('\n'),
    answer.citations.map(citation => foldCitation(citation, look)).join('\n'),
    next.length > 0 ? renderNext(next, look) : '',
  ]
    .filter(Boolean)
    .join('\n\n');
};
