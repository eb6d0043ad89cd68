import { type Channel, directMessagesOf, type Message, type Team, type Token, type UploadedFile } from './world.js';

/** One call of the Web API, as it came in and as it was answered. */
export type Call = {
  readonly method: string;
  readonly token: string;
  readonly team: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly at: number;
  status: number;
  /** The error that was answered; undefined when it was done. */
  error: string | undefined;
};

/** A refusal as Slack tells it: HTTP 200 with `ok: false`. */
export class Refusal extends Error {
  readonly error: string;
  readonly details: object;
  constructor(error: string, details: object = {}) {
    super(error);
    this.error = error;
    this.details = details;
  }
}

/** What the methods work on. */
export type SlackState = {
  readonly teams: Map<string, Team>;
  readonly files: Map<string, UploadedFile>;
  readonly views: View[];
  readonly statuses: ShownStatus[];
  readonly prompts: {
    readonly channel: string;
    readonly thread: string | undefined;
    readonly prompts: unknown;
    readonly title: unknown;
  }[];
  readonly titles: { readonly channel: string; readonly thread: string; readonly title: string }[];
  readonly triggers: Map<string, { readonly at: number; readonly team: string; used: boolean }>;
  readonly responseUrls: Map<string, ResponseUrl>;
  /** Codes that the OAuth page gave out, with the workspace that agreed. */
  readonly codes: Map<string, string>;
  /** What no careful app does; a journey ends with none. */
  readonly violations: string[];
  readonly settings: {
    streamMs: number;
    fileReadyMs: number;
    /** The second call on a connection is lost: as when it is closed for idleness just then. */
    closesKeptConnections: boolean;
    /** What a response_url says instead of taking what was sent to it; undefined: it takes it, if it holds to the limits. */
    refuseResponse: (body: Args) => { readonly status: number; readonly body: string } | undefined;
  };
  readonly origin: () => string;
};

export type View = {
  readonly id: string;
  readonly team: string;
  readonly user: string | undefined;
  readonly surface: 'modal' | 'home';
  readonly view: Readonly<Record<string, unknown>>;
};
type ShownStatus = { readonly channel: string; readonly thread: string; readonly status: string; readonly at: number };
type ResponseUrl = {
  readonly team: string;
  readonly channel: string;
  readonly user: string;
  readonly madeAt: number;
  /** The message whose button was pressed, if it was one. */
  readonly message: Message | undefined;
  uses: number;
};

export type Caller = { readonly state: SlackState; readonly team: Team; readonly token: Token };
export type Args = Readonly<Record<string, unknown>>;
export type Method = {
  /** The scope that a token needs; none for those that need no more than a token. */
  readonly scope?: string;
  readonly run: (args: Args, caller: Caller) => object;
};

/** A text argument; `missing` is the error when it is not there. */
export const textArg = (args: Args, name: string, missing = 'invalid_arguments'): string => {
  const value = args[name];
  if (typeof value !== 'string' || value === '') throw new Refusal(missing);
  return value;
};
export const optionalText = (args: Args, name: string): string | undefined => {
  const value = args[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/** The channel that a call means, if the bot may write there. */
export const channelToWrite = (args: Args, { team }: Caller, name = 'channel'): Channel => {
  const channel = channelToSee(args, team, name);
  if (channel.archived) throw new Refusal('is_archived');
  if (!channel.members.has(team.bot.userId)) throw new Refusal('not_in_channel');
  return channel;
};
/** Another workspace's channel is not found, whatever its id. */
export const channelToSee = (args: Args, team: Team, name = 'channel'): Channel => {
  const id = textArg(args, name, 'channel_not_found');
  // A message to a member's id is one in their direct messages.
  const channel = team.members.has(id) ? directMessagesOf(team, id) : team.channels.get(id);
  if (!channel) throw new Refusal('channel_not_found');
  return channel;
};

export const findMessage = (team: Team, channel: string, ts: unknown): Message | undefined =>
  team.messages.find(message => message.channel === channel && message.ts === ts && message.state !== 'deleted');
