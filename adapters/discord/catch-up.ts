import { type Channel, type Client, type Message, PermissionFlagsBits, SnowflakeUtil, type TextBasedChannel } from 'discord.js';
import type { Services } from '../services.js';
import { notOlderThanMs } from '../take-up-questions.js';
import { untilCoachReady } from '../until-coach-ready.js';
import { memberCommunities } from './community.js';
import { explainError } from './explain-error.js';
import type { Listening } from './listen.js';
import { placeOfKeys } from './message-names.js';

/** Channels that are looked into, those first that were written in last; each is a request to Discord. */
const mostChannels = 100;
/** Discord gives no more at once: discord.com/developers/docs/resources/message#get-channel-messages */
const mostMessages = 100;
/** Discord does not list direct messages: who wrote within this time is looked after. */
const directSinceMs = 24 * 60 * 60_000;
const mostDirect = 50;
/** What is written in a channel meanwhile waits for what was missed there, and that for the coach: no longer than this. */
const patienceMs = 10_000;

const historyBits = [PermissionFlagsBits.ViewChannel, PermissionFlagsBits.ReadMessageHistory];

/** A channel that was written in, with the last that was. */
type Stale = { readonly channel: TextBasedChannel; readonly last: bigint };

/** Those whose messages may be read, and that were written in since; those first that were written in last. */
const staleOf = (client: Client<true>, channels: Iterable<Channel>, since: bigint): Stale[] =>
  [...channels]
    .flatMap((channel): Stale[] => {
      if (!channel.isTextBased() || !('lastMessageId' in channel) || !channel.lastMessageId) return [];
      const mayRead = channel.isDMBased() || (channel.permissionsFor(client.user)?.has(historyBits) ?? false);
      const last = BigInt(channel.lastMessageId);
      return mayRead && last > since ? [{ channel, last }] : [];
    })
    .toSorted((one, other) => (one.last < other.last ? 1 : -1));

/** Messages of others since then, oldest first, that none of ours replies to: whatever the store knows, Discord shows what was answered. */
const unansweredIn = async (channel: TextBasedChannel, since: bigint): Promise<readonly Message[]> => {
  const messages = [...(await channel.messages.fetch({ limit: mostMessages })).values()];
  const ours = messages.filter(({ author, client }) => author.id === client.user?.id);
  const answered = new Set(ours.map(message => message.reference?.messageId));
  return messages
    .filter(message => BigInt(message.id) > since && !ours.includes(message) && !answered.has(message.id))
    .toSorted((one, other) => (BigInt(one.id) < BigInt(other.id) ? -1 : 1));
};

/** Channels of direct messages with members who wrote to the coach lately. */
const directChannels = async (client: Client<true>, { deliveries }: Pick<Services, 'deliveries'>): Promise<string[]> => {
  if (!client.ws.shards.has(0)) return [];
  const taken = await deliveries.taken(memberCommunities, new Date(Date.now() - directSinceMs));
  return [...new Set(taken.flatMap(({ keys }) => placeOfKeys(keys)?.channelId ?? []))].slice(-mostDirect);
};

/**
 * Reads again what was written while nobody listened: Discord repeats to a resumed session what it missed, to a new one nothing. What an
 * earlier process took, or what is answered already, is let through by nobody. Begins at once, so that what comes in a channel from now on
 * is answered behind what was missed there. Never rejects.
 */
export const catchUp = async (
  services: Pick<Services, 'deliveries' | 'coachState' | 'log'>,
  client: Client<true>,
  { missed, inChannel, directBehind }: Listening,
  stopped: () => boolean,
): Promise<void> => {
  const { log } = services;
  const since = SnowflakeUtil.generate({ timestamp: Date.now() - notOlderThanMs });
  const waitedUntil = Date.now() + patienceMs;
  const ready = untilCoachReady(services, () => stopped() || Date.now() > waitedUntil);
  const readIn = (channelId: string, find: () => Promise<Channel | null | undefined>): Promise<void> =>
    inChannel(channelId, async () => {
      const channel = await find();
      const [stale] = channel ? staleOf(client, [channel], since) : [];
      await ready;
      if (!stale || stopped()) return;
      for (const message of await unansweredIn(stale.channel, since)) await missed(message);
    }).catch((error: unknown) => {
      const err = explainError(error, 'what was written meanwhile');
      log.warn({ err, channel: channelId }, 'what was written in a channel while nobody listened could not be read');
    });
  const known = staleOf(client, client.channels.cache.values(), since).slice(0, mostChannels);
  const reading = known.map(({ channel }) => readIn(channel.id, async () => channel));
  try {
    // One who has blocked the bot, or left, is no trouble of ours.
    const fetched = (id: string) => client.channels.fetch(id, { force: true }).catch(() => undefined);
    const direct = directChannels(client, services).then(ids => ids.map(id => readIn(id, () => fetched(id))));
    // The store tells which channels these are; until it has, new direct messages wait behind what was missed.
    directBehind(
      direct.then(
        () => undefined,
        () => undefined,
      ),
    );
    await Promise.all([...reading, ...(await direct)]);
  } catch (err) {
    log.warn({ err }, 'direct messages that were written while nobody listened could not be looked for');
  }
};
