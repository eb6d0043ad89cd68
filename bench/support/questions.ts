import { readFile } from 'node:fs/promises';
import { caseSchema, type EvaluationCase } from '../../test/evaluation/score.js';

const unseenFiles = ['held-out', 'people'] as const;
const seenFiles = ['dev'] as const;
type QuestionFile = (typeof unseenFiles)[number] | (typeof seenFiles)[number];

/** Questions of the evaluation by file. Benches count the held-out ones and never print them. */
export const readQuestions = async (...names: readonly QuestionFile[]): Promise<EvaluationCase[]> => {
  const texts = await Promise.all(
    names.map(name => readFile(new URL(`../../test/evaluation/${name}.jsonl`, import.meta.url), 'utf8')),
  );
  return texts.flatMap(text =>
    text
      .split('\n')
      .filter(line => line.trim())
      .map(line => caseSchema.parse(JSON.parse(line))),
  );
};

/** Questions that retrieval alone can be judged by: the guides answer them, and they stand alone. */
const judgeable = (item: EvaluationCase): boolean =>
  !item.abstain && item.history.length === 0 && item.must.length > 0 && item.sources.length > 0;

/** The two sets that retrieval is measured on: unseen, and those that the coach was tuned with. */
export type QuestionSets = { readonly heldOut: readonly EvaluationCase[]; readonly seen: readonly EvaluationCase[] };
export const setNames = {
  heldOut: 'held-out questions, never tuned on',
  seen: 'dev questions, looked at while building',
} as const;

export const readQuestionSets = async (): Promise<QuestionSets> => ({
  heldOut: (await readQuestions(...unseenFiles)).filter(judgeable),
  seen: (await readQuestions(...seenFiles)).filter(judgeable),
});
