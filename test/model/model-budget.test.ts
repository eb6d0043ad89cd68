import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFileTokenLedger } from '../../src/backends/file-token-ledger.js';
import { useModelCoach } from '../support/model-coach.js';
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
    expect(coach.troubles[0]?.message).toMatch(/5900 so far.*DAILY_TOKEN_BUDGET/);
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
  it('fits the context that is configured, and drops the least relevant passages first', async () => {
    const question = 'is the CCS more rigorous than the CPC for hospital inpatient coding?';
    const sections = async (tokens: string): Promise<string[]> => {
      const coach = await open({ MODEL_CONTEXT_TOKENS: tokens });
      server().reset();
      await coach.ask(question);
      const prompt = server().chats()[0]?.prompt ?? '';
      // Four characters a token is generous for English.
      expect(prompt.length).toBeLessThan(Number(tokens) * 6);
      return [...prompt.matchAll(/<passage n="\d+"[^>]* section="([^"]*)"/g)].map(match => match[1] ?? '');
    };
    const [large, small] = [await sections('16000'), await sections('2500')];
    expect(small.length).toBeGreaterThan(0);
    expect(small.length).toBeLessThan(large.length);
    expect(large.slice(0, small.length)).toEqual(small);
  });

  it('cuts a question that alone would fill the context', async () => {
    const coach = await open({ MODEL_CONTEXT_TOKENS: '2000' });
    await coach.ask(`${'I work in a clinic and like it a lot. '.repeat(150)} is the CCS harder than the CPC?`);
    for (const { prompt } of server().chats()) expect(prompt.length).toBeLessThan(2000 * 6);
  });
});
