import { type Client, Routes, ShardClientUtil } from 'discord.js';
import { applicationScopes, communityOfServer, guildIdOf, scopeOfApplication } from './community.js';
import type { DiscordContext } from './context.js';
import { apiCodes, codeOf, explainError } from './explain-error.js';

/** Deletes what is kept of a server that the bot was removed from. */
export const forgetServer = async (
  { services, settings }: Pick<DiscordContext, 'services' | 'settings'>,
  guildId: string,
): Promise<void> => {
  const community = communityOfServer(guildId);
  settings.forget(community);
  const deleted = await services.memberData.forgetCommunity(community);
  services.log.info({ community, ...deleted }, 'the bot was removed from a server: what was kept of it is deleted');
};

/** Each shard is told of its own servers only: discord.com/developers/docs/events/gateway#sharding */
const isOfThisShard = ({ ws, options }: Client<true>, guildId: string): boolean =>
  ws.shards.has(ShardClientUtil.shardIdForGuildId(guildId, options.shardCount ?? 1));

/** Asked of Discord once more: what is deleted does not come back. */
const isLeft = async ({ rest }: Client<true>, guildId: string): Promise<boolean> => {
  try {
    await rest.get(Routes.guild(guildId));
    return false;
  } catch (error) {
    const code = codeOf(error);
    if (code === apiCodes.unknownGuild || code === apiCodes.missingAccess) return true;
    throw error;
  }
};

/**
 * Deletes what is kept of servers that the bot was removed from while it was off, of which no event tells. Where another application has
 * used the same folder nothing is: the servers may be its own, and this one was never in them. Never rejects.
 */
export const forgetLeftServers = async (context: Pick<DiscordContext, 'services' | 'settings' | 'client'>): Promise<void> => {
  const { services, client } = context;
  const { memberData, log } = services;
  try {
    const applications = await memberData.communities(applicationScopes);
    const missing = (await memberData.communities('discord:')).flatMap(community => guildIdOf(community) ?? []);
    const left = missing.filter(id => isOfThisShard(client, id) && !client.guilds.cache.has(id));
    if (left.length === 0) return;
    if (applications.some(scope => scope !== scopeOfApplication(client.application.id))) {
      log.info(
        { servers: left.length },
        'data is kept of servers that this bot is not in; as another bot used DATA_DIR too, it stays until RETENTION_DAYS have passed',
      );
      return;
    }
    for (const guildId of left) if (await isLeft(client, guildId)) await forgetServer(context, guildId);
  } catch (error) {
    log.error(
      { err: explainError(error, 'a server') },
      'servers that the bot was removed from could not be looked for; it is tried again at the next start',
    );
  }
};
