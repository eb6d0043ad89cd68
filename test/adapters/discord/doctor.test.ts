import { afterEach, describe, expect, it } from 'vitest';
import { checkDiscord } from '../../../adapters/discord/doctor.js';
import { readConfig } from '../../../src/config.js';
import { type LocalDiscord, type LocalDiscordOptions, startLocalDiscord } from '../../support/discord/local-discord.js';

describe('doctor', () => {
  const started: LocalDiscord[] = [];
  afterEach(async () => {
    for (const discord of started.splice(0)) await discord.close();
  });

  /** What doctor says to a token at a local Discord: a line each. */
  const examine = async (
    options: LocalDiscordOptions = {},
    env: Record<string, string> = {},
    change?: (there: LocalDiscord) => void,
  ) => {
    const discord = await startLocalDiscord(options);
    started.push(discord);
    change?.(discord);
    const config = readConfig({ DISCORD_TOKEN: discord.state.token, DISCORD_API_URL: discord.apiUrl, ...env }, process.cwd());
    return (await checkDiscord(config)).map(({ name, state, text, next = '' }) => `${state} ${name}: ${text} ${next}`);
  };

  it('says nothing of Discord when no token is set', async () => {
    expect(await checkDiscord(readConfig({}, process.cwd()))).toEqual([]);
  });

  it('says what running without Message Content costs, and how to have it', async () => {
    const lines = (await examine({ messageContent: false })).join('\n');
    expect(lines).toMatch(/note Discord intents: Message Content Intent is off.*threads without a mention.*developer portal/);
    expect((await examine()).join('\n')).toMatch(/ok Discord intents/);
  });

  it('names a refused token and an address that nobody listens at, each with the next step', async () => {
    expect(await examine({}, { DISCORD_TOKEN: 'wrong' })).toEqual([expect.stringMatching(/^problem Discord: .*Reset Token/)]);
    expect(await examine({}, { DISCORD_API_URL: 'http://127.0.0.1:9/api' })).toEqual([
      expect.stringMatching(/^problem Discord: Discord could not be reached.*network/),
    ]);
  });

  it('names commands that are not registered, and another application’s number', async () => {
    const lines = (await examine({}, { DISCORD_APPLICATION_ID: '123456' })).join('\n');
    expect(lines).toMatch(/note Slash commands: not registered yet: ask, .* npm start registers them/);
    expect(lines).toMatch(/note Discord: DISCORD_APPLICATION_ID is 123456/);
  });

  it('gives the link that adds the bot when it is in no server', async () => {
    const lines = await examine({}, {}, there => there.state.guilds.clear());
    expect(lines.join('\n')).toMatch(
      /note Discord servers: the bot is in no server yet.*oauth2\/authorize\?client_id=\d+&scope=bot\+applications\.commands&permissions=\d+/,
    );
  });
});
