import { type MessageReaction, type PartialMessageReaction, type PartialUser, PermissionFlagsBits, type User } from 'discord.js';
import { communityOfServer } from './community.js';
import { answersIn } from './community-settings.js';
import type { DiscordContext } from './context.js';
import type { FindConversation } from './find-conversation.js';
import { deliveryKeysOf } from './message-names.js';
import { placeOf } from './message-place.js';
import { createMessageReply } from './message-reply.js';
import { questionText } from './question-text.js';

/** The variation selector comes and goes with the client that reacts. */
const bare = (emoji: string): string => emoji.replaceAll('\uFE0F', '');

const isEmoji = ({ emoji }: MessageReaction | PartialMessageReaction, wanted: string): boolean =>
  wanted.includes(':') ? emoji.id === wanted.split(':')[1] : emoji.id === null && bare(emoji.name ?? '') === bare(wanted);

/** Answers a message that a member marked with the server's emoji, once per message, if officers turned that on. */
export const onReaction = async (
  context: DiscordContext,
  find: FindConversation,
  reaction: MessageReaction | PartialMessageReaction,
  user: User | PartialUser,
): Promise<void> => {
  const { guildId } = reaction.message;
  if (!guildId || user.bot) return;
  const community = communityOfServer(guildId);
  const settings = await context.settings.read(community);
  if (!settings.reaction || !isEmoji(reaction, settings.reaction)) return;
  const message = await reaction.message.fetch();
  if (!message.inGuild() || message.author.bot || message.webhookId !== null || message.system) return;
  const text = questionText(message.content);
  const parent = message.channel.isThread() ? message.channel.parentId : null;
  if (!text || !answersIn(settings, message.channelId, parent) || !placeOf(message).canSend) return;
  if (settings.reactionByModeratorsOnly) {
    const member = await message.guild.members.fetch(user.id);
    if (!message.channel.permissionsFor(member).has(PermissionFlagsBits.ManageMessages)) return;
  }
  const incoming = {
    community,
    channel: message.channelId,
    conversation: message.channel.isThread() ? await find.ofThread(community, message.channel) : message.id,
    member: user.id,
    text,
    // The same as if the message itself had called: it is answered once, however it was summoned.
    deliveryKeys: deliveryKeysOf(message),
    isPrivate: false,
    quotas: { memberPerHour: settings.memberPerHour },
  };
  void context.services.incoming.handle(
    incoming,
    createMessageReply(context, message, incoming, user.partial ? await user.fetch() : user),
  );
};
