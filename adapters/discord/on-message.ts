import type { Message } from 'discord.js';
import { LRUCache } from 'lru-cache';
import type { Incoming } from '../incoming.js';
import { communityOfMessage } from './community.js';
import { answersIn } from './community-settings.js';
import type { DiscordContext } from './context.js';
import { explainError } from './explain-error.js';
import type { FindConversation } from './find-conversation.js';
import { calledBy } from './message-calls.js';
import { deliveryKeysOf } from './message-names.js';
import { type Place, placeOf } from './message-place.js';
import { createMessageReply, tellMember } from './message-reply.js';
import { questionText } from './question-text.js';
import { answersElsewhere, cannotWriteIn } from './texts.js';

/** How long after the last answer a thread's asker need not mention the coach; later, the thread may be about something else. */
const followUpMs = 24 * 3_600_000;

/** The message that a reply answers, as Discord sent it along; undefined when it was deleted or cannot be read. */
const referenceOf = async (message: Message): Promise<Message | undefined> =>
  message.reference?.messageId ? message.fetchReference().catch(() => undefined) : undefined;

const conversationOf = async (find: FindConversation, community: string, message: Message): Promise<string> => {
  if (!message.inGuild()) return message.channelId;
  if (message.channel.isThread()) return find.ofThread(community, message.channel);
  const reference = await referenceOf(message);
  return (reference && (await find.ofMessage(community, reference))) ?? message.id;
};

/** Whether the asker goes on in a thread of ours, so that no mention is needed. */
const goesOn = async (context: DiscordContext, find: FindConversation, community: string, message: Message): Promise<boolean> => {
  if (!message.channel.isThread() || !find.isOurs(message.channel)) return false;
  const conversation = await find.ofThread(community, message.channel);
  const known = await context.services.conversations.find({ community, conversation });
  return known?.startedBy === message.author.id && Date.now() - known.lastTurnAt.getTime() < followUpMs;
};

/** "@NextRung" alone, in reply to somebody's question, asks that question. */
const textOf = async (message: Message, botId: string): Promise<string> => {
  const own = questionText(message.content);
  if (own) return own;
  const reference = await referenceOf(message);
  return reference && reference.author.id !== botId && !reference.author.bot ? questionText(reference.content) : '';
};

/** Messages whose members were told why they are not answered: a resumed connection may bring one again. */
const toldOf = new LRUCache<string, true>({ max: 1000 });

/** Nobody's question waits for it: opening a direct message is what Discord limits most. */
const tellBesides = ({ services }: DiscordContext, message: Message, place: Place, sentence: string): void => {
  if (toldOf.has(message.id)) return;
  toldOf.set(message.id, true);
  tellMember(message.author, message, place, sentence).catch((error: unknown) =>
    services.log.warn(
      { err: explainError(error, 'a direct message'), channel: message.channelId },
      'a member could not be told why they are not answered',
    ),
  );
};

/** What a message asks of the coach; undefined when it asks nothing. */
const readMessage = async (
  context: DiscordContext,
  find: FindConversation,
  message: Message,
  isLate: boolean,
): Promise<Incoming | undefined> => {
  const botId = context.client.user.id;
  const called = calledBy(message, botId);
  if (!called) return undefined;
  const community = communityOfMessage(message);
  if (called === 'thread' && !(await goesOn(context, find, community, message))) return undefined;
  // Without Message Content a reply that does not ping us, or a word in a thread, comes empty.
  if (!message.content && called !== 'mention' && called !== 'direct') return undefined;
  const settings = await context.settings.read(community);
  const parent = message.channel.isThread() ? message.channel.parentId : null;
  if (message.inGuild() && !answersIn(settings, message.channelId, parent)) {
    if (called === 'mention' && !isLate)
      tellBesides(context, message, { ...placeOf(message), canSend: false }, answersElsewhere(settings.channels));
    return undefined;
  }
  const { canSend } = placeOf(message);
  if (!canSend && message.inGuild()) {
    if (isLate) return undefined;
    context.services.log.warn(
      { community, channel: message.channelId },
      'the bot was asked in a channel that it may not write in; give its role Send Messages (in threads: Send Messages in Threads) there',
    );
    tellBesides(context, message, placeOf(message), cannotWriteIn(`<#${message.channelId}>`));
    return undefined;
  }
  return {
    community,
    channel: message.channelId,
    conversation: await conversationOf(find, community, message),
    member: message.author.id,
    text: await textOf(message, botId),
    deliveryKeys: deliveryKeysOf(message),
    isPrivate: !message.inGuild(),
    isOverheard: called === 'thread',
    isUnanswered: isLate,
    quotas: { memberPerHour: settings.memberPerHour },
  };
};

/**
 * Answers a message when it is for the coach. Settles once the question has its place among the conversation's, so that the messages of
 * one channel keep their order; the answer follows by itself.
 *
 * @param isLate an earlier process may have seen it, and Discord shows no answer: who is not answered here was told so then
 */
export const onMessage = async (
  context: DiscordContext,
  find: FindConversation,
  message: Message,
  isLate = false,
): Promise<void> => {
  const incoming = await readMessage(context, find, message, isLate);
  if (!incoming) return;
  await context.acknowledgements.quiet();
  void context.services.incoming.handle(incoming, createMessageReply(context, message, incoming));
};
