import { afterEach, describe, expect, it } from 'vitest';
import { openStores } from '../../../src/create-stores.js';
import { type OpenedConnection, openConnection } from '../../support/discord/connection.js';
import { startLocalDiscord } from '../../support/discord/local-discord.js';
import { isEphemeral, textOf } from '../../support/discord/read-message.js';
import { answerOf, createScriptedCoach } from '../../support/scripted-coach.js';
import { useTemporaryFolder } from '../../support/temporary-folder.js';

/* What Discord does that its reference says in passing, or not at all. */

const folder = useTemporaryFolder();
let opened: OpenedConnection | undefined;
afterEach(async () => {
  expect(opened?.discord.state.violations.splice(0)).toEqual([]);
  await opened?.close();
});
const open = async (options: Parameters<typeof openConnection>[1] = {}): Promise<OpenedConnection> => {
  opened = await openConnection(folder.path(), options);
  return opened;
};

/** An answer that takes so many messages. */
const longAnswer = (messages: number) =>
  answerOf(`Sentence of an answer that is long. `.repeat(Math.floor((messages * 3950) / 36)));

describe('intents', () => {
  it('are the five that it needs, and no more', async () => {
    const { discord } = await open();
    const [guilds, messages, reactions, direct, content] = [1 << 0, 1 << 9, 1 << 10, 1 << 12, 1 << 15];
    expect(discord.gateway.sessions().map(session => session.intents)).toEqual([
      guilds | messages | reactions | direct | content,
    ]);
  });
});

describe('an app on a member’s own account', () => {
  const askLong = async (messages: number) => {
    const { discord, journey } = await open({ coach: createScriptedCoach(async () => longAnswer(messages)) });
    const asked = journey.command('ask', { question: 'tell me all' }, { userInstall: true });
    await discord.until(() => discord.calls.some(call => call.status === 400) || asked.followUps === messages - 1, 'all of it');
    return { asked, first: await journey.shown(asked) };
  };

  it('gives an answer of six messages whole', async () => {
    const { asked, first } = await askLong(6);
    expect(textOf(first)).toContain('Sentence of an answer');
    expect(asked.followUps).toBe(5);
  });

  it('lets stand what Discord takes of a longer one, and puts no apology in its place', async () => {
    const { asked, first } = await askLong(8);
    expect(asked.followUps).toBe(5);
    await opened?.journey.settled();
    expect(textOf(first)).toContain('Sentence of an answer');
    expect(opened?.discord.shownBy(asked)).toBeDefined();
    const refused = opened?.discord.calls.filter(call => call.path.includes(asked.token) && call.status >= 400);
    expect(refused).toHaveLength(1);
  });
});

describe('a member who takes no direct messages', () => {
  it('is told in reply what is for them alone', async () => {
    const { discord, journey } = await open({ limits: { memberPerHour: 0, channelPerHour: 100 } });
    discord.state.closedToMessages.add(discord.people.ana.id);
    const told = await journey.replyTo(journey.mention(discord.places.general, 'what do coders make?'));
    expect(textOf(told)).toMatch(/within the hour/);
  });
});

describe('an emoji on a message of before the start', () => {
  it('summons an answer, though the message was never seen', async () => {
    const discord = await startLocalDiscord();
    const { general, guild } = discord.places;
    const before = discord.say({ channel: general, text: 'who issues the CCS?', author: discord.people.ben });
    const { journey, inbound } = await open({ discord });
    await inbound.stores.settings.write(`discord:${guild}`, { reaction: '🪜' });
    discord.react(before, '🪜');
    expect(textOf(await journey.replyTo(before))).toContain('re: who issues the CCS?');
  });
});

describe('without Message Content', () => {
  it('the message that a command is about can be read all the same', async () => {
    const discord = await startLocalDiscord({ messageContent: false });
    const { journey } = await open({ discord });
    const message = discord.say({ channel: discord.places.general, text: 'who issues the CCS?', author: discord.people.ben });
    const resolved = { messages: { [String(message.id)]: message } };
    const data = { id: '1', name: 'Ask the coach about this', type: 3, target_id: message.id, resolved };
    const answer = await journey.shown(discord.invoke({ type: 2, data }));
    expect(isEphemeral(answer)).toBe(true);
    expect(textOf(answer)).toContain('re: who issues the CCS?');
  });
});

describe('a server in an outage when the bot starts', () => {
  it('does not keep it from starting, and nothing that is kept of it is lost', async () => {
    const discord = await startLocalDiscord();
    const { guild } = discord.newServer('Out');
    discord.state.inOutage.add(guild);
    const path = folder.path();
    const stores = await openStores({ dataDir: path, encryptionKey: undefined });
    await stores.settings.write(`discord:${guild}`, { privateByDefault: true });
    await stores.close();
    opened = await openConnection(path, { discord });
    await opened.journey.settled();
    expect(await opened.inbound.stores.settings.read(`discord:${guild}`)).toEqual({ privateByDefault: true });
    expect(discord.calls.filter(call => call.path === `/guilds/${guild}`)).toEqual([]);
  }, 60_000);
});
