import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { piecesOf } from '../../src/coach/answer-pieces.js';
import { answerToMarkdown } from '../../src/coach/answer-to-markdown.js';
import { caseSchema } from '../evaluation/score.js';
import { shownIn, useModelCoach } from '../support/model-coach.js';
import { numberedIn, numberOf } from '../support/numbered.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';

const folder = useTemporaryFolder();
const { server, open } = useModelCoach(folder);

const planted = '$913,577';
/** Every third sentence that was given, and between them lines of the model's own that state what none does. */
const mixed = (prompt: string, every: number): string =>
  numberedIn(prompt)
    .filter((_, at) => at % 3 === 0)
    .slice(0, 7)
    .flatMap(({ n, text }, at) => [
      at % every === 1 ? `Coders make ${planted} a year.` : 'On the other side:',
      `${text.slice(0, 20)} [${n}]`,
    ])
    .join('\n')
    .replace(/^/, 'Good question.\n');

describe('a stream of what a model chooses', () => {
  it('holds only what the final answer holds, in its order, whatever the model writes and however it is cut', {
    timeout: 120_000,
  }, async () => {
    const coach = await open();
    const cases = readFileSync('test/evaluation/dev.jsonl', 'utf8')
      .split('\n')
      .filter(Boolean)
      .map(line => caseSchema.parse(JSON.parse(line)));
    let written = 0;
    for (const [at, { question, history }] of cases.entries()) {
      server().chat(call => ({ kind: 'text', content: mixed(call.prompt, 2 + (at % 4)), size: 1 + ((at * 7) % 23) }));
      const events = await coach.stream(question, history);
      const last = events.at(-1);
      if (last?.kind !== 'answer') throw new Error('a stream ends with its answer');
      expect(events.filter(event => event.kind === 'answer')).toHaveLength(1);
      expect(shownIn(events), question).not.toContain('913');
      const pieces = events
        .slice(events.findLastIndex(event => event.kind === 'restart') + 1)
        .flatMap(event => (event.kind === 'piece' ? [{ block: event.block, continues: event.continues }] : []));
      const whole = piecesOf(last.answer).map(({ block, continues }) => ({ block, continues }));
      expect(isDeepStrictEqual(pieces, whole), question).toBe(true);
      if (last.answer.writer === 'model') {
        written++;
        expect(answerToMarkdown(last.answer)).toMatch(/\[\d+\]/);
      }
    }
    expect(written).toBeGreaterThan(cases.length / 3);
  });

  it('shows one side of a disagreement no sooner than the other', async () => {
    const coach = await open({ ANSWER_DEADLINE_SECONDS: '15' });
    let replied = 0;
    server().chat(call => {
      replied = performance.now();
      // The other side follows only because it has to: the model is still writing.
      const median = numberOf(call.prompt, /\$50,250/);
      return { kind: 'text', content: `[${median}]\n${'\n'.repeat(60)}`, size: 4, pauseMs: 30 };
    });
    const times = new Map<string, number>();
    for await (const event of coach.coach.stream({ text: 'do certified coders earn more?', history: [] })) {
      if (event.kind !== 'piece') continue;
      const text = answerToMarkdown({ blocks: [event.block] });
      for (const figure of ['$50,250', '$47,180'])
        if (text.includes(figure) && !times.has(figure)) times.set(figure, performance.now() - replied);
    }
    expect([...times.keys()].toSorted()).toEqual(['$47,180', '$50,250']);
    // Alone the first would be shown some 400 ms before the reply is whole.
    expect(Math.abs((times.get('$50,250') ?? 0) - (times.get('$47,180') ?? 0))).toBeLessThan(150);
    expect(server().chats()).toHaveLength(1);
  });

  it('shows a line of the model’s own no sooner than the sentence that it leads over to', async () => {
    const coach = await open();
    server().chat({ kind: 'text', content: 'Good question.\nIt depends:\n', size: 3 });
    const events = await coach.stream('is the CCS more rigorous than the CPC for hospital inpatient coding?');
    expect(shownIn(events)).not.toMatch(/Good question|It depends/);
  });

  it.each(['stall', 'cut'] as const)(
    'takes back what was shown where the model fails behind it (%s): half a choice may be one side',
    async kind => {
      const question = 'is the CCS more rigorous than the CPC for hospital inpatient coding?';
      const coach = await open({ ANSWER_DEADLINE_SECONDS: '2' });
      server().chat(call => ({
        kind,
        content: `[${numberOf(call.prompt, /more rigorous of the two/)}]\n[${numberedIn(call.prompt)[5]?.n}]\n[`,
      }));
      const events = await coach.stream(question);
      const kinds = events.map(event => event.kind);
      expect(kinds.indexOf('piece')).toBeLessThan(kinds.indexOf('restart'));
      const last = events.at(-1);
      if (last?.kind !== 'answer') throw new Error('a stream ends with its answer');
      const { usage, ...answer } = last.answer;
      const { text, ...plain } = await (await open({ ANSWER_WRITER: 'extractive' })).ask(question);
      expect(answer).toEqual(plain);
      expect(shownIn(events.slice(kinds.indexOf('restart')))).toContain(text.slice(0, 40));
    },
  );

  it('takes back what turns out to have been reasoning', async () => {
    const coach = await open();
    server().chat(call => {
      const rigorous = numberOf(call.prompt, /more rigorous of the two/);
      const other = numberedIn(call.prompt).find(one => one.n !== rigorous)?.n;
      return { kind: 'text', content: `Maybe [${other}]?\n[${other}]\n</think>\n\n[${rigorous}]\n` };
    });
    const last = (await coach.stream('is the CCS more rigorous than the CPC for hospital inpatient coding?')).at(-1);
    expect(last?.kind === 'answer' && last.answer.blocks).toHaveLength(1);
    expect(last?.kind === 'answer' && answerToMarkdown(last.answer)).toMatch(/more rigorous of the two/);
  });
});
