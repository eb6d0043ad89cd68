import type { Client } from 'discord.js';
import type { Services } from '../services.js';
import type { Acknowledgements } from './acknowledgements.js';
import type { CommunitySettingsReader } from './community-settings.js';

/** What every handler of an event is given. */
export type DiscordContext = {
  readonly services: Services;
  readonly client: Client<true>;
  readonly settings: CommunitySettingsReader;
  readonly acknowledgements: Acknowledgements;
  /** Whether messages that neither mention the bot nor come directly can be read. */
  readonly readsMessages: boolean;
};
