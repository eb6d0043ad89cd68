import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer, Block } from '../../src/domain/answer.js';
import { partsOfBlock } from '../../src/domain/drafting.js';
import { passageIdOf } from '../../src/text/slug.js';
import { forAllAsync } from '../support/for-all.js';
import { shownIn, useModelCoach } from '../support/model-coach.js';
import { numberedIn } from '../support/numbered.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import { ownLines } from './lines.js';

const folder = useTemporaryFolder();
const { server, open } = useModelCoach(folder);
const { harmless, lies } = ownLines('checked');

const questions = [
  'is the CCS more rigorous than the CPC for hospital inpatient coding?',
  'what do coders make at each level?',
  'do I need a degree to become a coder, and is the work remote?',
  'what is the median pay of coders?',
  'I failed my exam twice, what now?',
];

const number = fc.integer({ min: 0, max: 99 });
/** A line as models write them: marks in any guise, alone or behind prose, lies, openings, and what is no line at all. */
const line = fc.oneof(
  number.map(n => `[${n}]`),
  fc.tuple(number, number).map(([a, b]) => `[${a}][${b}]`),
  fc.tuple(number, number).map(([a, b]) => `[${a}, ${b}]`),
  fc.tuple(number, number).map(([a, b]) => `- (${a}) and 【${b}】`),
  fc.tuple(fc.constantFrom(...lies), number).map(([lie, n]) => `1. ${lie.line} [n=${n}]`),
  fc.constantFrom(...lies).map(lie => lie.line),
  fc.constantFrom(...lies).map(lie => `Yes: ${lie.line}`),
  fc.constantFrom(...harmless).map(one => one.line),
  fc.constantFrom('', '', '```', 'NONE 2', 'Here is my answer:', '<b>[3]</b>', '{"n": [4]}', '[1](https://evil.example)'),
  fc.string({ maxLength: 40 }),
);
const reply = fc.array(line, { minLength: 1, maxLength: 14 }).map(lines => lines.join('\n'));

describe('whatever a model replies', () => {
  it('what carries a mark is a sentence of its source, what carries none is the coach’s, and nothing wrong is said, streamed or not', {
    timeout: 300_000,
  }, async () => {
    const coach = await open({ ANSWER_DEADLINE_SECONDS: '30' });
    const { passages, pack } = coach.base;
    const { careerMap } = pack;
    const records = [
      ...careerMap.figures,
      ...careerMap.moves,
      ...careerMap.conflicts.flatMap(one => one.sides),
      ...careerMap.credentials.flatMap(one => one.mentions),
    ];
    const saysOf = new Map<string, Set<string>>();
    for (const record of records)
      saysOf.set(passageIdOf(record), (saysOf.get(passageIdOf(record)) ?? new Set()).add(record.says));
    const notes = new Set(careerMap.conflicts.map(one => one.note));
    const sourced = (answer: Answer, block: Block<number>): void => {
      for (const part of partsOfBlock(block)) {
        if (part.marks.length === 0) {
          if (block.kind !== 'table') expect(part.from, part.text).toBe('coach');
          continue;
        }
        const held = part.marks.some(mark => {
          const citation = answer.citations.find(one => one.n === mark);
          const passage = [...passages.values()].find(one => one.guide === citation?.guide && one.section === citation.section);
          return (
            passage?.sentences.includes(part.text) ||
            passage?.table?.rows.flat().includes(part.text) ||
            (passage && saysOf.get(passage.id)?.has(part.text)) ||
            notes.has(part.text)
          );
        });
        expect(held, part.text).toBe(true);
      }
    };
    let byModel = 0;
    await forAllAsync(
      [fc.constantFrom(...questions), reply, fc.integer({ min: 1, max: 40 })],
      async (question, content, size) => {
        server().chat({ kind: 'text', content, size });
        const fresh = await open({ ANSWER_DEADLINE_SECONDS: '30' });
        const events = await fresh.stream(question);
        const last = events.at(-1);
        if (last?.kind !== 'answer') throw new Error('a stream ends with its answer');
        const { answer } = last;
        for (const lie of lies) expect(shownIn(events), lie.line).not.toContain(lie.line);
        expect(shownIn(events)).not.toMatch(/evil/);
        if (answer.writer !== 'model') return;
        byModel++;
        for (const block of answer.blocks) sourced(answer, block);
        const { text: _, ...asked } = await (await open({ ANSWER_DEADLINE_SECONDS: '30' })).ask(question);
        expect({ ...asked, usage: answer.usage }).toEqual(answer);
      },
      { numRuns: 200, everyday: 30 },
    );
    expect(byModel).toBeGreaterThan(10);
  });

  it('shows none of the sentences that the lies say, and the guides’ own where a lie has a mark', async () => {
    // Each lie is held to the rule itself in another file; here some go the whole way.
    const some = lies.filter((_, at) => at % 4 === 0);
    const coach = await open({ ANSWER_DEADLINE_SECONDS: '30' });
    let byModel = 0;
    for (const [at, { question, line: lie }] of some.entries()) {
      server().chat(call => ({
        kind: 'text',
        content: `${lie}\n${lie} [${numberedIn(call.prompt)[at % 9]?.n}]\n${lie}`,
        size: 9,
      }));
      const events = await coach.stream(question);
      expect(shownIn(events), question).not.toContain(lie);
      const last = events.at(-1);
      if (last?.kind === 'answer' && last.answer.writer === 'model') byModel++;
    }
    // A question that is none of the coach's business is not for a model to decide.
    expect(byModel).toBeGreaterThan(0.9 * some.length);
  });
});
