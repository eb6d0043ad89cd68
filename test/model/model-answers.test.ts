import { describe, expect, it } from 'vitest';
import { answerToMarkdown } from '../../src/coach/answer-to-markdown.js';
import { partsOfBlock } from '../../src/domain/drafting.js';
import { isTableRow } from '../../src/domain/passage.js';
import { type ModelCoach, shownIn, useModelCoach } from '../support/model-coach.js';
import { numberedIn, numberOf, numbersUnder } from '../support/numbered.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import { expectValidAnswer } from '../support/valid-answer.js';

const folder = useTemporaryFolder();
const { server, open } = useModelCoach(folder);

const question = 'is the CCS more rigorous than the CPC for hospital inpatient coding?';
const rigorous = /more rigorous of the two/;
const section = 'Choosing between CPC and CCS';
/** A sound reply to the question above. */
const sound = (prompt: string): string => {
  const first = numberOf(prompt, rigorous);
  const second = numbersUnder(prompt, section).find(n => n !== first);
  return `It depends:\n[${first}]\n\n[${second}]\n`;
};
const wrong = 'Coders with a CCS earn $912,345 in hospital inpatient coding.';

describe('an answer with a model', () => {
  it('is of its choosing, says so, and counts what it cost', async () => {
    const coach = await open({ MODEL_PRICE_IN: '0.15', MODEL_PRICE_OUT: '0.6' });
    server().chat(call => ({ kind: 'text', content: sound(call.prompt), usage: { input: 2000, output: 100 } }));
    const answer = await coach.ask(question);
    expect(answer.writer).toBe('model');
    expect(answer.text).toMatch(/^It depends: /);
    expect(answer.text).toMatch(rigorous);
    expect(answer.usage).toEqual({ calls: 1, inputTokens: 2000, outputTokens: 100, cost: expect.closeTo(0.00036, 8) });
    expectValidAnswer(answer);
    expect(server().chats()).toHaveLength(1);
    expect(server().chats()[0]?.stream).toBe(false);
  });

  it('tells nobody who only says what is hard that no guide covers it, where it finds nothing', async () => {
    const coach = await open();
    server().chat({ kind: 'text', content: 'NONE' });
    const { outcome, text, suggestions } = await coach.ask('failed my cpc again');
    expect(outcome).toBe('clarify');
    expect(text).not.toContain('guides');
    expect(suggestions.length).toBeGreaterThan(1);
  });

  it('counts by itself where the server does not', async () => {
    const coach = await open();
    server().chat(call => ({ kind: 'text', content: sound(call.prompt), usage: false }));
    const { usage } = await coach.ask(question);
    expect(usage?.inputTokens).toBeGreaterThan(800);
    expect(usage?.outputTokens).toBeGreaterThan(5);
    expect(usage?.cost).toBeUndefined();
  });

  it('streams sentences as they are chosen, and ends with the same answer', async () => {
    const coach = await open();
    server().chat(call => ({ kind: 'text', content: `${sound(call.prompt)}\n${wrong}`, size: 5, pauseMs: 3 }));
    const events = await coach.stream(question);
    expect(server().chats()[0]?.stream).toBe(true);
    expect(events.map(event => event.kind)).not.toContain('restart');
    expect(events.filter(event => event.kind === 'status')).toEqual([
      { kind: 'status', status: 'searching' },
      { kind: 'status', status: 'writing' },
    ]);
    const last = events.at(-1);
    if (last?.kind !== 'answer') throw new Error('a stream ends with its answer');
    expect(last.answer.writer).toBe('model');
    expect(shownIn(events)).not.toContain('912');
    const pieces = events.flatMap(event => (event.kind === 'piece' ? [event] : []));
    expect(pieces.length).toBeGreaterThan(1);
    // The pieces, put together, are the answer.
    const whole = answerToMarkdown(last.answer).replace(/\s+/g, ' ');
    let at = 0;
    for (const piece of pieces) {
      const text = answerToMarkdown({ blocks: [piece.block] }).replace(/\s+/g, ' ');
      const found = whole.indexOf(text, at);
      expect(found, text).toBeGreaterThanOrEqual(at);
      at = found;
    }
    expect(pieces.flatMap(piece => piece.citations.map(citation => citation.n))).toEqual(
      last.answer.citations.map(citation => citation.n),
    );
  });

  it('shows once what is chosen twice, and nothing for a number that was not given', async () => {
    const coach = await open();
    server().chat(call => {
      const [first] = numbersUnder(call.prompt, section);
      return { kind: 'text', content: `[${first}][${first}]\n[999]\n[${first}] [0]` };
    });
    const answer = await coach.ask(question);
    expect(answer.writer).toBe('model');
    expect(answer.blocks.flatMap(partsOfBlock)).toHaveLength(1);
  });

  it('is silent where the model finds nothing, with the nearest thing, though the coach’s own chooser was sure', async () => {
    const coach = await open();
    server().chat({ kind: 'text', content: 'NONE' });
    const events = await coach.stream(question);
    const last = events.at(-1);
    if (last?.kind !== 'answer') throw new Error('a stream ends with its answer');
    expect(last.answer).toMatchObject({ outcome: 'no_evidence', writer: 'model' });
    const text = answerToMarkdown(last.answer);
    expect(text).toMatch(/^The guides don't cover that\./);
    expect(text).toMatch(/The nearest thing they do say: .* \[1\]/);
    expect(shownIn(events).match(/don't cover/g)).toHaveLength(2);
    expect((await (await open({ ANSWER_WRITER: 'extractive' })).ask(question)).outcome).toBe('answered');
  });

  const two = 'is the CCS harder than the CPC, and how do I become a coding auditor?';

  it.each(['[7]\n\nNONE 2', '[7]\n\nNONE [2]', '1. [7]\n2. NONE', '[7]\nNONE 2\nNONE 2'])(
    'is silent on one of two things asked, and says on which: %j',
    async reply => {
      const coach = await open();
      server().chat(call => ({ kind: 'text', content: reply.replace('7', String(numbersUnder(call.prompt, section)[0])) }));
      const answer = await coach.ask(two);
      expect(answer.outcome).toBe('partial');
      expect(answer.text).toContain("The guides don't say how you become a coding auditor.");
      expect(answer.citations).toHaveLength(1);
    },
  );

  it('is silent on all of it where each of the things asked is named, not one of them twice', async () => {
    const coach = await open();
    server().chat({ kind: 'text', content: '1. NONE\n2. NONE' });
    expect(await coach.ask(two)).toMatchObject({ outcome: 'no_evidence', writer: 'model' });
    const other = await open();
    server().chat({ kind: 'text', content: 'NONE 1\nNONE 1' });
    expect((await other.ask(two)).writer).toBe('extractive');
  });

  it('asks the model before it declines where the guides seem to be silent', async () => {
    const coach = await open();
    const unsure = 'what is the exam fee for the CPC?';
    const plain = await (await open({ ANSWER_WRITER: 'extractive' })).ask(unsure);
    expect(plain.outcome).toBe('no_evidence');
    server().chat(call => ({ kind: 'text', content: `[${numberedIn(call.prompt)[0]?.n}]` }));
    const answer = await coach.ask(unsure);
    expect(answer).toMatchObject({ outcome: 'answered', writer: 'model' });
    expect(answer.citations).toHaveLength(1);
  });

  it('asks back where the model does', async () => {
    const coach = await open();
    server().chat({ kind: 'text', content: 'Which of these matters more to you, the pay or the kind of work?' });
    const answer = await coach.ask(question);
    expect(answer).toMatchObject({ outcome: 'clarify', writer: 'model', citations: [] });
    expect(answer.text).toMatch(/^Which of these matters more to you/);
    expect(answer.suggestions.length).toBeGreaterThan(0);
  });

  it('shows three rows of a table as the table, and two as sentences', async () => {
    const levels = 'how much do coders make at each level?';
    const rowsIn = (coach: ModelCoach, prompt: string): number[] => {
      const rows = [...coach.base.passages.values()].map(passage =>
        numberedIn(prompt).filter(one => isTableRow(passage, one.text)),
      );
      return (rows.toSorted((a, b) => b.length - a.length)[0] ?? []).map(one => one.n);
    };
    for (const [count, kinds] of [
      [3, ['table']],
      [2, ['paragraph']],
    ] as const) {
      const coach = await open();
      server().chat(call => ({
        kind: 'text',
        content: rowsIn(coach, call.prompt)
          .slice(0, count)
          .map(n => `[${n}]`)
          .join('\n'),
      }));
      const answer = await coach.ask(levels);
      expect(answer.writer).toBe('model');
      expect(answer.blocks.map(block => block.kind).slice(0, 1)).toEqual(kinds);
    }
  });

  it('tells which words are the coach’s own', async () => {
    const coach = await open();
    server().chat(call => ({ kind: 'text', content: sound(call.prompt) }));
    const parts = (await coach.ask(question)).blocks.flatMap(partsOfBlock);
    expect(parts.map(part => part.from)).toEqual(['coach', undefined, undefined]);
    for (const part of parts) expect(part.marks.length === 0).toBe(part.from === 'coach');
  });

  it('shows the first sentence while the model is still writing', async () => {
    const coach = await open({ ANSWER_DEADLINE_SECONDS: '10' });
    server().chat(call => ({ kind: 'text', content: `${sound(call.prompt)}${'\n'.repeat(150)}`, size: 10, pauseMs: 40 }));
    const started = performance.now();
    let first: number | undefined;
    let end = 0;
    for await (const event of coach.coach.stream({ text: question, history: [] })) {
      if (event.kind === 'piece') first ??= performance.now() - started;
      end = performance.now() - started;
    }
    expect(first).toBeLessThan(end - 300);
  });

  it('says the same streamed and not', async () => {
    const coach = await open();
    server().chat(call => ({ kind: 'text', content: `${sound(call.prompt)}\n${wrong}` }));
    const whole = (await coach.stream(question)).at(-1);
    const again = await open();
    const { text: _, ...asked } = await again.ask(question);
    expect(whole).toEqual({ kind: 'answer', answer: asked });
  });

  it('covers all parts of a message in one call', async () => {
    const coach = await open();
    server().chat(call => ({ kind: 'text', content: sound(call.prompt) }));
    await coach.ask('is the CCS harder than the CPC, and how do I become a coding auditor?');
    expect(server().chats()).toHaveLength(1);
    expect(server().chats()[0]?.prompt).toMatch(/<question>\n1\. [^<]*ccs[^<]*\n2\. [^<]*auditor/i);
  });

  it('comes from the cache when the same is asked again, and is paid for once', async () => {
    const coach = await open();
    server().chat(call => ({ kind: 'text', content: sound(call.prompt) }));
    const first = await coach.ask(question);
    const second = await coach.ask(question.toUpperCase());
    expect(second.usage).toBeUndefined();
    expect({ ...second, usage: first.usage }).toEqual(first);
    expect(shownIn(await coach.stream(question))).toMatch(rigorous);
    expect(server().chats()).toHaveLength(1);
  });

  describe('asked by several at once', () => {
    /** Holds replies back until all have asked. */
    const heldBack = () => {
      let release = (): void => undefined;
      const held = new Promise<void>(resolve => {
        release = resolve;
      });
      server().chat(async (call, n) => {
        if (n === 0) await held;
        return { kind: 'text', content: sound(call.prompt) };
      });
      return () => release();
    };
    const hasAsked = () => expect.poll(() => server().chats().length).toBe(1);
    /** Long enough for the others to come as far as the call. */
    const settle = () => new Promise(resolve => setTimeout(resolve, 400));

    it('is written in one call, and paid for once', async () => {
      const coach = await open();
      const release = heldBack();
      const asked = [coach.ask(question), coach.ask(question), coach.ask(question.toUpperCase())];
      const streamed = coach.stream(question);
      await hasAsked();
      await settle();
      release();
      const answers = await Promise.all(asked);
      expect(answers.map(answer => answer.writer)).toEqual(['model', 'model', 'model']);
      expect(new Set(answers.map(answer => answer.text)).size).toBe(1);
      expect(shownIn(await streamed)).toMatch(rigorous);
      expect(answers.filter(answer => answer.usage).length).toBeLessThanOrEqual(1);
      expect(server().chats()).toHaveLength(1);
    });

    it('is written anew for the others when the first goes away', async () => {
      const coach = await open();
      heldBack();
      const controller = new AbortController();
      const first = coach.coach.ask({ text: question, history: [] }, controller.signal);
      await hasAsked();
      const second = coach.ask(question);
      await settle();
      controller.abort();
      await expect(first).rejects.toMatchObject({ code: 'cancelled' });
      expect((await second).writer).toBe('model');
      expect(server().chats()).toHaveLength(2);
    });

    it('leaves one who goes away while the others wait', async () => {
      const coach = await open();
      const release = heldBack();
      const first = coach.ask(question);
      await hasAsked();
      const controller = new AbortController();
      const second = coach.coach.ask({ text: question, history: [] }, controller.signal);
      await settle();
      controller.abort();
      await expect(second).rejects.toMatchObject({ code: 'cancelled' });
      release();
      expect((await first).writer).toBe('model');
      expect(server().chats()).toHaveLength(1);
    });
  });

  it('is extractive, and no call is made, when it is told to be', async () => {
    const coach = await open({ ANSWER_WRITER: 'extractive' });
    expect((await coach.ask(question)).writer).toBe('extractive');
    expect(server().calls).toEqual([]);
  });

  it('makes no call for a greeting, for thanks or for what is out of scope', async () => {
    const coach = await open();
    for (const text of ['hello', 'thank you so much', 'what is the icd-10 code for type 2 diabetes?']) {
      const { writer, usage } = await coach.ask(text);
      expect({ writer, usage }, text).toEqual({ writer: 'extractive', usage: undefined });
    }
    expect(server().chats()).toEqual([]);
  });

  it('stops the call when the asker does', async () => {
    const coach = await open({ ANSWER_DEADLINE_SECONDS: '30' });
    server().chat({ kind: 'silent' });
    const controller = new AbortController();
    const work = coach.coach.ask({ text: question, history: [] }, controller.signal);
    setTimeout(() => controller.abort(), 400);
    await expect(work).rejects.toMatchObject({ code: 'cancelled' });
    await expect.poll(() => server().chats()[0]?.aborted).toBe(true);
    expect(coach.troubles).toEqual([]);
  });

  it('stops the call when whoever reads the stream goes away', async () => {
    const coach = await open({ ANSWER_DEADLINE_SECONDS: '30' });
    server().chat({ kind: 'stall', content: 'For hospital' });
    for await (const event of coach.coach.stream({ text: question, history: [] })) {
      if (event.kind !== 'status' || event.status !== 'writing') continue;
      await expect.poll(() => server().chats().length).toBe(1);
      break;
    }
    await expect.poll(() => server().chats()[0]?.aborted).toBe(true);
  });
});
