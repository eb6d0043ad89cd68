import { afterAll, beforeAll, expect, it } from 'vitest';
import { createJourney, type Journey } from '../support/discord/journey.js';
import { startLocalDiscord } from '../support/discord/local-discord.js';
import { textOf } from '../support/discord/read-message.js';
import { type Product, startProductHere } from '../support/discord/run-product.js';
import { type OpenaiServer, startOpenaiServer } from '../support/openai-server.js';

let server: OpenaiServer;
let journey: Journey;
let product: Product;

beforeAll(async () => {
  server = await startOpenaiServer();
  const discord = await startLocalDiscord();
  const env = { OPENAI_BASE_URL: server.url, OPENAI_API_KEY: 'sk-local', ANSWER_WRITER: 'auto', ANSWER_DEADLINE_SECONDS: '3' };
  product = await startProductHere(discord, { env });
  journey = createJourney(discord);
});

afterAll(async () => {
  await product.clear();
  await journey.discord.close();
  await server.close();
});

it('a command is acknowledged within three seconds, and answered when a model keeps it waiting', async () => {
  server.chat({ kind: 'silent' });
  const { command, shown } = journey;
  const ask = command('ask', { question: 'what does a senior coder earn?' });
  const answer = await shown(ask);
  expect((ask.acknowledgedAt ?? Number.POSITIVE_INFINITY) - ask.createdAt).toBeLessThan(1500);
  expect(textOf(answer)).toContain('$65k');
});

it('a mention shows that it is being answered meanwhile', async () => {
  server.chat({ kind: 'silent' });
  const { discord, mention, replyTo } = journey;
  const asked = mention(discord.places.careers, 'what does a senior coder earn?');
  await discord.until(() => discord.calls.some(call => call.path.endsWith('/typing')), 'typing');
  expect(discord.saidIn(discord.places.careers)).toEqual([]);
  expect(textOf(await replyTo(asked))).toContain('$65k');
});
