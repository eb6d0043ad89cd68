import { type Message, MessageType } from 'discord.js';

/** Whether a person wrote it: not a bot, a webhook or Discord itself. */
const isByPerson = (message: Message): boolean =>
  !message.author.bot &&
  !message.author.system &&
  !message.system &&
  message.webhookId === null &&
  (message.type === MessageType.Default || message.type === MessageType.Reply);

const mentionsBotRole = (message: Message<true>, botId: string): boolean =>
  message.mentions.roles.some(role => role.tags?.botId === botId);

/**
 * How a message calls the coach: directly, by a mention of it or of its role, by a reply to it, or perhaps by going on in a thread of
 * its own, where it depends on who asked before. Undefined when it does not.
 */
export const calledBy = (message: Message, botId: string): 'direct' | 'mention' | 'reply' | 'thread' | undefined => {
  if (!isByPerson(message)) return undefined;
  if (!message.inGuild()) return 'direct';
  const repliesToUs = message.type === MessageType.Reply && message.mentions.repliedUser?.id === botId;
  if (repliesToUs) return 'reply';
  if (message.mentions.users.has(botId) || mentionsBotRole(message, botId)) return 'mention';
  const speaksToOthers = message.mentions.users.size > 0 || message.mentions.roles.size > 0 || message.type === MessageType.Reply;
  return message.channel.isThread() && !speaksToOthers ? 'thread' : undefined;
};
