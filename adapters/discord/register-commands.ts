import { createHash } from 'node:crypto';
import { type REST, Routes } from 'discord.js';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { SettingsStore } from '../../src/contracts/settings-store.js';
import { commands } from './commands.js';

const keptSchema = z.object({ commandHashes: z.record(z.string(), z.string()).default({}) });

type RegisterOptions = {
  readonly rest: REST;
  readonly applicationId: string;
  /** A server to try commands in, where they appear at once; none: everywhere. */
  readonly testGuildId: string | undefined;
  /** Keeps what was registered last; the application is a scope of its own there. */
  readonly settings: SettingsStore;
  readonly log: Logger;
};

/** Tells Discord of the commands, when they are not those that it was told of last. */
export const registerCommands = async ({ rest, applicationId, testGuildId, settings, log }: RegisterOptions): Promise<void> => {
  const scope = `discord:application:${applicationId}`;
  const place = testGuildId ?? 'global';
  const hash = createHash('sha256').update(JSON.stringify(commands)).digest('hex');
  const { commandHashes } = keptSchema.catch({ commandHashes: {} }).parse((await settings.read(scope)) ?? {});
  if (commandHashes[place] === hash) return;
  const route = testGuildId
    ? Routes.applicationGuildCommands(applicationId, testGuildId)
    : Routes.applicationCommands(applicationId);
  await rest.put(route, { body: commands });
  await settings.write(scope, { commandHashes: { ...commandHashes, [place]: hash } });
  log.info({ commands: commands.length, place }, 'commands were registered with Discord');
};
