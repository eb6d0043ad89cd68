import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Answer, isAbstention } from '../../src/domain/answer.js';
import { partsOfBlock } from '../../src/domain/drafting.js';
import { passageText } from '../../src/domain/passage.js';
import { figuresIn } from '../../src/text/figures.js';
import { slugOf } from '../../src/text/slug.js';
import { someOf } from '../support/for-all.js';
import { eachOf } from '../support/hostile.js';
import { useCoach } from '../support/shared-coach.js';
import { expectValidAnswer } from '../support/valid-answer.js';
import { caseSchema, type EvaluationCase, score } from './score.js';

const folder = import.meta.dirname;
const casesOf = (file: string) =>
  readFileSync(join(folder, file), 'utf8')
    .split('\n')
    .filter(line => line.trim())
    .map(line => caseSchema.parse(JSON.parse(line)));
const files = readdirSync(folder).filter(name => name.endsWith('.jsonl'));

/** Questions that come together are embedded together, which takes half the time. */
const atOnce = 8;
/** One question in so many is asked twice. */
const askedAgain = 4;

type Answered = { readonly file: string; readonly item: EvaluationCase; readonly answer: Answer & { text: string } };

describe('Over every evaluation question', () => {
  const coach = useCoach();
  const answered: Answered[] = [];
  const unstable: string[] = [];

  // Each is asked once for all that is looked at below.
  beforeAll(async () => {
    // What answers are scored on is asked whole.
    const cases = files.flatMap(file => someOf(casesOf(file), file === 'dev.jsonl' ? 1 : 3).map(item => ({ file, item })));
    await eachOf(cases, atOnce, async ({ file, item }, at) => {
      const answer = await coach.ask(item.question, item.history);
      answered.push({ file, item, answer });
      if (at % askedAgain > 0) return;
      const again = await coach.ask(item.question, item.history);
      if (JSON.stringify(answer) !== JSON.stringify(again)) unstable.push(item.id);
    });
  }, 240_000);

  it('every figure in an answer stands in a passage that it cites', () => {
    const { passages } = coach.opened().base;
    const unsupported: string[] = [];
    for (const { item, answer } of answered) {
      for (const part of answer.blocks.flatMap(partsOfBlock)) {
        const cited = part.marks.map(mark => {
          const citation = answer.citations.find(one => one.n === mark);
          return citation && passages.get(`${citation.guide}#${slugOf(citation.section)}`);
        });
        const known = new Set(
          cited.flatMap(passage =>
            passage ? figuresIn(`${passage.section}. ${passageText(passage)}`).map(figure => figure.value) : [],
          ),
        );
        for (const figure of figuresIn(part.text)) {
          // A part that a mark does not support may repeat the asker's own words ("on “charts per hour”"), never a figure of pay.
          if (!known.has(figure.value) && (part.marks.length > 0 || figure.unit !== 'number'))
            unsupported.push(`${item.id}: ${figure.raw} in "${part.text}"`);
        }
      }
    }
    expect(unsupported).toEqual([]);
  });

  it('the same question gives the same answer', () => {
    expect(unstable).toEqual([]);
  });

  it('what it said can be read again: none of it is taken for a patient’s', () => {
    const { redact } = coach.opened();
    expect(answered.filter(({ answer }) => redact(answer.text) === undefined).map(({ item }) => item.id)).toEqual([]);
  });

  it('every answer is well-formed', () => {
    for (const { answer } of answered) expectValidAnswer(answer);
  });

  it('nothing wrong is said, and answers stay as good as they were', () => {
    const scored = answered
      .filter(({ file }) => file === 'dev.jsonl')
      .map(({ item, answer }) =>
        score(item, {
          answer: answer.text,
          abstained: isAbstention(answer.outcome),
          outcome: answer.outcome,
          citations: answer.citations,
        }),
      );
    expect(scored.filter(result => result.faults.some(fault => fault.startsWith('says'))).map(result => result.item.id)).toEqual(
      [],
    );
    expect(scored.filter(result => result.faults.length === 0).length / scored.length).toBeGreaterThan(0.74);
  });

  it('every suggestion is a question that the pack answers', async () => {
    const refused: string[] = [];
    for (const suggestion of coach.opened().base.pack.info.suggestions) {
      const answer = await coach.ask(suggestion);
      if (answer.outcome !== 'answered') refused.push(`${suggestion} (${answer.outcome})`);
    }
    expect(refused).toEqual([]);
  }, 60_000);
});
