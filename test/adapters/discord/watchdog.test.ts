import { type Client, Events } from 'discord.js';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { createClient } from '../../../adapters/discord/create-client.js';
import { watchGateway } from '../../../adapters/discord/watchdog.js';
import { type LocalDiscord, startLocalDiscord } from '../../support/discord/local-discord.js';

const wait = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms));

describe('the watchdog', () => {
  let discord: LocalDiscord;
  let client: Client;
  let stop = (): void => undefined;

  /** A client that is ready, watched with a patience of milliseconds. */
  const watched = async (): Promise<{ lost(): number }> => {
    discord = await startLocalDiscord({ heartbeatIntervalMs: 100 });
    client = createClient({ rest: { api: discord.apiUrl, version: '10' }, readsMessages: true });
    client.on(Events.Error, () => undefined);
    const ready = new Promise<Client<true>>(resolve => client.once(Events.ClientReady, resolve));
    await client.login(discord.state.token);
    let lost = 0;
    const options = { silentMs: 400, answerMs: 400, unreadyMs: 5000 };
    stop = watchGateway(await ready, pino({ level: 'silent' }), () => lost++, options);
    return { lost: () => lost };
  };

  afterEach(async () => {
    stop();
    await client.destroy();
    await discord.close();
  });

  it('asks a quiet gateway whether it is there, and is content with an answer', async () => {
    const { lost } = await watched();
    await discord.until(() => discord.gateway.counts.probes >= 2, 'questions to the gateway');
    expect(lost()).toBe(0);
  });

  it('notices a gateway that acknowledges heartbeats and sends nothing, once', async () => {
    const { lost } = await watched();
    discord.gateway.silence(true);
    await discord.until(() => lost() > 0, 'the watchdog');
    await wait(1000);
    expect(lost()).toBe(1);
  });

  it('asks nothing while there are events', async () => {
    const { lost } = await watched();
    for (let count = 0; count < 10; count++) {
      discord.say({ channel: discord.places.general, text: 'hello' });
      await wait(100);
    }
    expect(discord.gateway.counts.probes).toBe(0);
    expect(lost()).toBe(0);
  });
});
