import { ApplicationFlags, REST, type RESTOptions, Routes } from 'discord.js';
import { z } from 'zod';
import type { DiscordConfig } from '../../src/config.js';
import { explainError } from './explain-error.js';
import { httpAgentFor } from './http-agent.js';

const applicationSchema = z.object({ id: z.string(), name: z.string(), flags: z.number().default(0) });

export type Application = {
  readonly id: string;
  readonly name: string;
  /** Whether Message Content is switched on: fully, or within the bounds of a bot in few servers. */
  readonly readsMessages: boolean;
};

/** What both REST clients are made with; `DISCORD_API_URL` sends them elsewhere, and the gateway's address follows from what it answers. */
export const restOptions = ({ apiUrl, proxy }: Pick<DiscordConfig, 'apiUrl' | 'proxy'>): Partial<RESTOptions> => ({
  version: '10',
  agent: httpAgentFor(proxy),
  ...(apiUrl ? { api: apiUrl.replace(/\/$/, '') } : {}),
});

export const createRest = (config: Pick<DiscordConfig, 'apiUrl' | 'token' | 'proxy'>, options: Partial<RESTOptions> = {}): REST =>
  new REST({ ...restOptions(config), ...options }).setToken(config.token.replace(/^Bot\s+/i, ''));

/** The application that a token belongs to. Rejects with `platform_refused` for a bad token, `platform_unreachable` without a network. */
export const readApplication = async (rest: REST): Promise<Application> => {
  try {
    const { id, name, flags } = applicationSchema.parse(await rest.get(Routes.currentApplication()));
    const mayRead = ApplicationFlags.GatewayMessageContent | ApplicationFlags.GatewayMessageContentLimited;
    return { id, name, readsMessages: (flags & mayRead) !== 0 };
  } catch (error) {
    throw explainError(error, 'the application');
  }
};

const gatewaySchema = z.object({ shards: z.number().int().min(1) });

/** How many shards Discord recommends. */
export const recommendedShards = async (rest: REST): Promise<number> => {
  try {
    return gatewaySchema.parse(await rest.get(Routes.gatewayBot())).shards;
  } catch (error) {
    throw explainError(error, 'the number of shards');
  }
};
