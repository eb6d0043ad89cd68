import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFileTokenLedger } from '../../src/backends/file-token-ledger.js';
import { useModelCoach } from '../support/model-coach.js';
import { numberedIn } from '../support/numbered.js';
import type { Behaviour } from '../support/openai-server-behaviours.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';

const folder = useTemporaryFolder();
const { server, open } = useModelCoach(folder);
const questions = ['is the CCS more rigorous than the CPC?', 'what does a coding auditor do?', 'CPC or CCS for outpatient?'];
const today = new Date().toISOString().slice(0, 10);

describe('the daily budget', () => {
  it('turns to extractive answers when it is spent, and says so once', async () => {
    const coach = await open({ DAILY_TOKEN_BUDGET: '6000' });
    server().chat({ kind: 'text', content: 'The guides say [1].', usage: { input: 5000, output: 900 } });
    for (const question of questions) expect((await coach.ask(question)).outcome).toBe('answered');
    expect(server().chats()).toHaveLength(1);
    expect(coach.troubles.map(trouble => trouble.code)).toEqual(['model_over_budget']);
    expect(coach.troubles[0]?.message).toMatch(/^5900 of the day's .*DAILY_TOKEN_BUDGET/);
  });

  it('is kept over restarts, and begins anew each day', async () => {
    const data = folder.path();
    await mkdir(data, { recursive: true });
    await writeFile(join(data, 'model-tokens.json'), JSON.stringify({ day: today, tokens: 5900 }));
    const spent = await open({ DATA_DIR: data, DAILY_TOKEN_BUDGET: '6000' });
    expect((await spent.ask(questions[0] ?? '')).usage).toBeUndefined();
    expect(server().chats()).toEqual([]);
    await writeFile(join(data, 'model-tokens.json'), JSON.stringify({ day: '2020-01-01', tokens: 5900 }));
    server().chat({ kind: 'text', content: 'The guides say [1].', usage: { input: 1200, output: 90 } });
    const fresh = await open({ DATA_DIR: data, DAILY_TOKEN_BUDGET: '6000' });
    await fresh.ask(questions[0] ?? '');
    expect(server().chats()).toHaveLength(1);
    await expect
      .poll(async () => JSON.parse(await readFile(join(data, 'model-tokens.json'), 'utf8')))
      .toEqual({ day: today, tokens: 1290 });
  });

  it('holds for questions asked at once', async () => {
    const coach = await open({ DAILY_TOKEN_BUDGET: '6000' });
    server().chat({ kind: 'text', content: 'The guides say [1].', usage: { input: 2500, output: 100 }, pauseMs: 50 });
    await Promise.all(
      [...questions, 'how do I become a CDI specialist?', 'who is the CRC for?'].map(question => coach.ask(question)),
    );
    expect(server().chats().length).toBeLessThanOrEqual(3);
    expect(server().chats().length).toBeGreaterThan(0);
  });
});

describe('a call that fails', () => {
  const spentIn = async (data: string): Promise<number> => {
    const text = await readFile(join(data, 'model-tokens.json'), 'utf8').catch(() => '{"tokens":0}');
    return JSON.parse(text).tokens;
  };
  const prices = { MODEL_PRICE_IN: '1', MODEL_PRICE_OUT: '1', ANSWER_DEADLINE_SECONDS: '2' };

  it.each<[string, Behaviour]>([
    ['that is too slow', { kind: 'stall', content: 'The CCS is generally considered more rigorous. '.repeat(3) }],
    ['that breaks off', { kind: 'cut', content: 'The CCS is generally considered more rigorous.' }],
    ['that cannot be read', { kind: 'raw', body: '<html>Welcome</html>' }],
    ['that is empty', { kind: 'text', content: '' }],
  ])('is counted when it may be charged for, to the answer and to the day: one %s', async (_, behaviour) => {
    for (const stream of [false, true]) {
      const data = folder.path();
      const coach = await open({ ...prices, DATA_DIR: data });
      server().chat(behaviour);
      const last = stream ? (await coach.stream(questions[0] ?? '')).at(-1) : undefined;
      const { usage } = last?.kind === 'answer' ? last.answer : await coach.ask(questions[0] ?? '');
      expect(usage?.calls).toBe(1);
      expect(usage?.inputTokens).toBeGreaterThan(500);
      expect(usage?.cost).toBeGreaterThan(0.0005);
      expect(await spentIn(data)).toBe((usage?.inputTokens ?? 0) + (usage?.outputTokens ?? 0));
    }
  });

  it.each<[string, Behaviour]>([
    ['is over its limit', { kind: 'status', status: 429 }],
    ['fails', { kind: 'status', status: 500 }],
    ['refuses the key', { kind: 'status', status: 401 }],
  ])('is not counted when the server %s', async (_, behaviour) => {
    const data = folder.path();
    const coach = await open({ ...prices, DATA_DIR: data });
    server().chat(behaviour);
    expect((await coach.ask(questions[0] ?? '')).usage).toEqual({ calls: 1, inputTokens: 0, outputTokens: 0, cost: 0 });
    expect(await spentIn(data)).toBe(0);
  });

  it('is not counted when no server is there', async () => {
    const data = folder.path();
    const coach = await open({ ...prices, DATA_DIR: data, OPENAI_BASE_URL: 'http://127.0.0.1:9/v1' });
    expect((await coach.ask(questions[0] ?? '')).usage?.inputTokens).toBe(0);
    expect(await spentIn(data)).toBe(0);
  });

  it('is counted to the day when the asker went away', async () => {
    const data = folder.path();
    const coach = await open({ DATA_DIR: data });
    server().chat({ kind: 'silent' });
    const controller = new AbortController();
    const work = coach.coach.ask({ text: questions[0] ?? '', history: [] }, controller.signal);
    await expect.poll(() => server().chats().length).toBe(1);
    controller.abort();
    await expect(work).rejects.toMatchObject({ code: 'cancelled' });
    await expect.poll(() => spentIn(data)).toBeGreaterThan(500);
  });

  it('uses up the budget: a server that is always too slow is not asked all day', async () => {
    const coach = await open({ DAILY_TOKEN_BUDGET: '7000', ANSWER_DEADLINE_SECONDS: '2' });
    server().chat({ kind: 'stall', content: 'The CCS is' });
    for (const question of questions.slice(0, 2)) await coach.ask(question);
    expect(server().chats()).toHaveLength(1);
    expect(coach.troubles.at(-1)?.code).toBe('model_over_budget');
  });
});

describe('the count of tokens', () => {
  it('adds up what is added at once', async () => {
    const ledger = createFileTokenLedger(folder.path());
    await Promise.all(Array.from({ length: 20 }, () => ledger.add(7)));
    expect(await ledger.spentToday()).toBe(140);
  });

  it.each(['', 'not json', '{"day": 1}', '{"day": "2026-01-01", "tokens": -4}'])(
    'begins at nothing from a file with %j',
    async text => {
      const path = folder.path();
      await writeFile(path, text);
      const ledger = createFileTokenLedger(path);
      expect(await ledger.spentToday()).toBe(0);
      await ledger.add(5);
      expect(await ledger.spentToday()).toBe(5);
    },
  );
});

describe('the prompt', () => {
  it('fits the context that is configured, and drops the least likely sentences first', async () => {
    const question = 'is the CCS more rigorous than the CPC for hospital inpatient coding?';
    const sentences = async (tokens: string): Promise<string[]> => {
      const coach = await open({ MODEL_CONTEXT_TOKENS: tokens });
      server().reset();
      await coach.ask(question);
      const prompt = server().chats()[0]?.prompt ?? '';
      // Four characters a token is generous for English.
      expect(prompt.length).toBeLessThan(Number(tokens) * 6);
      return numberedIn(prompt).map(one => one.text);
    };
    const [large, small] = [await sentences('16000'), await sentences('2500')];
    expect(small.length).toBeGreaterThan(0);
    expect(small.length).toBeLessThan(large.length);
    expect(large).toEqual(expect.arrayContaining(small));
    expect(small.join()).toMatch(/more rigorous of the two/);
  });

  it('cuts a question that alone would fill the context', async () => {
    const coach = await open({ MODEL_CONTEXT_TOKENS: '2000' });
    await coach.ask(`${'I work in a clinic and like it a lot. '.repeat(150)} is the CCS harder than the CPC?`);
    for (const { prompt } of server().chats()) expect(prompt.length).toBeLessThan(2000 * 6);
  });
});
