import { answerToMarkdown } from '../../../../../src/coach/answer-to-markdown.js';
import type { Answer } from '../../../../../src/domain/answer.js';
import { describeSource } from '../../../../describe-source.js';

/** A question with its answer and sources, as Markdown for a message or a note. */
export const copiedText = (question: string, answer: Answer): string => {
  const sources = answer.citations.map(
    citation => `${citation.n}. ${describeSource(citation)}${citation.url ? ` ${citation.url}` : ''}`,
  );
  return [`**${question}**`, answerToMarkdown(answer), ...(sources.length > 0 ? [`Sources:\n\n${sources.join('\n')}`] : [])].join(
    '\n\n',
  );
};
