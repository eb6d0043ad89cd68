import { randomBytes } from 'node:crypto';
import type { SlackBlock } from './block-rules.js';
import { manifest } from './manifest.js';

/* What a Slack holds: workspaces with their members, channels, messages and tokens. */

export type Channel = {
  readonly id: string;
  readonly name: string;
  readonly kind: 'public' | 'private' | 'im' | 'mpim';
  /** Members by user id; the bot posts only where it is one. */
  readonly members: Set<string>;
  archived: boolean;
};

export type Message = {
  readonly team: string;
  readonly channel: string;
  readonly ts: string;
  readonly thread: string | undefined;
  /** User id of who wrote it. */
  readonly author: string;
  /** Only this member sees it. */
  readonly onlyFor: string | undefined;
  /** What goes with it unseen. */
  readonly metadata?: unknown;
  readonly how: 'posted' | 'streamed' | 'response_url' | 'file' | 'member';
  text: string;
  markdown: string;
  blocks: readonly SlackBlock[];
  unfurls: boolean;
  state: 'streaming' | 'final' | 'deleted';
  /** Every state that a member saw before this one. */
  readonly earlier: { readonly text: string; readonly at: number }[];
  readonly at: number;
};

export type Token = {
  readonly value: string;
  readonly kind: 'bot' | 'app';
  readonly team: string;
  readonly scopes: Set<string>;
  revoked: boolean;
};

export type Team = {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  readonly bot: { readonly userId: string; readonly botId: string };
  readonly members: Map<string, { readonly id: string; readonly name: string }>;
  readonly channels: Map<string, Channel>;
  readonly messages: Message[];
  readonly token: Token;
};

export type UploadedFile = {
  readonly id: string;
  readonly team: string;
  readonly name: string;
  readonly altText: string;
  bytes: Buffer;
  /** When it was completed; undefined while it is being uploaded. */
  completedAt: number | undefined;
};

export const newId = (letter: string): string => letter + randomBytes(5).toString('hex').toUpperCase();

let lastTs = 0;
/** A timestamp as Slack gives them: seconds with six places, never twice. */
export const newTs = (): string => {
  lastTs = Math.max(lastTs + 1, Date.now() * 1000);
  return `${Math.floor(lastTs / 1_000_000)}.${String(lastTs % 1_000_000).padStart(6, '0')}`;
};

const channel = (id: string, name: string, kind: Channel['kind'], members: readonly string[]): Channel => ({
  id,
  name,
  kind,
  members: new Set(members),
  archived: false,
});

/** A workspace with a public channel, two members and the bot, which is in the channel. */
export const createTeam = (options: { readonly name?: string; readonly scopes?: readonly string[] } = {}): Team => {
  const [id, name] = [newId('T'), options.name ?? 'Acme Coders'];
  const bot = { userId: newId('U'), botId: newId('B') };
  const members = ['ruth', 'sam'].map(member => ({ id: newId('U'), name: member }));
  const general = channel(newId('C'), 'general', 'public', [bot.userId, ...members.map(member => member.id)]);
  return {
    id,
    name,
    domain: name.toLowerCase().replaceAll(/[^a-z]+/g, '-'),
    bot,
    members: new Map(members.map(member => [member.id, member])),
    channels: new Map([[general.id, general]]),
    messages: [],
    token: {
      value: `xoxb-${id.slice(1)}-${randomBytes(8).toString('hex')}`,
      kind: 'bot',
      team: id,
      scopes: new Set(options.scopes ?? manifest.oauth_config.scopes.bot),
      revoked: false,
    },
  };
};

/** Adds a channel with every member and, unless told otherwise, the bot. */
export const addChannel = (team: Team, name: string, options: { kind?: Channel['kind']; withBot?: boolean } = {}): Channel => {
  const kind = options.kind ?? 'public';
  const letter = { public: 'C', private: 'C', im: 'D', mpim: 'G' }[kind];
  const added = channel(newId(letter), name, kind, [
    ...team.members.keys(),
    ...(options.withBot === false ? [] : [team.bot.userId]),
  ]);
  team.channels.set(added.id, added);
  return added;
};

/** The direct messages between a member and the bot. */
export const directMessagesOf = (team: Team, member: string): Channel => {
  const known = [...team.channels.values()].find(({ kind, members }) => kind === 'im' && members.has(member));
  if (known) return known;
  const added = channel(newId('D'), member, 'im', [member, team.bot.userId]);
  team.channels.set(added.id, added);
  return added;
};

export const addMember = (team: Team, name: string): string => {
  const id = newId('U');
  team.members.set(id, { id, name });
  for (const { kind, members } of team.channels.values()) if (kind !== 'im') members.add(id);
  return id;
};
