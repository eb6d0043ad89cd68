import { afterEach, describe, expect, it } from 'vitest';
import type { Connection } from '../../../adapters/discord/connect.js';
import { everydayWatch } from '../../../adapters/discord/watchdog.js';
import { type OpenedConnection, openConnection } from '../../support/discord/connection.js';
import type { LocalDiscord } from '../../support/discord/local-discord.js';
import { buttonsOf, textOf } from '../../support/discord/read-message.js';
import type { Inbound } from '../../support/inbound.js';
import { createScriptedCoach } from '../../support/scripted-coach.js';
import { useTemporaryFolder } from '../../support/temporary-folder.js';

const folder = useTemporaryFolder();

describe('the connection', () => {
  let discord: LocalDiscord;
  let inbound: Inbound;
  let connection: Connection;
  let opened: OpenedConnection;

  /** Connected, with a watchdog whose patience is a moment. */
  const connected = async (
    over: Parameters<typeof openConnection>[1] = {},
    watch = { silentMs: 300, answerMs: 300, unreadyMs: 5000 },
  ): Promise<void> => {
    opened = await openConnection(folder.path(), { ...over, watch });
    ({ discord, inbound, connection } = opened);
  };

  const answersMention = async (): Promise<void> => {
    const { general } = discord.places;
    const { bot } = discord.people;
    const before = discord.saidIn(general).length;
    discord.say({ channel: general, text: `<@${bot.id}> what does a coder earn?`, mentions: [bot] });
    await discord.until(() => discord.saidIn(general).length > before, 'an answer');
  };

  afterEach(() => opened.close());

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

  it('that is opened anew loses no answer that was being written', async () => {
    let finish = (): void => undefined;
    const writing = new Promise<undefined>(resolve => {
      finish = () => resolve(undefined);
    });
    const coach = createScriptedCoach(() => writing);
    await connected({ coach });
    const { general } = discord.places;
    const { bot } = discord.people;
    discord.say({ channel: general, text: `<@${bot.id}> what does a coder earn?`, mentions: [bot] });
    await discord.until(() => coach.asked.length === 1, 'the question');
    discord.gateway.silence(true);
    await discord.until(() => !connection.health().ready, 'the watchdog');
    discord.gateway.silence(false);
    await discord.until(() => connection.health().ready, 'another connection', 40_000);
    finish();
    await discord.until(() => discord.saidIn(general).length === 1, 'the answer');
  }, 60_000);

  it('tells who summoned an answer by reaction that there is none, not who wrote the message', async () => {
    await connected({ limits: { memberPerHour: 0, channelPerHour: 100 } }, everydayWatch);
    const { general, guild } = discord.places;
    const { ana, ben } = discord.people;
    await inbound.stores.settings.write(`discord:${guild}`, { reaction: '🪜' });
    discord.react(discord.say({ channel: general, text: 'who issues the CCS?', author: ben }), '🪜', ana);
    await discord.until(() => discord.calls.find(call => call.path === '/users/@me/channels'), 'a direct message');
    const recipients = discord.calls.filter(call => call.path === '/users/@me/channels').map(call => call.body.recipient_id);
    expect(recipients).toEqual([ana.id]);
    expect(discord.saidIn(general)).toEqual([]);
  });

  it('tells a member once where it answers, though their message comes again over another connection', async () => {
    await connected();
    const { general, careers, guild } = discord.places;
    const { bot } = discord.people;
    await inbound.stores.settings.write(`discord:${guild}`, { channels: [careers] });
    const asked = discord.say({ channel: general, text: `<@${bot.id}> who issues the CPC?`, mentions: [bot] });
    const told = () => discord.calls.filter(call => call.method === 'POST' && /I answer in/.test(String(call.body.content)));
    await discord.until(() => told().length > 0, 'word of where it answers');
    discord.gateway.silence(true);
    await discord.until(() => !connection.health().ready, 'the watchdog');
    discord.gateway.silence(false);
    await discord.until(() => connection.health().ready, 'another connection', 40_000);
    discord.gateway.dispatch('MESSAGE_CREATE', asked);
    await new Promise(resolve => setTimeout(resolve, 500));
    expect(told()).toHaveLength(1);
  }, 60_000);

  it('takes a second press of “Share” when the first went wrong', async () => {
    await connected({}, everydayWatch);
    const { general } = discord.places;
    const { ana } = discord.people;
    const answered = discord.invoke({
      type: 2,
      user: ana,
      channel: general,
      data: { id: '1', name: 'pay', type: 1, options: [{ name: 'role', value: 'coder', type: 3 }] },
    });
    const message = await discord.until(() => {
      const shown = discord.shownBy(answered);
      return shown && buttonsOf(shown).length > 0 ? shown : undefined;
    }, 'a private answer');
    const share = buttonsOf(message).find(one => one.label === 'Share to channel');
    const press = () =>
      discord.invoke({
        type: 3,
        user: ana,
        channel: general,
        message,
        data: { custom_id: share?.id ?? '', component_type: 2 },
      });
    discord.fail(call => call.method === 'PATCH' && call.path.endsWith('/messages/@original'), {
      status: 403,
      body: { code: 50_001, message: 'Missing Access' },
    });
    press();
    await discord.until(() => discord.calls.find(call => call.status === 403), 'the refusal');
    await new Promise(resolve => setTimeout(resolve, 100));
    const again = press();
    await discord.until(() => /re: /.test(textOf(discord.shownBy(again) ?? {})), 'the shared answer');
  });

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
