import { DiscordAPIError, DiscordjsError, HTTPError, RateLimitError } from 'discord.js';
import { NextRungError } from '../../src/domain/errors.js';

/* What Discord refuses, and what to do about it. Codes: discord.com/developers/docs/topics/opcodes-and-status-codes#json */

/** JSON error codes by what they are called there. */
export const apiCodes = {
  unknownChannel: 10_003,
  unknownGuild: 10_004,
  unknownMessage: 10_008,
  unknownWebhook: 10_015,
  unknownInteraction: 10_062,
  slowMode: 20_016,
  tooManyCommands: 30_034,
  tooLarge: 40_005,
  alreadyAcknowledged: 40_060,
  mostFollowUps: 40_094,
  missingAccess: 50_001,
  cannotMessageUser: 50_007,
  missingPermissions: 50_013,
  invalidWebhookToken: 50_027,
  invalidForm: 50_035,
  archivedThread: 50_083,
  noHistoryPermission: 160_002,
  threadExists: 160_004,
  mostThreads: 160_006,
} as const;

const nextSteps: Readonly<Record<number, string>> = {
  [apiCodes.unknownChannel]: 'The channel was deleted, or the bot was removed from it; nothing is to be done.',
  [apiCodes.unknownMessage]: 'The message was deleted before it was answered; nothing is to be done.',
  [apiCodes.unknownWebhook]: 'The interaction’s 15 minutes are over.',
  [apiCodes.invalidWebhookToken]: 'The interaction’s 15 minutes are over.',
  [apiCodes.unknownInteraction]:
    'It was acknowledged later than 3 seconds after it was made. When this repeats, the machine is too slow or its clock is wrong.',
  [apiCodes.slowMode]: 'The channel has slow mode on; give the bot’s role Manage Messages there to exempt it.',
  [apiCodes.tooManyCommands]: 'Discord takes 200 new commands a day for a server; try again tomorrow.',
  [apiCodes.tooLarge]: 'The pictures are larger than this server takes; the answer goes out without them.',
  [apiCodes.alreadyAcknowledged]: 'The request was repeated after its answer was lost, or the event was; nothing is to be done.',
  [apiCodes.mostFollowUps]:
    'Where the app is on a member’s account only, Discord takes five messages behind an answer’s first; in servers that add the bot it takes all.',
  [apiCodes.invalidForm]: 'The form of the message was refused. When this repeats, report it with this line.',
  [apiCodes.threadExists]: 'There is a thread on that message already; nothing is to be done.',
  [apiCodes.missingAccess]: 'Give the bot’s role View Channel there, or take the channel out of its reach for members too.',
  [apiCodes.cannotMessageUser]: 'The member takes no direct messages from this server; nothing is to be done.',
  [apiCodes.missingPermissions]:
    'Give the bot’s role Send Messages, Send Messages in Threads, Create Public Threads, Attach Files and Read Message History in that channel.',
  [apiCodes.archivedThread]: 'The thread is archived and locked; a moderator can open it again.',
  [apiCodes.noHistoryPermission]: 'Give the bot’s role Read Message History in that channel, so that it can reply to messages.',
  [apiCodes.mostThreads]: 'The server has as many open threads as Discord allows; archive some.',
};

const mayNotWrite =
  'I may not write in that channel. Please ask whoever manages this server to let me view it and send messages there, or ask me in a direct message.';

/** What a member can do about it; empty where the message or its place is gone, and nobody is there to be told. */
const memberSentences: Readonly<Record<number, string>> = {
  [apiCodes.unknownChannel]: '',
  [apiCodes.unknownGuild]: '',
  [apiCodes.unknownMessage]: '',
  [apiCodes.cannotMessageUser]: '',
  [apiCodes.missingAccess]: mayNotWrite,
  [apiCodes.missingPermissions]: mayNotWrite,
  [apiCodes.noHistoryPermission]: mayNotWrite,
  [apiCodes.archivedThread]: 'That thread is closed, so I can’t answer in it. Please ask in the channel, or in a direct message.',
  [apiCodes.slowMode]: 'Slow mode holds my answer back in that channel. Please ask me in a direct message.',
  [apiCodes.mostThreads]: 'This server has as many open threads as Discord allows. Please ask in the channel.',
};

/** Numbers of an address say where it happened; a token in it is a secret. */
const placeOf = (url: string): string => {
  const path = /\/api(?:\/v\d+)?(\/[^?]*)/.exec(url)?.[1] ?? '';
  return path.replace(/^(\/(?:webhooks|interactions)\/\d+)\/[^/]+/, '$1/…');
};

export const codeOf = (error: unknown): number | undefined =>
  error instanceof DiscordAPIError && typeof error.code === 'number' ? error.code : undefined;

/** Whether a request never got its answer, for want of a connection. */
export const isNetworkError = (error: unknown): boolean =>
  error instanceof Error &&
  (error.name === 'AbortError' ||
    /^(E[A-Z]+|UND_ERR_\w+)$/.test(String((error as NodeJS.ErrnoException).code ?? '')) ||
    error.message === 'fetch failed');

/** discord.js keeps the request's body on its errors, and with it members' words: only what names the fault is carried on. */
const withoutBody = (error: Error): Error => {
  const bare = new Error(`${error.name}: ${error.message}`);
  bare.stack = undefined as never;
  return bare;
};

/**
 * A failure of Discord's as the log shall show it: what was refused, where, and the next step. Never with the text of a message or a
 * token. What is no failure of Discord's is given back as it is.
 */
export const explainError = (error: unknown, what: string): unknown => {
  if (error instanceof NextRungError) return error;
  if (error instanceof DiscordAPIError) {
    if (error.status === 401) return badToken(error);
    const step = nextSteps[Number(error.code)] ?? 'See discord.com/developers/docs/topics/opcodes-and-status-codes.';
    return new NextRungError(
      'platform_refused',
      `Discord refused ${what} (${error.code}, ${error.method} ${placeOf(error.url)}). ${step}`,
      { cause: withoutBody(error), memberSentence: memberSentences[Number(error.code)] },
    );
  }
  if (error instanceof RateLimitError || error instanceof HTTPError || isNetworkError(error)) {
    return new NextRungError(
      'platform_unreachable',
      `Discord could not be reached for ${what}. Check the network and discordstatus.com.`,
      { cause: withoutBody(error as Error) },
    );
  }
  if (error instanceof DiscordjsError)
    return new NextRungError('platform_refused', `${what}: ${error.message}`, { cause: withoutBody(error) });
  return error;
};

const badToken = (cause: Error): NextRungError =>
  new NextRungError(
    'platform_refused',
    'Discord refused the token. In the developer portal (discord.com/developers/applications) open Bot, press Reset Token, and set DISCORD_TOKEN to the new one.',
    { cause: withoutBody(cause) },
  );

/** Close codes of the gateway that no reconnect mends: discord.com/developers/docs/topics/opcodes-and-status-codes#gateway */
export const closeCodes = {
  authenticationFailed: 4004,
  invalidShard: 4010,
  shardingRequired: 4011,
  disallowedIntents: 4014,
} as const;

/** Why the gateway closed for good, with the next step. */
export const explainClose = (code: number): NextRungError => {
  const steps: Readonly<Record<number, string>> = {
    [closeCodes.authenticationFailed]:
      'the token is not valid any more. In the developer portal open Bot, press Reset Token, and set DISCORD_TOKEN to the new one.',
    [closeCodes.invalidShard]: 'the number of shards does not fit. Set DISCORD_SHARDS=auto, or remove it.',
    [closeCodes.shardingRequired]: 'the bot is in too many servers for one connection. Set DISCORD_SHARDS=auto.',
    [closeCodes.disallowedIntents]:
      'an intent is not allowed. In the developer portal open Bot and turn on Message Content Intent, or leave it off and start again.',
  };
  return new NextRungError(
    'platform_refused',
    `Discord closed the connection (${code}): ${steps[code] ?? 'see its status at discordstatus.com.'}`,
  );
};
