import { afterAll, afterEach, beforeAll, expect, vi } from 'vitest';
import { readableText } from './content.js';
import { type LocalSlack, startLocalSlack } from './local-slack.js';
import { buttonsIn, type Member, memberOf } from './member.js';
import { type Mode, type Product, type RunOptions, startProduct, startProductHere } from './run-product.js';
import { addChannel, addMember, type Channel, type Message, type Team } from './world.js';

export type Journey = ReturnType<typeof createJourney>;

/** How long a test waits for what must come; what must not come is looked for when something later has come. */
const patience = { timeout: 25_000, interval: 20 };

/** A product at work in a local Slack, and what a test asks of the two. */
export const createJourney = (slack: LocalSlack, product: () => Product) => {
  let rooms = 0;
  const { team } = slack;
  const ids = [...team.members.keys()];

  /** What everybody in a thread sees of the bot. */
  const saidIn = (channel: Channel, thread: string | undefined, of: Team = team): Message[] =>
    of.messages.filter(
      message =>
        message.channel === channel.id &&
        message.thread === thread &&
        message.author === of.bot.userId &&
        !message.onlyFor &&
        message.state !== 'deleted',
    );
  /** What one member alone sees. */
  const toldTo = (member: Member, of: Team = team): Message[] =>
    of.messages.filter(message => message.onlyFor === member.id && message.state !== 'deleted');

  const waitFor = async <Value>(look: () => Value | undefined | false, what: string): Promise<Value> => {
    await expect.poll(() => Boolean(look()), { ...patience, message: what }).toBe(true);
    const found = look();
    if (found === undefined || found === false) throw new Error(`${what}: it was there and is gone`);
    return found;
  };

  const journey = {
    slack,
    team,
    product,
    ruth: memberOf(slack, team, ids[0] ?? ''),
    sam: memberOf(slack, team, ids[1] ?? ''),
    general: [...team.channels.values()][0] as Channel,
    /** A public channel of the test's own. */
    newChannel: (name = `room-${rooms++}`, options: Parameters<typeof addChannel>[2] = {}): Channel =>
      addChannel(team, name, options),
    /** A member of the test's own. */
    newMember: (name = 'kim'): Member => memberOf(slack, team, addMember(team, name)),
    saidIn,
    toldTo,
    waitFor,
    /** The bot's messages in a thread, once there are so many and all are whole. */
    answers: (channel: Channel, thread: string | undefined, count = 1, of: Team = team): Promise<Message[]> =>
      waitFor(() => {
        const messages = saidIn(channel, thread, of);
        return messages.length >= count && messages.every(message => message.state === 'final') && messages;
      }, `${count} whole answers in a thread`),
    /** The last private message to a member, once there are so many. */
    told: (member: Member, count = 1, of: Team = team): Promise<Message> =>
      waitFor(() => (toldTo(member, of).length >= count ? toldTo(member, of).at(-1) : undefined), 'a private message'),
    textOf: (messages: Message | readonly Message[]): string => [messages].flat().map(readableText).join('\n'),
    labelsOf: (message: Message): string[] => buttonsIn(message.blocks).map(button => button.label),
    /** What a press of a button sends; the label may be given by a part of it. */
    button(message: Pick<Message, 'blocks'>, label: string | RegExp) {
      const found = buttonsIn(message.blocks).find(button =>
        typeof label === 'string' ? button.label === label : label.test(button.label),
      );
      if (!found) throw new Error(`no button ${label} among ${buttonsIn(message.blocks).map(button => button.label)}`);
      return found.action;
    },
    /** Waits until no call was made for a while: whatever was on its way has come. */
    async quiet(ms = 300): Promise<void> {
      let seen = -1;
      while (seen !== slack.calls.length) {
        seen = slack.calls.length;
        await new Promise(resolve => setTimeout(resolve, ms));
      }
    },
    /** Lines of the log that hold a text. */
    logged: (text: string | RegExp): string[] =>
      product()
        .stderr()
        .split('\n')
        .filter(line => (typeof text === 'string' ? line.includes(text) : text.test(line))),
  };
  return journey;
};

type JourneyOptions = RunOptions & {
  readonly scopes?: readonly string[];
  /** The product is `npm start` in a process of its own, which takes two seconds to begin; else it runs in this one. */
  readonly ownProcess?: boolean;
};

/**
 * A local Slack and a product at work in it, for the tests of one `describe`. After each test nothing pinged, no token went astray, no wait
 * was cut short, and the product still runs.
 */
export const useJourney = (mode: Mode, options: JourneyOptions = {}): (() => Journey) => {
  // A busy machine is slow; a test that waits in vain ends after `patience`.
  vi.setConfig({ testTimeout: 60_000 });
  let journey: Journey | undefined;
  let product: Product | undefined;
  beforeAll(async () => {
    const slack = await startLocalSlack(options.scopes ? { scopes: options.scopes } : {});
    product = await (options.ownProcess ? startProduct : startProductHere)(slack, mode, options);
    journey = createJourney(slack, () => product as Product);
  });
  afterEach(() => {
    expect(journey?.slack.state.violations.splice(0)).toEqual([]);
    expect(product?.runs()).toBe(true);
    journey?.slack.interfere(() => undefined);
    if (journey) Object.assign(journey.slack.state.settings, { refuseResponse: () => undefined, fileReadyMs: 0 });
  });
  afterAll(async () => {
    await product?.clear();
    await journey?.slack.close();
  });
  return () => {
    if (!journey) throw new Error('the journey begins in beforeAll');
    return journey;
  };
};
