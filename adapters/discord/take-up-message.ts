import type { Client, Message } from 'discord.js';
import type { Unanswered } from '../../src/contracts/delivery-store.js';
import { guildIdOf } from './community.js';
import { explainError } from './explain-error.js';
import { placeOfKeys } from './message-names.js';

/** Discord sends direct messages to the first shard, a server's to its own: discord.com/developers/docs/events/gateway#sharding */
const isOurs = (client: Client<true>, community: string): boolean => {
  const guildId = guildIdOf(community);
  return guildId === undefined ? client.ws.shards.has(0) : client.guilds.cache.has(guildId);
};

/**
 * Reads again a message that a process took and did not answer, and answers it as if it had just come. A command's words are nowhere to be
 * read, and what its answer would go out by is not kept: Discord itself tells its member that there will be none.
 */
export const takeUpMessage = async (
  client: Client<true>,
  answer: (message: Message) => Promise<void>,
  { community, keys, wasSending }: Unanswered,
): Promise<void> => {
  const place = placeOfKeys(keys);
  // Whether an answer came through is seen where its channel is read again (catch-up.ts).
  if (!place || wasSending || !isOurs(client, community)) return;
  try {
    const channel = await client.channels.fetch(place.channelId);
    if (channel?.isTextBased()) await answer(await channel.messages.fetch(place.messageId));
  } catch (error) {
    throw explainError(error, 'a message that was not answered');
  }
};
