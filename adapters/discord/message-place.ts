import { type Message, PermissionFlagsBits, type PermissionsBitField } from 'discord.js';

/** What the bot may do where a message was written. */
export type Place = {
  readonly canSend: boolean;
  readonly canReply: boolean;
  readonly canAttach: boolean;
  readonly canOpenThread: boolean;
};

const direct: Place = { canSend: true, canReply: true, canAttach: true, canOpenThread: false };

/** Asked before anything is written: a refusal costs a request, and an answer that nobody sees. */
export const placeOf = (message: Message): Place => {
  if (!message.inGuild()) return direct;
  const { channel } = message;
  const permissions: Readonly<PermissionsBitField> | null = channel.permissionsFor(message.client.user);
  const may = (flag: bigint): boolean => permissions?.has(flag) ?? false;
  const isThread = channel.isThread();
  return {
    canSend:
      may(PermissionFlagsBits.ViewChannel) &&
      may(isThread ? PermissionFlagsBits.SendMessagesInThreads : PermissionFlagsBits.SendMessages),
    canReply: may(PermissionFlagsBits.ReadMessageHistory),
    canAttach: may(PermissionFlagsBits.AttachFiles),
    canOpenThread:
      !isThread &&
      may(PermissionFlagsBits.CreatePublicThreads) &&
      may(PermissionFlagsBits.SendMessagesInThreads) &&
      'threads' in channel,
  };
};
