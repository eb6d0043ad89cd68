import type { DiscordConfig } from '../../src/config.js';
import { NextRungError } from '../../src/domain/errors.js';
import { type Running, type Services, type StartAdapter, withLog } from '../services.js';
import { createRest, readApplication, recommendedShards } from './application.js';
import { connect } from './connect.js';
import { explainError } from './explain-error.js';
import { keepTrying } from './keep-trying.js';
import { registerCommands } from './register-commands.js';
import { startShards } from './shards.js';

const withoutMessageContent =
  'Message Content Intent is off: mentions, direct messages and commands are answered, follow-ups in threads and by reaction are not. It is switched on in the developer portal, under Bot.';

const register = async (
  services: Services,
  options: Omit<Parameters<typeof registerCommands>[0], 'settings' | 'subject' | 'log'>,
): Promise<void> => {
  try {
    await registerCommands({ ...options, settings: services.settings, subject: services.pack.info.subject, log: services.log });
  } catch (error) {
    // The commands of last time are still there.
    services.log.error(
      { err: explainError(error, 'the commands') },
      'commands could not be registered; members see those of last time',
    );
  }
};

const begin = async (services: Services, config: DiscordConfig): Promise<Running> => {
  const rest = createRest(config);
  const { id, name, readsMessages } = await readApplication(rest);
  if (!readsMessages) services.log.info(withoutMessageContent);
  await register(services, { rest, applicationId: id, testGuildId: config.testGuildId });
  const count = config.shards === 'auto' ? await recommendedShards(rest) : (config.shards ?? 1);
  if (count > 1) return { description: `Discord (${name}, in ${count} shards)`, ...startShards({ services, config, count }) };
  const { servers, health, stop } = await connect({ services, config, readsMessages });
  return { description: `Discord (${name}, in ${servers()} ${servers() === 1 ? 'server' : 'servers'})`, health, stop };
};

/**
 * Starts Discord: commands first, then the gateway, in this process or, with `DISCORD_SHARDS`, in one process for each shard. Without a
 * network it goes on trying.
 */
export const startDiscord: StartAdapter = async (given): Promise<Running> => {
  const config = given.config.discord;
  if (!config) throw new NextRungError('config_invalid', 'Discord: set DISCORD_TOKEN.');
  const services = withLog(given, given.log.child({ adapter: 'discord' }));
  return keepTrying(() => begin(services, config), services.log);
};
