import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createJourney, type Journey } from '../support/discord/journey.js';
import { type LocalDiscord, startLocalDiscord } from '../support/discord/local-discord.js';
import { textOf } from '../support/discord/read-message.js';
import { rateLimited } from '../support/discord/refusals.js';
import { type Product, startProduct, startProductHere } from '../support/discord/run-product.js';
import { type OpenaiServer, startOpenaiServer } from '../support/openai-server.js';

/* The process ends without a word and comes again. Discord tells a new session nothing of what came before it. */

// A process starts twice in each of these.
vi.setConfig({ testTimeout: 120_000 });

let discord: LocalDiscord;
let model: OpenaiServer;
let product: Product;
let journey: Journey;
const run = async (dataDir?: string, more: Readonly<Record<string, string>> = {}, start = startProduct): Promise<void> => {
  const env = { ...more, OPENAI_API_KEY: 'test-key', OPENAI_BASE_URL: model.url, ANSWER_DEADLINE_SECONDS: '60' };
  product = await start(discord, { env, ...(dataDir ? { dataDir } : {}) });
};
beforeEach(async () => {
  [discord, model] = await Promise.all([startLocalDiscord(), startOpenaiServer()]);
  journey = createJourney(discord);
});
afterEach(async () => {
  await product.clear();
  await Promise.all([discord.close(), model.close()]);
  expect(discord.state.violations).toEqual([]);
});

/** Starts with a model that keeps so many questions waiting, which `ask` asks; kills the process, and starts it again with one that writes. */
const killWhileWriting = async (asked: number, ask: () => Promise<void> | void): Promise<void> => {
  model.chat({ kind: 'silent' });
  await run();
  await ask();
  await discord.until(() => model.chats().length >= asked, 'questions at the model');
  await product.stop('SIGKILL');
  model.chat({ kind: 'text', content: 'Coders earn a US median of $50,250 a year [1].' });
  await run(product.dataDir);
};

describe('what a killed process had begun to write', () => {
  it('is answered by the next one, once: mentions, replies and direct messages; what is gone by then takes nothing down', async () => {
    const { mention, replyTo, command, settled } = journey;
    const { general, careers, direct } = discord.places;
    const asked: ReturnType<typeof mention>[] = [];
    await killWhileWriting(5, () => {
      asked.push(
        mention(general, 'what do coders make?'),
        mention(general, 'what does a coding manager make?', discord.people.ben),
        // Not the same question again: one call to the model would serve both.
        discord.say({ channel: direct, text: 'what does a coding supervisor make?' }),
      );
      // A message that was deleted, and a command, whose words stand nowhere.
      discord.state.messages.delete(String(mention(careers, 'how do I become a coding manager?').id));
      command('ask', { question: 'what does a senior coder earn?' }, { channel: careers });
    });
    for (const one of asked) expect(textOf(await replyTo(one))).toMatch(/\$\d/);
    await settled();
    expect(discord.saidIn(general)).toHaveLength(2);
    expect(discord.saidIn(direct)).toHaveLength(2);
    expect(discord.saidIn(careers).filter(message => textOf(message).includes('$'))).toEqual([]);
    expect(JSON.stringify(product.log())).toContain('could not be taken up');
    expect(product.runs()).toBe(true);
  });

  it('and was just sending, is sent by the next one, where Discord shows that it did not come through', async () => {
    const { mention, replyTo, settled } = journey;
    const { general, careers } = discord.places;
    model.chat({ kind: 'text', content: 'Coders earn a US median of $50,250 a year [1].' });
    await run();
    await replyTo(mention(careers, 'what does a coding manager make?'));
    const isPost = ({ method, path }: { readonly method: string; readonly path: string }): boolean =>
      method === 'POST' && path === `/channels/${general}/messages`;
    discord.fail(isPost, rateLimited(2));
    const asked = mention(general, 'what do coders make?');
    await discord.until(() => discord.calls.some(call => isPost(call) && call.status === 429), 'a limit');
    await product.stop('SIGKILL');
    await run(product.dataDir);
    expect(textOf(await replyTo(asked))).toMatch(/\$\d/);
    await settled();
    expect([general, careers].map(channel => discord.saidIn(channel).length)).toEqual([1, 1]);
  });

  it('is answered in a thread that goes on without a mention', async () => {
    const { mention, replyTo, press, shown } = journey;
    const { general } = discord.places;
    model.chat({ kind: 'text', content: 'Coders earn a US median of $50,250 a year [1].' });
    await run();
    let answer = await replyTo(mention(general, 'what do coders make?'));
    for (const text of ['and a senior coder?', 'who issues the CCS?'])
      answer = await replyTo(discord.say({ channel: general, text, replyTo: answer }));
    await shown(press(answer, 'Continue in a thread'));
    const thread = String(answer.id);
    await discord.until(() => discord.saidIn(thread).length === 1, 'a greeting in the thread');
    const before = model.chats().length;
    model.chat({ kind: 'silent' });
    discord.say({ channel: thread, text: 'and what does a coding manager make?' });
    await discord.until(() => model.chats().length > before, 'a question at the model');
    await product.stop('SIGKILL');
    model.chat({ kind: 'text', content: 'A coding manager earns $100k a year [1].' });
    await run(product.dataDir);
    expect(textOf(await discord.until(() => discord.saidIn(thread)[1], 'an answer in the thread'))).toMatch(/\$\d/);
  });
});

describe('a server that the bot was removed from while it was off', () => {
  it('is gone from the disk at its next start, in shards too; others are kept', async () => {
    const { mention, replyTo } = journey;
    const { guild, channel } = discord.newServer('Left Coders');
    model.chat({ kind: 'text', content: 'Coders earn a US median of $50,250 a year [1].' });
    await run(undefined, {}, startProductHere);
    await replyTo(mention(discord.places.general, 'what do coders make, asks the walnut?'));
    await replyTo(mention(channel, 'what do coders make, asks the zebrafish?'));
    await product.stop();
    const bytes = (): string =>
      ['', '-wal'].map(end => readFileSync(join(product.dataDir, `community.sqlite${end}`), 'latin1')).join('');
    discord.leaveUnnoticed(guild);
    await run(product.dataDir, { DISCORD_SHARDS: '2' });
    await discord.until(() => JSON.stringify(product.log()).includes('removed from a server'), 'a line in the log');
    expect(bytes()).toContain('walnut');
    expect(bytes()).not.toContain('zebrafish');
  });
});
