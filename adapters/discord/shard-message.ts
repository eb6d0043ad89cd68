import { z } from 'zod';
import type { Config } from '../../src/config.js';

/** What the process that runs the shards says to one of them. The settings were checked where they were read. */
const shardMessageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('start'), config: z.custom<Config>(value => typeof value === 'object' && value !== null) }),
  z.object({ kind: z.literal('stop') }),
]);

export type ShardMessage = z.output<typeof shardMessageSchema>;

/** Undefined for what discord.js's manager says to its shards. */
export const readShardMessage = (message: unknown): ShardMessage | undefined => shardMessageSchema.safeParse(message).data;
