import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { piecesOf } from '../../src/coach/answer-pieces.js';
import { answerToMarkdown } from '../../src/coach/answer-to-markdown.js';
import { splitSentences } from '../../src/text/sentences.js';
import { caseSchema } from '../evaluation/score.js';
import { shownIn, useModelCoach } from '../support/model-coach.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';

const folder = useTemporaryFolder();
const { server, open } = useModelCoach(folder);

const planted = '$913,577';
/** Sentences of the passages with their marks, and between them ones that no passage bears out. */
const mixed = (prompt: string, every: number): string => {
  const sentences = [...prompt.matchAll(/<passage n="(\d+)"[^>]*>\n([\s\S]*?)\n<\/passage>/g)]
    .slice(0, 4)
    .flatMap(([, n, text = '']) => splitSentences(text).map(sentence => `${sentence.replace(/[.:]$/, '')} [${n}].`));
  return sentences
    .slice(0, 7)
    .map((sentence, at) => (at % every === 1 ? `Coders make ${planted} a year [${at}]. ${sentence}` : sentence))
    .join(' ')
    .replace(/^/, 'Good question. ');
};

describe('a stream of verified pieces', () => {
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
      const median = /gives a US median of \$50,250[^[]*\[(\d+)\]/.exec(call.prompt)?.[1];
      replied = performance.now();
      const sentences = [
        `The US median pay of coders is $50,250 a year, according to BLS [${median}]. `,
        `Half of coders earn more than that median of $50,250 [${median}]. `,
        'That is all. ',
      ];
      // One sentence of 80 characters an event, with a wait between them.
      return { kind: 'text', content: sentences.map(sentence => sentence.padEnd(80)).join(''), size: 80, pauseMs: 300 };
    });
    const times = new Map<string, number>();
    for await (const event of coach.coach.stream({ text: 'do certified coders earn more?', history: [] })) {
      if (event.kind !== 'piece') continue;
      const text = answerToMarkdown({ blocks: [event.block] });
      for (const figure of ['$50,250', '$47,180'])
        if (text.includes(figure) && !times.has(figure)) times.set(figure, performance.now() - replied);
    }
    expect([...times.keys()].toSorted()).toEqual(['$47,180', '$50,250']);
    // The other side follows at once, after the model is done; alone the first would have been shown 600 ms before.
    expect(Math.abs((times.get('$50,250') ?? 0) - (times.get('$47,180') ?? 0))).toBeLessThan(150);
    expect(server().chats()).toHaveLength(1);
  });

  it('holds a sentence without a source back until one with a source follows', async () => {
    const coach = await open();
    server().chat({ kind: 'text', content: 'Good question. Up to you alone.', size: 3 });
    const events = await coach.stream('is the CCS more rigorous than the CPC for hospital inpatient coding?');
    expect(shownIn(events)).not.toMatch(/Good question|Up to you/);
  });
});
