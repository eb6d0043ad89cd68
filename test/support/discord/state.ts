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
};

export type State = {
  readonly token: string;
  readonly bot: User;
  readonly applicationId: string;
  /** Flags of the application: 1 << 18 is Message Content. */
  applicationFlags: number;
  readonly guilds: Map<string, Guild>;
  readonly channels: Map<string, Channel>;
  readonly messages: Map<string, Json>;
  readonly interactions: Map<string, Interaction>;
  readonly commands: Map<string, Json>;
  /** Users who take no direct messages from the bot. */
  readonly closedToMessages: Set<string>;
  /** Of the bot's role, in every server. */
  botPermissions: bigint;
  refusesV2: boolean;
  recommendedShards: number;
  interactionTokenMs: number;
};
