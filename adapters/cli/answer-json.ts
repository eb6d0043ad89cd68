import { answerToMarkdown } from '../../src/coach/answer-to-markdown.js';
import { type Answer, isAbstention } from '../../src/domain/answer.js';

/** The answer as the JSON contract has it. `ms` runs from question to answer, start-up excluded. */
export const answerToJson = (answer: Answer, ms: number, id?: string | number) => ({
  ...(id === undefined ? {} : { id }),
  answer: answerToMarkdown(answer),
  outcome: answer.outcome,
  abstained: isAbstention(answer.outcome),
  citations: answer.citations,
  disagreements: answer.disagreements,
  suggestions: answer.suggestions,
  ...(answer.followUp ? { followUp: { on: answer.followUp.on } } : {}),
  confidence: Math.round(answer.confidence * 100) / 100,
  writer: answer.writer,
  ...(answer.usage ? { usage: answer.usage } : {}),
  ms: Math.round(ms * 10) / 10,
});
