import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { isAbstention } from '../../src/domain/answer.js';
import { partsOfBlock } from '../../src/domain/drafting.js';
import { type JudgmentRow, judgmentSchema } from '../../src/domain/judgment.js';
import { markOfSentence } from '../../src/knowledge/read-judgments.js';
import { someOf } from '../support/for-all.js';
import { useModelCoach } from '../support/model-coach.js';
import { numberedIn } from '../support/numbered.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';

const { server, open } = useModelCoach(useTemporaryFolder());

/** Messages that a strong reader judged. None of their writers stands in the pack, and nothing was fitted on them. */
const judged = readFileSync('test/evaluation/reading/judged.jsonl', 'utf8')
  .split('\n')
  .filter(Boolean)
  .map(line => judgmentSchema.parse(JSON.parse(line)))
  .filter(row => row.asks.length > 0);

it('a model that chooses as a strong reader does has what helps shown first, and its silence kept', async () => {
  const coach = await open();
  const textOf = new Map(
    [...coach.base.passages.values()].flatMap(({ id, sentences }) =>
      sentences.map(text => [markOfSentence(id, text), text] as const),
    ),
  );
  const textsOf = (marks: readonly string[]): string[] => marks.flatMap(mark => textOf.get(mark) ?? []);
  const helps = (row: JudgmentRow, text: string): boolean => textsOf([...row.best, ...row.useful]).includes(text);
  const cases = someOf(judged, 4);
  const beside: string[] = [];
  const told: string[] = [];
  for (const row of cases) {
    server().chat(call => {
      const offered = numberedIn(call.prompt);
      const wanted = textsOf([...row.best, ...row.useful]).flatMap(text => offered.find(line => line.text === text)?.n ?? []);
      return { kind: 'text', content: row.none || wanted.length === 0 ? 'NONE' : `[${wanted.slice(0, 4).join('][')}]` };
    });
    const answer = await coach.ask(row.message);
    const first = answer.blocks.flatMap(partsOfBlock).find(part => part.marks.length > 0)?.text ?? '';
    if (row.none ? !isAbstention(answer.outcome) : !helps(row, first)) (row.none ? told : beside).push(row.message);
  }
  const [silent, answerable] = [cases.filter(row => row.none), cases.filter(row => !row.none)];
  expect(beside.length, beside.join('\n')).toBeLessThanOrEqual(0.05 * answerable.length);
  expect(told.length, told.join('\n')).toBeLessThanOrEqual(0.05 * silent.length);
});
