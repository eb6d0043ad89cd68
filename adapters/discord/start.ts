import { NextRungError } from '../../src/domain/errors.js';
import type { Running, Services, StartAdapter } from '../services.js';
import { createRest, readApplication } from './application.js';
import { connect } from './connect.js';
import { explainError } from './explain-error.js';
import { registerCommands } from './register-commands.js';

const withoutMessageContent =
  'Message Content Intent is off: mentions, direct messages and commands are answered, follow-ups in threads and by reaction are not. It is switched on in the developer portal, under Bot.';

const register = async (
  services: Services,
  options: Omit<Parameters<typeof registerCommands>[0], 'settings' | 'log'>,
): Promise<void> => {
  try {
    await registerCommands({ ...options, settings: services.settings, log: services.log });
  } catch (error) {
    // The commands of last time are still there.
    services.log.error(
      { err: explainError(error, 'the commands') },
      'commands could not be registered; members see those of last time',
    );
  }
};

/** Starts Discord: commands first, then the gateway. */
export const startDiscord: StartAdapter = async (services: Services): Promise<Running> => {
  const config = services.config.discord;
  if (!config) throw new NextRungError('config_invalid', 'Discord needs DISCORD_TOKEN.');
  const rest = createRest(config);
  const application = await readApplication(rest);
  if (!application.readsMessages) services.log.info(withoutMessageContent);
  const { testGuildId } = config;
  await register(services, { rest, applicationId: application.id, testGuildId });
  const connection = await connect({ services, config, readsMessages: application.readsMessages });
  return {
    description: `Discord (${application.name}, in ${connection.servers()} servers)`,
    health: connection.health,
    stop: connection.stop,
  };
};
