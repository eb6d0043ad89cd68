import { PermissionFlagsBits } from 'discord.js';

/** What the bot's role needs in a server, by the names that Discord shows, and no more. */
export const neededPermissions: readonly (readonly [name: string, bit: bigint])[] = [
  ['View Channels', PermissionFlagsBits.ViewChannel],
  ['Send Messages', PermissionFlagsBits.SendMessages],
  ['Send Messages in Threads', PermissionFlagsBits.SendMessagesInThreads],
  ['Create Public Threads', PermissionFlagsBits.CreatePublicThreads],
  ['Attach Files', PermissionFlagsBits.AttachFiles],
  ['Read Message History', PermissionFlagsBits.ReadMessageHistory],
];

/** The page on which an officer adds the bot to a server: discord.com/developers/docs/topics/oauth2#bot-authorization-flow */
export const inviteLink = (applicationId: string): string => {
  const permissions = neededPermissions.reduce((sum, [, bit]) => sum | bit, 0n);
  return `https://discord.com/oauth2/authorize?client_id=${applicationId}&scope=bot+applications.commands&permissions=${permissions}`;
};
