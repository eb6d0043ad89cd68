import { createRequire } from 'node:module';
import { Routes } from 'discord.js';
import { expect, it } from 'vitest';
import { createRest } from '../../../adapters/discord/application.js';
import { startLocalDiscord } from '../../support/discord/local-discord.js';

type Undici = { readonly Agent: new () => object; getGlobalDispatcher(): object; setGlobalDispatcher(agent: object): void };
const { Agent, getGlobalDispatcher, setGlobalDispatcher }: Undici = createRequire(
  createRequire(import.meta.url).resolve('@slack/socket-mode'),
)('undici');

it('a picture goes out though the HTTP client of the whole process is the one that Slack’s library brings', async () => {
  const discord = await startLocalDiscord();
  const before = getGlobalDispatcher();
  setGlobalDispatcher(new Agent());
  try {
    const rest = createRest({ apiUrl: discord.apiUrl, token: discord.state.token });
    await rest.post(Routes.channelMessages(discord.places.general), {
      body: { content: 'pay by level', attachments: [{ id: '0', filename: 'chart.png', description: 'pay' }] },
      files: [{ name: 'chart.png', data: Buffer.from('a picture') }],
    });
    expect(discord.calls.flatMap(call => call.files.map(({ name }) => name))).toEqual(['chart.png']);
  } finally {
    setGlobalDispatcher(before);
    await discord.close();
  }
}, 10_000);
