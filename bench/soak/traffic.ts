import { setTimeout as sleep } from 'node:timers/promises';
import { createJourney } from '../../test/support/discord/journey.js';
import type { LocalDiscord } from '../../test/support/discord/local-discord.js';
import type { Json } from '../../test/support/discord/payloads.js';
import type { LocalSlack } from '../../test/support/slack/local-slack.js';
import { memberOf } from '../../test/support/slack/member.js';
import type { Product } from '../../test/support/slack/run-product.js';
import { addChannel, addMember } from '../../test/support/slack/world.js';
import { referenceOf } from '../discord/load.js';
import { answersIn, misplaced, questionsOf } from '../slack/load.js';
import { busyQuestions, within } from '../support/busy-minute.js';

/** What became of a place's questions. */
export type Judged = {
  readonly asked: number;
  readonly unanswered: number;
  readonly doubled: number;
  readonly outOfOrder: number;
};

export type Traffic = {
  /** Asks one question; settles when the platform has handed it over. */
  ask(): Promise<void>;
  /** Whether all that was asked has an answer. */
  isDone(): boolean;
  judge(product: Product): Promise<Judged>;
};

type Random = () => number;
const rooms = 12;
const pick = <T>(random: Random, items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;

/** Members who each ask in a thread of their own, one mention after the other. */
export const slackTraffic = (slack: LocalSlack, random: Random): Traffic => {
  const { team } = slack;
  const channels = Array.from({ length: 4 }, (_, at) => addChannel(team, `soak-${at}`));
  const threads = Array.from({ length: rooms }, (_, at) => {
    const member = memberOf(slack, team, addMember(team, `soaker-${at}`));
    const channel = pick(() => at / rooms, channels);
    return { member, channel, thread: member.write(channel, 'a thread').ts, asked: [] as string[], turn: Promise.resolve() };
  });
  return {
    async ask() {
      const one = pick(random, threads);
      const question = pick(random, busyQuestions);
      one.turn = one.turn.then(async () => {
        one.asked.push(question);
        await one.member.mention(one.channel, question, { thread: one.thread });
      });
      await one.turn;
    },
    isDone: () => threads.every(one => answersIn(slack, one).length >= one.asked.length),
    async judge(product) {
      const each = await Promise.all(
        threads.map(async one => {
          const found = answersIn(slack, one);
          return {
            asked: one.asked.length,
            unanswered: Math.max(0, one.asked.length - found.length),
            doubled: Math.max(0, found.length - one.asked.length),
            outOfOrder: misplaced(await questionsOf(product, team.id, found), one.asked),
          };
        }),
      );
      const sum = (key: keyof Judged): number => each.reduce((all, one) => all + one[key], 0);
      return { asked: sum('asked'), unanswered: sum('unanswered'), doubled: sum('doubled'), outOfOrder: sum('outOfOrder') };
    },
  };
};

/** Members who each mention the bot in a channel of their own. What is said while nobody is connected Discord delivers to nobody, so they wait. */
export const discordTraffic = (discord: LocalDiscord, random: Random): Traffic => {
  const { mention } = createJourney(discord);
  const places = Array.from({ length: rooms }, (_, at) => ({
    channel: discord.newChannel(`soak-${at}`),
    member: discord.newMember(`soaker-${at}`),
  }));
  const asked: Json[] = [];
  const repliesTo = (message: Json): Json[] =>
    [...discord.state.messages.values()].filter(one => referenceOf(one) === message.id);
  const isConnected = (): boolean => discord.gateway.sessions().some(session => session.sequence > 1);
  return {
    async ask() {
      const { channel, member } = pick(random, places);
      if (await within(60_000, isConnected)) asked.push(mention(channel, pick(random, busyQuestions), member));
    },
    isDone: () => asked.every(message => repliesTo(message).length > 0),
    async judge() {
      const answers = asked.map(repliesTo);
      const late = places.flatMap(({ channel }) => {
        const ids = asked.flatMap((message, at) => (message.channel_id === channel ? (answers[at]?.[0]?.id ?? []) : []));
        return ids.filter((id, at) => at > 0 && BigInt(String(id)) < BigInt(String(ids[at - 1])));
      });
      return {
        asked: asked.length,
        unanswered: answers.filter(found => found.length === 0).length,
        doubled: answers.filter(found => found.length > 1).length,
        outOfOrder: late.length,
      };
    },
  };
};

/** Visitors of the page: one who is cut off, or told that it is too much, asks again. `address` is of the server that runs now. */
export const webTraffic = (address: () => string | undefined, random: Random): Traffic & { askedAgain(): number } => {
  const visitors = Array.from({ length: rooms }, () => ({ turn: Promise.resolve() }));
  let [begun, answered, again, wrong] = [0, 0, 0, 0];
  const askOnce = async (question: string): Promise<boolean> => {
    const to = address();
    if (to === undefined) return false;
    const response = await fetch(`${to}/api/ask`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', connection: 'close' },
      body: JSON.stringify({ question, standsAlone: true }),
    }).catch(() => undefined);
    const body = await response?.json().catch(() => undefined);
    if (response?.status === 200 && !body?.answer) wrong += 1;
    return response?.status === 200 && body?.answer !== undefined;
  };
  return {
    async ask() {
      const visitor = pick(random, visitors);
      const question = pick(random, busyQuestions);
      begun += 1;
      visitor.turn = visitor.turn.then(async () => {
        for (let attempt = 0; attempt < 60 && !(await askOnce(question)); attempt++) {
          again += 1;
          await sleep(500);
        }
        answered += 1;
      });
      await visitor.turn;
    },
    isDone: () => answered === begun,
    judge: async () => ({ asked: begun, unanswered: begun - answered, doubled: 0, outOfOrder: wrong }),
    askedAgain: () => again,
  };
};
