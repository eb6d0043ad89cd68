import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OpenedConnection, openConnection } from '../../support/discord/connection.js';
import { createJourney, type Journey } from '../../support/discord/journey.js';
import { type LocalDiscord, startLocalDiscord } from '../../support/discord/local-discord.js';
import type { Json } from '../../support/discord/payloads.js';
import { textOf } from '../../support/discord/read-message.js';
import { snowflake } from '../../support/discord/snowflake.js';
import { createScriptedCoach } from '../../support/scripted-coach.js';
import { useTemporaryFolder } from '../../support/temporary-folder.js';

/* What is written to Discord while nobody listens: it tells a new session nothing of that. */

const folder = useTemporaryFolder();
const readHistory = 1n << 16n;
const minuteMs = 60_000;

describe('what was written while nobody was connected', () => {
  let discord: LocalDiscord;
  let journey: Journey;
  let opened: OpenedConnection;
  let dataDir: string;
  const open = async (untilFound?: Promise<void>): Promise<void> => {
    opened = await openConnection(dataDir, { discord, coach: createScriptedCoach(), ...(untilFound && { untilFound }) });
  };
  const end = async (): Promise<void> => {
    await opened.connection.stop();
    await opened.inbound.stores.close();
  };
  const asked = (): string[] => opened.coach.asked.map(question => question.text);
  const repliesTo = ({ id, channel_id }: Json): Json[] =>
    discord.saidIn(String(channel_id)).filter(one => (one.message_reference as Json | undefined)?.message_id === id);

  beforeEach(async () => {
    dataDir = folder.path();
    discord = await startLocalDiscord();
    journey = createJourney(discord);
  });
  afterEach(async () => {
    await opened.close();
    expect(discord.state.violations).toEqual([]);
  });

  it('is answered by the next process, once and in the order in which it was written, before what comes then', async () => {
    const { mention, replyTo } = journey;
    const { general, careers, direct } = discord.places;
    await open();
    const first = await replyTo(mention(general, 'one'));
    await replyTo(discord.say({ channel: direct, text: 'two' }));
    await end();
    const missed = [
      mention(general, 'three', discord.people.ben),
      discord.say({ channel: general, text: 'four', replyTo: first }),
      mention(careers, 'five'),
      discord.say({ channel: direct, text: 'six' }),
    ];
    discord.say({ channel: general, text: 'not for the coach' });
    await open();
    const late = mention(general, 'seven');
    for (const one of [...missed, late]) expect(textOf(await replyTo(one))).toMatch(/^re: /);
    expect(asked().toSorted()).toEqual(['five', 'four', 'seven', 'six', 'three']);
    expect(asked().filter(text => !['five', 'six'].includes(text))).toEqual(['three', 'four', 'seven']);
    await end();
    await open();
    await replyTo(mention(careers, 'eight'));
    expect(asked()).toEqual(['eight']);
    for (const one of [...missed, late]) expect(repliesTo(one)).toHaveLength(1);
  });

  it('is answered before a direct message that comes while the store still looks up who wrote', async () => {
    const { mention, replyTo } = journey;
    const { general, direct } = discord.places;
    await open();
    await replyTo(discord.say({ channel: direct, text: 'one' }));
    await end();
    discord.say({ channel: direct, text: 'two' });
    let found = (): void => undefined;
    await open(new Promise(resolve => (found = resolve)));
    const late = discord.say({ channel: direct, text: 'three' });
    // What comes by the same connection later is answered, so this one has come.
    await replyTo(mention(general, 'four'));
    found();
    await replyTo(late);
    expect(asked()).toEqual(['four', 'two', 'three']);
  });

  it('is answered when a session ends that cannot be resumed', async () => {
    const { mention, replyTo } = journey;
    const { general } = discord.places;
    await open();
    await replyTo(mention(general, 'one'));
    discord.gateway.invalidate();
    const missed = mention(general, 'two');
    expect(textOf(await replyTo(missed))).toBe('re: two');
    expect(discord.gateway.counts.identifies).toBe(2);
  });

  it('is left alone where it is old, answered by whom the store does not know, or not to be read', async () => {
    const { mention, replyTo } = journey;
    const { general, careers } = discord.places;
    const { bot } = discord.people;
    await open();
    await replyTo(mention(general, 'answered before'));
    await end();
    discord.say({ channel: careers, text: `<@${bot.id}> old`, mentions: [bot], id: snowflake(Date.now() - 11 * minuteMs) });
    const closed = discord.newChannel('closed');
    mention(closed, 'closed');
    discord.deny(closed, readHistory);
    // As after a restored backup, or in another folder.
    dataDir = folder.path();
    await open();
    await replyTo(mention(general, 'now'));
    await replyTo(mention(careers, 'and now'));
    expect(asked()).toEqual(['now', 'and now']);
    expect(discord.calls.filter(({ status }) => status >= 400)).toEqual([]);
  });

  it('tells nobody twice that it is answered elsewhere', async () => {
    const { mention, replyTo } = journey;
    const { general, careers, guild } = discord.places;
    await open();
    await opened.inbound.stores.settings.write(`discord:${guild}`, { channels: [careers] });
    await end();
    mention(general, 'what does a coder earn?');
    await open();
    await replyTo(mention(careers, 'what does a coder earn?'));
    expect(discord.calls.filter(call => /I answer in/.test(String(call.body.content)))).toEqual([]);
  });

  it('takes nothing down where it cannot be read', async () => {
    const { mention, replyTo } = journey;
    const { general, careers } = discord.places;
    await open();
    await replyTo(mention(general, 'one'));
    await end();
    const missed = mention(general, 'two');
    mention(careers, 'three');
    discord.fail(({ path }) => path === `/channels/${careers}/messages`, {
      status: 403,
      body: { code: 50_001, message: 'Missing Access' },
    });
    await open();
    expect(textOf(await replyTo(missed))).toBe('re: two');
    await replyTo(mention(careers, 'four'));
    expect(asked()).not.toContain('three');
  });
});
