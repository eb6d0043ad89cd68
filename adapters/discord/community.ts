import type { BaseInteraction, Message } from 'discord.js';

/*
 * A server is a community; a member's direct messages are one of their own, and so is what they do with the app installed to their
 * account in a server that did not install it: that server's officers never agreed to keep anything.
 */

const serverCommunity = (guildId: string): string => `discord:${guildId}`;
/** What the name of every member's own community begins with. */
export const memberCommunities = 'discord:user:';
const memberCommunity = (userId: string): string => `${memberCommunities}${userId}`;

export const communityOfServer = serverCommunity;

/** Under which what was registered for an application is kept; no community of anybody's. */
export const applicationScopes = 'discord:application:';
export const scopeOfApplication = (applicationId: string): string => `${applicationScopes}${applicationId}`;

/** The server that a community is; undefined for a member's own. */
export const guildIdOf = (community: string): string | undefined => /^discord:(\d+)$/.exec(community)?.[1];

export const communityOfMessage = (message: Pick<Message, 'guildId' | 'author'>): string =>
  message.guildId ? serverCommunity(message.guildId) : memberCommunity(message.author.id);

/** Whether the app is in the server, and not only on the account of who uses it. */
export const isInstalledInServer = (interaction: Pick<BaseInteraction, 'guildId' | 'authorizingIntegrationOwners'>): boolean =>
  interaction.guildId !== null && interaction.authorizingIntegrationOwners[0] !== undefined;

export const communityOfInteraction = (
  interaction: Pick<BaseInteraction, 'guildId' | 'user' | 'authorizingIntegrationOwners'>,
): string => {
  if (interaction.guildId && isInstalledInServer(interaction)) return serverCommunity(interaction.guildId);
  // Of a button, the owner is who made the message that it stands under.
  return memberCommunity(interaction.authorizingIntegrationOwners[1] ?? interaction.user.id);
};
