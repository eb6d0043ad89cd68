import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { type Connection, connect } from '../../../adapters/discord/connect.js';
import type { Services } from '../../../adapters/services.js';
import { readConfig } from '../../../src/config.js';
import { compilePackOrThrow } from '../../../src/knowledge/compile-pack.js';
import { readPackFiles } from '../../../src/knowledge/pack-files.js';
import { type LocalDiscord, startLocalDiscord } from '../../support/discord/local-discord.js';
import { type Inbound, openInbound } from '../../support/inbound.js';
import { createScriptedCoach } from '../../support/scripted-coach.js';
import { useTemporaryFolder } from '../../support/temporary-folder.js';

const folder = useTemporaryFolder();

describe('the connection', () => {
  let discord: LocalDiscord;
  let inbound: Inbound;
  let connection: Connection;

  /** Connected, with a watchdog whose patience is a moment. */
  const connected = async (): Promise<void> => {
    discord = await startLocalDiscord();
    const config = readConfig({ DISCORD_TOKEN: discord.state.token, DISCORD_API_URL: discord.apiUrl }, process.cwd());
    inbound = await openInbound(folder.path());
    const { deliveries, close, ...stores } = inbound.stores;
    const services: Services = {
      config,
      log: pino({ level: 'silent' }),
      coach: createScriptedCoach(),
      coachState: () => ({ state: 'ready' }),
      pack: compilePackOrThrow(await readPackFiles(config.packDir), config.packDir),
      incoming: inbound,
      ...stores,
    };
    if (!config.discord) throw new Error('a token is set');
    const watch = { silentMs: 300, answerMs: 300, unreadyMs: 5000 };
    connection = await connect({ services, config: config.discord, readsMessages: true, watch });
  };

  const answersMention = async (): Promise<void> => {
    const { general } = discord.places;
    const { bot } = discord.people;
    const before = discord.saidIn(general).length;
    discord.say({ channel: general, text: `<@${bot.id}> what does a coder earn?`, mentions: [bot] });
    await discord.until(() => discord.saidIn(general).length > before, 'an answer');
  };

  afterEach(async () => {
    await connection.stop();
    await inbound.stores.close();
    await discord.close();
  });

  it('that is open but silent is opened anew, and members are answered again', async () => {
    await connected();
    await answersMention();
    discord.gateway.silence(true);
    await discord.until(() => !connection.health().ready, 'the watchdog');
    discord.gateway.silence(false);
    await discord.until(() => connection.health().ready, 'another connection', 40_000);
    expect(discord.gateway.counts.identifies).toBeGreaterThan(1);
    await answersMention();
  }, 60_000);

  it('whose token is withdrawn says so, with the next step', async () => {
    await connected();
    discord.gateway.drop(4004);
    await discord.until(() => !connection.health().ready, 'word of it');
    expect(connection.health().detail).toContain('Reset Token');
  });

  it('is not opened anew once it was stopped', async () => {
    await connected();
    const { identifies } = discord.gateway.counts;
    await connection.stop();
    discord.gateway.silence(true);
    await new Promise(resolve => setTimeout(resolve, 1500));
    expect(discord.gateway.counts.identifies).toBe(identifies);
  });
});
