import { createHash } from 'node:crypto';
import { type REST, Routes } from 'discord.js';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { SettingsStore } from '../../src/contracts/settings-store.js';
import { commandNames, commandsFor } from './commands.js';
import { scopeOfApplication } from './community.js';
import { apiCodes, codeOf, explainError } from './explain-error.js';

const keptSchema = z.object({ commandHashes: z.record(z.string(), z.string()).default({}) });
const registeredSchema = z.array(z.object({ name: z.string() }));

type RegisterOptions = {
  readonly rest: REST;
  readonly applicationId: string;
  /** A server to try commands in, where they appear at once; none: everywhere. */
  readonly testGuildId: string | undefined;
  /** Keeps what was registered last; the application is a scope of its own there. */
  readonly settings: SettingsStore;
  /** What the coach is for, which the description of `/ask` says. */
  readonly subject: string;
  readonly log: Logger;
};

const everywhere = 'global';

const routeOf = (applicationId: string, place: string) =>
  place === everywhere ? Routes.applicationCommands(applicationId) : Routes.applicationGuildCommands(applicationId, place);

/** Names of the commands that Discord has in a place, whoever registered them. */
export const registeredNames = async (
  rest: REST,
  applicationId: string,
  testGuildId: string | undefined,
): Promise<readonly string[]> =>
  registeredSchema.parse(await rest.get(routeOf(applicationId, testGuildId ?? everywhere))).map(({ name }) => name);

/** Another program with the same token may have put its own commands in their place. */
const areThere = async ({ rest, applicationId, testGuildId }: RegisterOptions): Promise<boolean> => {
  const there = new Set(await registeredNames(rest, applicationId, testGuildId));
  return there.size === commandNames.length && commandNames.every(name => there.has(name));
};

/**
 * Where commands were tried before they would stand beside those that are registered now. False when it is to be tried again: a server
 * that the bot was removed from has lost them anyway.
 */
const clear = async ({ rest, applicationId, log }: RegisterOptions, place: string): Promise<boolean> => {
  try {
    await rest.put(routeOf(applicationId, place), { body: [] });
    log.info({ place }, 'commands were removed from a server that they are no longer tried in');
    return true;
  } catch (error) {
    log.warn(
      { err: explainError(error, 'the removal of commands'), place },
      'commands could not be removed from a server that they are no longer tried in',
    );
    return codeOf(error) === apiCodes.missingAccess;
  }
};

/** Tells Discord of the commands, when they are not those that it was told of last, or are no longer there. */
export const registerCommands = async (options: RegisterOptions): Promise<void> => {
  const { rest, applicationId, testGuildId, settings, log } = options;
  const commands = commandsFor(options.subject);
  const scope = scopeOfApplication(applicationId);
  const place = testGuildId ?? everywhere;
  const hash = createHash('sha256').update(JSON.stringify(commands)).digest('hex');
  const { commandHashes } = keptSchema.catch({ commandHashes: {} }).parse((await settings.read(scope)) ?? {});
  const isNew = commandHashes[place] !== hash || !(await areThere(options));
  if (isNew) await rest.put(routeOf(applicationId, place), { body: commands });
  const left = Object.keys(commandHashes).filter(one => one !== place && one !== everywhere);
  const cleared: string[] = [];
  for (const one of left) if (await clear(options, one)) cleared.push(one);
  if (!isNew && cleared.length === 0) return;
  const kept = Object.entries(commandHashes).filter(([one]) => !cleared.includes(one));
  await settings.write(scope, { commandHashes: { ...Object.fromEntries(kept), [place]: hash } });
  if (isNew) log.info({ commands: commands.length, place }, 'commands were registered with Discord');
};
