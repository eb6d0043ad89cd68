import { answeredBy } from '../../adapters/slack/send/post-message.js';
import { createJourney } from '../../test/support/discord/journey.js';
import type { LocalDiscord } from '../../test/support/discord/local-discord.js';
import type { Json } from '../../test/support/discord/payloads.js';
import type { LocalSlack } from '../../test/support/slack/local-slack.js';
import { memberOf } from '../../test/support/slack/member.js';
import { addChannel, addMember, type Message } from '../../test/support/slack/world.js';
import { referenceOf } from '../discord/load.js';
import { answersIn, misplaced } from '../slack/load.js';
import { busyQuestions } from '../support/busy-minute.js';

/** A question that nobody answered. */
export type Missed = {
  readonly place: string;
  /** When it was asked, as `Date.now()` has it. */
  readonly at: number;
  /** What its delivery is known by in the store; the page's is known by a name that nobody is told. */
  readonly key: string | undefined;
  /** Its platform sent it again and again, and gave up. */
  readonly isGivenUp?: boolean;
  readonly question: string;
};

/** What became of a place's questions. */
export type Judged = {
  readonly asked: number;
  /** Told kindly to ask again, as by a process that is only starting: no answer, and no silence. */
  readonly told: number;
  /** Neither answered nor told anything. */
  readonly unanswered: number;
  readonly doubled: number;
  readonly outOfOrder: number;
  /** Those without an answer; where several have none in a place, one of them may have been told to ask again. */
  readonly missed: readonly Missed[];
};

export type Traffic = {
  /** Asks one question; settles when the platform has handed it over. */
  ask(): Promise<void>;
  /** Whether all that was asked has an answer. */
  isDone(): boolean;
  judge(): Judged;
};

export type Random = () => number;
export const rooms = 12;
export const pick = <T>(random: Random, items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;

const sumOf = (each: readonly Judged[]): Judged => {
  const sum = (key: Exclude<keyof Judged, 'missed'>): number => each.reduce((all, one) => all + one[key], 0);
  return {
    asked: sum('asked'),
    told: sum('told'),
    unanswered: sum('unanswered'),
    doubled: sum('doubled'),
    outOfOrder: sum('outOfOrder'),
    missed: each.flatMap(one => one.missed),
  };
};

const asksAgain = /ask (?:me )?again/i;

type AskedInThread = { readonly question: string; readonly at: number; ts: string; isGivenUp: boolean };

/** The message that one of ours answers: the words may have been asked in its thread before. */
const answersTo = ({ metadata }: Message): string => answeredBy.safeParse(metadata).data?.event_payload.to ?? 'unknown';

/** Members who each ask in a thread of their own, one mention after the other. */
export const slackTraffic = (slack: LocalSlack, random: Random): Traffic => {
  const { team } = slack;
  const channels = Array.from({ length: 4 }, (_, at) => addChannel(team, `soak-${at}`));
  const threads = Array.from({ length: rooms }, (_, at) => {
    const member = memberOf(slack, team, addMember(team, `soaker-${at}`));
    const channel = pick(() => at / rooms, channels);
    return {
      member,
      channel,
      thread: member.write(channel, 'a thread').ts,
      asked: [] as AskedInThread[],
      turn: Promise.resolve(),
    };
  });
  const toldIn = (thread: string): number =>
    team.messages.filter(one => one.thread === thread && one.onlyFor && asksAgain.test(one.text)).length;
  const judgeOne = (one: (typeof threads)[number]): Judged => {
    const answers = answersIn(slack, one).map(answersTo);
    const missed = one.asked.filter(({ ts }) => !answers.includes(ts));
    const told = Math.min(missed.length, toldIn(one.thread));
    return {
      asked: one.asked.length,
      told,
      unanswered: missed.length - told,
      doubled: answers.length - new Set(answers).size,
      outOfOrder: misplaced(
        answers,
        one.asked.map(({ ts }) => ts),
      ),
      missed: missed.map(({ question, at, ts, isGivenUp }) => ({
        place: 'Slack',
        question,
        at,
        key: `${team.id}:${one.channel.id}:${ts}`,
        isGivenUp,
      })),
    };
  };
  return {
    async ask() {
      const one = pick(random, threads);
      const question = pick(random, busyQuestions);
      one.turn = one.turn.then(async () => {
        const asked: AskedInThread = { question, at: Date.now(), ts: '', isGivenUp: false };
        one.asked.push(asked);
        const { message, deliveries } = await one.member.mention(one.channel, question, { thread: one.thread });
        asked.ts = message.ts;
        asked.isGivenUp = deliveries.some(({ ackMs }) => ackMs.at(-1) === undefined);
      });
      await one.turn;
    },
    isDone: () => threads.every(one => judgeOne(one).unanswered === 0),
    judge: () => sumOf(threads.map(judgeOne)),
  };
};

/**
 * Members who each mention the bot in a channel of their own, or write to it directly. What is said while nobody is connected Discord
 * delivers to nobody, and of what is said while a connection is resumed it delivers all.
 */
export const discordTraffic = (discord: LocalDiscord, random: Random): Traffic => {
  const { mention } = createJourney(discord);
  const places = Array.from({ length: rooms }, (_, at) => {
    const member = discord.newMember(`soaker-${at}`);
    const direct = discord.directWith(member);
    return { member, direct, channel: at % 3 === 0 ? direct : discord.newChannel(`soak-${at}`) };
  });
  type Room = (typeof places)[number];
  const asked: { readonly message: Json; readonly room: Room; readonly question: string; readonly at: number }[] = [];
  const askIn = (room: Room): void => {
    const question = pick(random, busyQuestions);
    const { member, channel, direct } = room;
    const message =
      channel === direct ? discord.say({ channel, author: member, text: question }) : mention(channel, question, member);
    asked.push({ message, room, question, at: Date.now() });
  };
  // Nothing tells the coach of a direct message that is the first of its member and comes while it is off.
  for (const room of places) if (room.channel === room.direct) askIn(room);
  const repliesTo = (message: Json): Json[] =>
    [...discord.state.messages.values()].filter(one => referenceOf(one) === message.id);
  const toldTo = ({ direct }: Room): number => discord.saidIn(direct).filter(one => asksAgain.test(String(one.content))).length;
  const judgeRoom = (room: Room): Judged => {
    const mine = asked.filter(one => one.room === room);
    const answers = mine.map(({ message }) => repliesTo(message));
    const missed = mine.filter((_, at) => answers[at]?.length === 0);
    const told = Math.min(missed.length, toldTo(room));
    const ids = answers.flatMap(([first]) => (first ? [BigInt(String(first.id))] : []));
    return {
      asked: mine.length,
      told,
      unanswered: missed.length - told,
      doubled: answers.filter(found => found.length > 1).length,
      // Each mention in a channel begins a conversation of its own, and they go side by side.
      outOfOrder: room.channel === room.direct ? ids.filter((id, at) => at > 0 && id < (ids[at - 1] ?? 0n)).length : 0,
      missed: missed.map(({ message, question, at }) => ({ place: 'Discord', question, at, key: `message:${message.id}` })),
    };
  };
  return {
    ask: async () => askIn(pick(random, places)),
    isDone: () => places.every(room => judgeRoom(room).unanswered === 0),
    judge: () => sumOf(places.map(judgeRoom)),
  };
};
