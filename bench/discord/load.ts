import { setTimeout as sleep } from 'node:timers/promises';
import { createJourney, type Journey } from '../../test/support/discord/journey.js';
import { startLocalDiscord } from '../../test/support/discord/local-discord.js';
import type { Json, User } from '../../test/support/discord/payloads.js';
import { textOf } from '../../test/support/discord/read-message.js';
import { rateLimited } from '../../test/support/discord/refusals.js';
import { startProduct } from '../../test/support/discord/run-product.js';
import type { Interaction } from '../../test/support/discord/state.js';
import { busyQuestions, residentOf, within } from '../support/busy-minute.js';
import { createRandom } from '../support/statistics.js';

export type Plan = {
  /** Commands and mentions, half of each. */
  readonly questions: number;
  readonly channels: number;
  readonly withinMs: number;
  /** Shares of the events that come twice, and of the answers that are asked to wait. */
  readonly redelivered: number;
  readonly rateLimited: number;
  /** When the connection is cut and resumed, and when Discord ends the session, as shares of the time. */
  readonly cutsAt: readonly number[];
  readonly invalidAt: number;
};

export const plan: Plan = {
  questions: 1000,
  channels: 50,
  withinMs: 60_000,
  redelivered: 0.05,
  rateLimited: 0.02,
  cutsAt: [0.25, 0.5],
  invalidAt: 0.75,
};

export type LoadResult = {
  readonly commands: number;
  readonly mentions: number;
  readonly redelivered: number;
  readonly limited: number;
  readonly resumes: number;
  readonly newSessions: number;
  readonly missing: number;
  readonly twice: number;
  readonly wrong: number;
  readonly outOfOrder: number;
  /** From a command to its deferral. */
  readonly deferMs: readonly number[];
  /** From question to answer. */
  readonly answerMs: readonly number[];
  readonly residentBytes: readonly number[];
  readonly violations: readonly string[];
};

type Asked = {
  readonly question: string;
  readonly channel: string;
  readonly askedAt: number;
  readonly message?: Json;
  readonly interaction?: Interaction;
};
type Room = { readonly channel: string; readonly member: User };

/** What an answer is known by: where it begins, behind the line with the question above a command's answer. */
const beginningOf = (message: Json): string =>
  textOf(message)
    .replace(/^-# .* asked: .*\n/, '')
    .slice(0, 60);

export const referenceOf = (message: Json): unknown => (message.message_reference as Json | undefined)?.message_id;

/** Asks each question once, alone, so that its answer is known again. */
const learnAnswers = async ({ mention, replyTo }: Journey, { channel, member }: Room): Promise<Map<string, string>> => {
  const beginnings = new Map<string, string>();
  for (const question of busyQuestions) beginnings.set(question, beginningOf(await replyTo(mention(channel, question, member))));
  if (new Set(beginnings.values()).size < busyQuestions.length)
    throw new Error('two questions of the bench have the same answer');
  return beginnings;
};

const groupBy = <Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> => {
  const groups = new Map<Key, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
};

/** The answers to what was asked, with the time at which each came. */
const collect = ({ discord }: Journey, asked: readonly Asked[]) => {
  const replies = groupBy([...discord.state.messages.values()].filter(referenceOf), referenceOf);
  const edits = groupBy(
    discord.calls.filter(({ method, path, status }) => method === 'PATCH' && path.endsWith('/@original') && status === 200),
    ({ path }) => path.split('/')[3],
  );
  const timeOf = (message: Json): number => Date.parse(String(message.timestamp));
  return asked.map(({ message, interaction }): { readonly texts: string[]; readonly at: number; readonly order: number } => {
    if (message) {
      const found = replies.get(message.id) ?? [];
      const [first] = found;
      return { texts: found.map(beginningOf), at: first ? timeOf(first) : Number.NaN, order: Number(first?.id ?? Number.NaN) };
    }
    const found = edits.get(interaction?.token ?? '') ?? [];
    const texts = found.map(call => beginningOf(call.body));
    return { texts, at: found[0]?.at ?? Number.NaN, order: Number.NaN };
  });
};

/** A load by a plan on a product in a process of its own, on one local Discord. */
export const runLoad = async (load: Plan, indexOf: string, progress: (what: string) => void): Promise<LoadResult> => {
  const discord = await startLocalDiscord();
  const product = await startProduct(discord, { indexOf, env: { LOG_LEVEL: 'warn' } });
  const random = createRandom(20_261_122);
  try {
    const journey = createJourney(discord);
    const { gateway } = discord;
    const rooms = Array.from({ length: load.channels }, (_, at) => ({
      channel: discord.newChannel(`load-${at}`),
      member: discord.newMember(`member-${at}`),
    }));
    const beginnings = await learnAnswers(journey, rooms[0] as Room);
    const before = { ...gateway.counts, limited: discord.state.limited };
    discord.interfere(({ method, path }) => {
      const shows = (method === 'POST' && path.endsWith('/messages')) || method === 'PATCH';
      return shows && random() < load.rateLimited ? rateLimited(1) : undefined;
    });

    const asked: Asked[] = [];
    const again: Promise<void>[] = [];
    let redelivered = 0;
    const began = Date.now();
    const residentBytes: number[] = [];
    const watching = setInterval(() => void residentOf(product.pid).then(bytes => residentBytes.push(bytes)), 1000);
    const cuts = load.cutsAt.map(share => Math.floor(share * load.questions));
    for (let at = 0; at < load.questions; at++) {
      await sleep(Math.max(0, began + (at * load.withinMs) / load.questions - Date.now()));
      if (cuts.includes(at)) gateway.drop();
      if (at === Math.floor(load.invalidAt * load.questions)) {
        gateway.invalidate();
        // What is said while there is no session is delivered to nobody: the members wait.
        await within(30_000, () => gateway.sessions().some(session => session.sequence > 1));
      }
      const { channel, member } = rooms[Math.floor(random() * rooms.length)] as Room;
      const question = busyQuestions[Math.floor(random() * busyQuestions.length)] as string;
      const told = { question, channel, askedAt: Date.now() };
      const one: Asked =
        random() < 0.5
          ? { ...told, message: journey.mention(channel, question, member) }
          : { ...told, interaction: journey.command('ask', { question }, { channel, user: member }) };
      asked.push(one);
      if (random() < load.redelivered) {
        redelivered++;
        const event = one.message ?? one.interaction?.payload ?? {};
        const kind = one.message ? 'MESSAGE_CREATE' : 'INTERACTION_CREATE';
        again.push(sleep(random() * 2000).then(() => gateway.dispatch(kind, event)));
      }
      progress(`${at + 1} of ${load.questions} questions`);
    }
    await Promise.all(again);
    await within(60_000, () => collect(journey, asked).every(({ texts }) => texts.length > 0));
    await sleep(2000);
    clearInterval(watching);

    const answers = collect(journey, asked);
    const byChannel = groupBy(
      answers.flatMap(({ order }, at) => (Number.isNaN(order) ? [] : [{ order, channel: asked[at]?.channel }])),
      ({ channel }) => channel,
    );
    const late = [...byChannel.values()].flatMap(list =>
      list.filter(({ order }, at) => at > 0 && order < (list[at - 1]?.order ?? 0)),
    );
    const interactions = asked.flatMap(({ interaction }) => interaction ?? []);
    return {
      commands: interactions.length,
      mentions: asked.length - interactions.length,
      redelivered,
      limited: discord.state.limited - before.limited,
      resumes: gateway.counts.resumes - before.resumes,
      newSessions: gateway.counts.identifies - before.identifies,
      missing: answers.filter(({ texts }) => texts.length === 0).length,
      twice: answers.filter(({ texts }) => texts.length > 1).length,
      wrong: answers.filter(({ texts }, at) => texts.length > 0 && texts[0] !== beginnings.get(asked[at]?.question ?? '')).length,
      outOfOrder: late.length,
      deferMs: interactions.flatMap(({ acknowledgedAt, createdAt }) => (acknowledgedAt ? acknowledgedAt - createdAt : [])),
      answerMs: answers.flatMap(({ at }, index) => (Number.isNaN(at) ? [] : at - (asked[index]?.askedAt ?? at))),
      residentBytes,
      violations: discord.state.violations,
    };
  } finally {
    await product.clear();
    await discord.close();
  }
};
