import { afterEach, describe, expect, it } from 'vitest';
import { openStores } from '../../../src/create-stores.js';
import { type OpenedConnection, openConnection } from '../../support/discord/connection.js';
import { startLocalDiscord } from '../../support/discord/local-discord.js';
import { citedAnswer } from '../../support/open-stores.js';
import { useTemporaryFolder } from '../../support/temporary-folder.js';

const folder = useTemporaryFolder();
let opened: OpenedConnection | undefined;
afterEach(() => opened?.close());

const left = 'discord:123456789012345678';

/** Starts the bot with something kept of its server, of one that it is no longer in, and of a member. */
const start = async (applications: readonly string[]) => {
  const path = folder.path();
  const discord = await startLocalDiscord();
  const stores = await openStores({ dataDir: path, encryptionKey: undefined });
  const stays = [`discord:${discord.places.guild}`, 'discord:user:5', 'slack:T1'];
  for (const community of [...stays, left]) {
    const given = { member: 'U1', question: 'a question', answer: citedAnswer(), isPrivate: false };
    await stores.conversations.remember({ community, conversation: 'c' }, given);
  }
  for (const id of applications) await stores.settings.write(`discord:application:${id}`, {});
  await stores.close();
  opened = await openConnection(path, { discord });
  const { memberData } = opened.inbound.stores;
  const kept = async () => (await memberData.communities('')).filter(name => !name.startsWith('discord:application:'));
  return { discord, kept, stays, answersMention: () => opened?.journey.settled() };
};

describe('a server that the bot was removed from while it was off', () => {
  it('is forgotten when it starts, and nothing else is', async () => {
    const { kept, stays, discord } = await start(['900000000000000001']);
    expect(discord.state.applicationId).toBe('900000000000000001');
    await expect.poll(kept, { timeout: 5000 }).toEqual(stays.toSorted());
  });

  it('is left alone where another bot used the same folder: the server may be that bot’s', async () => {
    const { kept, stays, answersMention } = await start(['900000000000000001', '900000000000000002']);
    await answersMention();
    expect(await kept()).toEqual(expect.arrayContaining([...stays, left]));
  });
});
