import { PermissionFlagsBits, type REST, Routes } from 'discord.js';
import { z } from 'zod';
import type { Config } from '../../src/config.js';
import type { Check } from '../check.js';
import { type Application, createRest, readApplication } from './application.js';
import { commandNames } from './commands.js';
import { explainError } from './explain-error.js';
import { inviteLink, neededPermissions } from './permissions.js';
import { registeredNames } from './register-commands.js';

/** A check that waits longer than this is as good as failed. */
const timeoutMs = 5000;

const guildsSchema = z.array(z.object({ name: z.string(), permissions: z.string().regex(/^\d+$/) }));

const failed = (name: string, error: unknown): Check => ({
  name,
  state: 'problem',
  text: error instanceof Error ? error.message : String(error),
});

const checkApplication = ({ id, name, readsMessages }: Application, expected: string | undefined): Check[] => [
  { name: 'Discord', state: 'ok', text: `the token belongs to ${name} (application ${id})` },
  ...(expected && expected !== id
    ? [
        {
          name: 'Discord',
          state: 'note' as const,
          text: `DISCORD_APPLICATION_ID is ${expected}, another application than the token’s`,
          next: 'Set it to the token’s, or remove it: the token says which application it is.',
        },
      ]
    : []),
  readsMessages
    ? { name: 'Discord intents', state: 'ok', text: 'Message Content Intent is on: threads and reactions work without a mention' }
    : {
        name: 'Discord intents',
        state: 'note',
        text: 'Message Content Intent is off. Mentions, direct messages, commands and replies that ping work; follow-ups in threads without a mention, replies without a ping and reactions are not read',
        next: 'To have those, turn on Message Content Intent in the developer portal, under Bot.',
      },
];

const checkServers = async (rest: REST, { id }: Application): Promise<Check> => {
  const name = 'Discord servers';
  const servers = guildsSchema.parse(await rest.get(Routes.userGuilds()));
  if (servers.length === 0)
    return { name, state: 'note', text: 'the bot is in no server yet', next: `Add it: ${inviteLink(id)}` };
  const lacking = servers.flatMap(server => {
    const has = BigInt(server.permissions);
    if (has & PermissionFlagsBits.Administrator) return [];
    const missing = neededPermissions.filter(([, bit]) => (has & bit) === 0n).map(([what]) => what);
    return missing.length > 0 ? [`${server.name}: ${missing.join(', ')}`] : [];
  });
  const count = `in ${servers.length} ${servers.length === 1 ? 'server' : 'servers'}`;
  return lacking.length === 0
    ? { name, state: 'ok', text: count }
    : {
        name,
        state: 'note',
        text: `${count}; its role lacks, in ${lacking.join('; in ')}`,
        next: 'Give the role these in Server Settings, Roles.',
      };
};

const checkCommands = async (rest: REST, { id }: Application, testGuildId: string | undefined): Promise<Check> => {
  const name = 'Slash commands';
  const there = new Set(await registeredNames(rest, id, testGuildId));
  const missing = commandNames.filter(command => !there.has(command));
  const where = testGuildId ? 'in the test server only' : 'everywhere';
  return missing.length === 0
    ? { name, state: 'ok', text: `all ${commandNames.length} are registered, ${where}` }
    : { name, state: 'note', text: `not registered yet: ${missing.join(', ')}`, next: 'npm start registers them.' };
};

/** What stands between the configured token and a bot that answers: each with its next step. Nothing when no token is set. */
export const checkDiscord = async ({ discord }: Pick<Config, 'discord'>): Promise<readonly Check[]> => {
  if (!discord) return [];
  const rest = createRest(discord, { timeout: timeoutMs, retries: 0 });
  try {
    const application = await readApplication(rest);
    const asked = [checkServers(rest, application), checkCommands(rest, application, discord.testGuildId)];
    const answers = await Promise.all(
      asked.map(check => check.catch((error: unknown) => failed('Discord', explainError(error, 'a check')))),
    );
    return [...checkApplication(application, discord.applicationId), ...answers];
  } catch (error) {
    return [failed('Discord', error)];
  }
};
