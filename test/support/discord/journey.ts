import { afterAll, afterEach, beforeAll, expect, vi } from 'vitest';
import type { Invoke } from './events.js';
import { type LocalDiscord, type LocalDiscordOptions, startLocalDiscord } from './local-discord.js';
import type { Json, User } from './payloads.js';
import { buttonsOf, textOf } from './read-message.js';
import { type Product, type RunOptions, startProduct, startProductHere } from './run-product.js';
import type { Interaction } from './state.js';

type Options = Readonly<Record<string, string | number | boolean>>;
const optionTypes = { string: 3, number: 4, boolean: 5 } as const;

type By = Partial<Pick<Invoke, 'user' | 'channel' | 'permissions' | 'userInstall' | 'owner' | 'amongMembers' | 'createdAt'>>;

/** What members of a local Discord do, and see of the bot. */
export const createJourney = (discord: LocalDiscord) => {
  const { bot } = discord.people;
  const { until } = discord;

  const optionsOf = (options: Options): Json[] =>
    Object.entries(options).map(([name, value]) => ({
      name,
      value,
      type: /^\d{17,20}$/.test(String(value)) ? 7 : optionTypes[typeof value as keyof typeof optionTypes],
    }));

  const journey = {
    discord,
    /** Mentions the bot in a channel. */
    mention: (channel: string, text: string, author?: User): Json =>
      discord.say({ channel, text: `<@${bot.id}> ${text}`, mentions: [bot], ...(author ? { author } : {}) }),
    /** The bot's reply to a message, once it is there. */
    replyTo: (message: Json): Promise<Json> =>
      until(
        () =>
          discord
            .saidIn(String(message.channel_id))
            .find(said => (said.message_reference as Json | undefined)?.message_id === message.id),
        'a reply',
      ),
    /** Uses a command. */
    command: (name: string, options: Options = {}, by: By = {}): Interaction => {
      const channels = Object.values(options).filter(value => /^\d{17,20}$/.test(String(value)));
      const resolved = {
        channels: Object.fromEntries(channels.map(id => [id, { id, type: 0, name: 'channel', permissions: '0' }])),
      };
      return discord.invoke({ type: 2, data: { id: '1', name, type: 1, options: optionsOf(options), resolved }, ...by });
    },
    /** Presses a button under a message. */
    press: (message: Json, label: string, by: By = {}): Interaction => {
      const button = buttonsOf(message).find(one => one.label === label);
      if (!button) throw new Error(`no button ${label} among ${buttonsOf(message).map(one => one.label)}`);
      return discord.invoke({
        type: 3,
        data: { custom_id: button.id, component_type: 2 },
        channel: String(message.channel_id),
        message,
        ...by,
      });
    },
    /** What an interaction was answered with, once it is there and no longer "thinking". */
    shown: (interaction: Interaction): Promise<Json> =>
      until(() => {
        const message = discord.shownBy(interaction);
        return message && (textOf(message) || buttonsOf(message).length > 0) ? message : undefined;
      }, 'an answer to an interaction'),
    /** Once everything before it has been handled: a direct message is answered. */
    async settled(): Promise<void> {
      const before = discord.saidIn(discord.places.direct).length;
      discord.say({ channel: discord.places.direct, text: 'hello' });
      await until(() => discord.saidIn(discord.places.direct).length > before, 'an answer to a greeting');
    },
  };
  return journey;
};

export type Journey = ReturnType<typeof createJourney>;

/** The product at work there, besides. */
export type RunningJourney = Journey & { readonly product: Product };

type JourneyOptions = LocalDiscordOptions &
  RunOptions & {
    /** The product is `npm start` in a process of its own, which takes two seconds to begin; else it runs in this one. */
    readonly ownProcess?: boolean;
  };

/**
 * A local Discord with the product at work in it, for the tests of a file. After each test nothing could notify anybody, no form was refused
 * that Discord documents, no wait was cut short, and the product still runs.
 */
export const useJourney = (options: JourneyOptions = {}): (() => RunningJourney) => {
  // A busy machine is slow; a test that waits in vain ends after the local Discord's patience.
  vi.setConfig({ testTimeout: 90_000 });
  let journey: RunningJourney | undefined;
  beforeAll(async () => {
    const discord = await startLocalDiscord(options);
    journey = {
      ...createJourney(discord),
      product: await (options.ownProcess ? startProduct : startProductHere)(discord, options),
    };
  });
  afterEach(() => {
    expect(journey?.discord.state.violations.splice(0)).toEqual([]);
    expect(journey?.product.runs()).toBe(true);
  });
  afterAll(async () => {
    await journey?.product.clear();
    await journey?.discord.close();
  });
  return () => {
    if (!journey) throw new Error('the journey begins in beforeAll');
    return journey;
  };
};
