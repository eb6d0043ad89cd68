import type { Channel, Guild, Json, User } from './payloads.js';

/** A request that came in, as recorded. */
export type Call = {
  readonly method: string;
  /** Decoded, without version and query: `/channels/1/messages`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Json;
  readonly files: readonly { readonly name: string; readonly bytes: Buffer }[];
  readonly authorization: string | undefined;
  /** When it began to come in. */
  readonly at: number;
  status: number;
};

export type Interaction = {
  readonly id: string;
  readonly token: string;
  readonly payload: Json;
  readonly channelId: string;
  readonly createdAt: number;
  /** The message that the first answer became. */
  original?: string;
  acknowledgedAt?: number;
  /** How it was acknowledged: discord.com/developers/docs/interactions/receiving-and-responding */
  callbackType?: number;
  callback?: Json;
  followUps: number;
};

export type State = {
  readonly token: string;
  readonly bot: User;
  readonly applicationId: string;
  /** Flags of the application: 1 << 18 is Message Content. */
  applicationFlags: number;
  readonly guilds: Map<string, Guild>;
  /** Servers in an outage: a new session is told that they are there, and no more. */
  readonly inOutage: Set<string>;
  readonly channels: Map<string, Channel>;
  readonly messages: Map<string, Json>;
  readonly interactions: Map<string, Interaction>;
  /** Interactions by their tokens. */
  readonly tokens: Map<string, Interaction>;
  readonly commands: Map<string, Json>;
  /** Users who take no direct messages from the bot. */
  readonly closedToMessages: Set<string>;
  /** Messages by the nonce that they came with: a request that is repeated makes no second one. */
  readonly nonces: Map<string, Json>;
  /** What no bot should do, though Discord may take it: mentions, calls before the time that was asked for, forms that were refused. */
  readonly violations: string[];
  /** Of the bot's role, in every server. */
  botPermissions: bigint;
  refusesV2: boolean;
  recommendedShards: number;
  /** Until when an interaction takes its first answer. */
  interactionDeadlineMs: number;
  interactionTokenMs: number;
  /** Calls that each bucket takes within a time; none: no limit. */
  bucketLimit: { readonly requests: number; readonly windowMs: number } | undefined;
  /** Calls that were asked to wait. */
  limited: number;
};

/** The message that was written last in each channel. */
export const lastMessages = ({ messages }: Pick<State, 'messages'>): ReadonlyMap<string, string> => {
  const last = new Map<string, string>();
  for (const { channel_id: channel, id } of messages.values())
    if (BigInt(last.get(String(channel)) ?? 0) < BigInt(String(id))) last.set(String(channel), String(id));
  return last;
};
