import { pino } from 'pino';
import { type Connection, connect } from '../../../adapters/discord/connect.js';
import { everydayWatch } from '../../../adapters/discord/watchdog.js';
import type { Services } from '../../../adapters/services.js';
import { readConfig } from '../../../src/config.js';
import { compilePackOrThrow } from '../../../src/knowledge/compile-pack.js';
import { readPackFiles } from '../../../src/knowledge/pack-files.js';
import { openInbound } from '../inbound.js';
import { createScriptedCoach } from '../scripted-coach.js';
import { createJourney } from './journey.js';
import { type LocalDiscord, startLocalDiscord } from './local-discord.js';

type InboundOptions = NonNullable<Parameters<typeof openInbound>[1]>;

/**
 * A connection to a local Discord within the test's own process, for what only a scripted coach shows: what it was asked, and with which
 * turns. It answers "re: " and the question unless it is given another script.
 */
export const openConnection = async (
  dataDir: string,
  {
    watch = everydayWatch,
    discord: given,
    coach = createScriptedCoach(),
    untilFound = Promise.resolve(),
    ...over
  }: Omit<InboundOptions, 'coach'> & {
    readonly coach?: ReturnType<typeof createScriptedCoach>;
    readonly watch?: typeof everydayWatch;
    readonly discord?: LocalDiscord;
    /** Before it settles the store doesn't say who wrote lately. */
    readonly untilFound?: Promise<void>;
  } = {},
) => {
  const discord = given ?? (await startLocalDiscord());
  const config = readConfig({ DISCORD_TOKEN: discord.state.token, DISCORD_API_URL: discord.apiUrl }, process.cwd());
  const inbound = await openInbound(dataDir, { ...over, coach });
  const services: Services = {
    config,
    log: pino({ level: 'silent' }),
    coach,
    coachState: () => ({ state: 'ready' }),
    platforms: () => [],
    pack: compilePackOrThrow(await readPackFiles(config.packDir), config.packDir),
    incoming: inbound,
    ...inbound.stores,
    deliveries: {
      unanswered: (...which) => inbound.stores.deliveries.unanswered(...which),
      taken: (...which) => untilFound.then(() => inbound.stores.deliveries.taken(...which)),
    },
  };
  if (!config.discord) throw new Error('a token is set');
  const connection: Connection = await connect({ services, config: config.discord, readsMessages: true, watch });
  return {
    discord,
    inbound,
    connection,
    coach,
    journey: createJourney(discord),
    async close(): Promise<void> {
      await connection.stop();
      await inbound.stores.close();
      await discord.close();
    },
  };
};

export type OpenedConnection = Awaited<ReturnType<typeof openConnection>>;
