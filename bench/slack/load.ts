import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { readConfig } from '../../src/config.js';
import { openStores } from '../../src/create-stores.js';
import { type LocalSlack, startLocalSlack } from '../../test/support/slack/local-slack.js';
import { buttonsIn, type Member, memberOf } from '../../test/support/slack/member.js';
import { type Mode, type Product, startProduct } from '../../test/support/slack/run-product.js';
import { addChannel, addMember, type Channel, type Message } from '../../test/support/slack/world.js';
import { createRandom } from '../support/statistics.js';

export const plan = {
  mentions: 1000,
  conversations: 50,
  channels: 10,
  withinMs: 60_000,
  redelivered: 0.05,
  rateLimited: 0.02,
  /** When Slack asks for a new connection, and when the line is cut. */
  refreshAtMs: 20_000,
  cutAtMs: 40_000,
} as const;

const questions = [
  'what is the CPC?',
  'what does a coding auditor do?',
  'what does a CDI specialist do?',
  'what do coders make',
  'cpc vs ccs for hospital work',
  'how long does a certificate program take?',
  'what does a coding manager earn?',
  'can coders work from home?',
  'which software do coders use?',
  'what does a compliance officer do?',
] as const;

type Asked = { readonly question: string; readonly askedAt: number };
type Conversation = { readonly channel: Channel; readonly member: Member; readonly thread: string; readonly asked: Asked[] };

export type LoadResult = {
  readonly mode: Mode;
  readonly asked: number;
  readonly redelivered: number;
  readonly limited: number;
  readonly missing: number;
  readonly twice: number;
  readonly outOfOrder: number;
  readonly ackMs: readonly number[];
  readonly unacknowledged: number;
  /** From question to whole answer. */
  readonly answerMs: readonly number[];
  readonly residentBytes: readonly { readonly atMs: number; readonly bytes: number }[];
  readonly violations: readonly string[];
  /** How often each line stands in the log, warnings and worse. */
  readonly logged: Readonly<Record<string, number>>;
};

export const countLines = (stderr: string): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const line of stderr.split('\n').filter(text => text.startsWith('{'))) {
    const { msg = '' }: { msg?: string } = JSON.parse(line);
    counts[msg] = (counts[msg] ?? 0) + 1;
  }
  return counts;
};

const residentOf = async ({ pid }: Product): Promise<number> =>
  Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1] ?? Number.NaN) * 1024;

export const answersIn = (slack: LocalSlack, { channel, thread }: Pick<Conversation, 'channel' | 'thread'>): Message[] =>
  slack.team.messages.filter(
    message =>
      message.channel === channel.id &&
      message.thread === thread &&
      message.author === slack.team.bot.userId &&
      !message.onlyFor &&
      message.state === 'final',
  );

const until = async (look: () => boolean, withinMs: number): Promise<boolean> => {
  const end = Date.now() + withinMs;
  while (!look() && Date.now() < end) await sleep(50);
  return look();
};

/** Waits until nothing has happened for a while. */
const untilQuiet = async (count: () => number): Promise<void> => {
  for (let seen = -1; seen !== count(); await sleep(quietMs)) seen = count();
};
const quietMs = 12_000;

/** How many answers come before one that was asked for earlier: the others are those asked for, in their order. */
export const misplaced = (found: readonly string[], expected: readonly string[]): number => {
  let at = 0;
  return found.filter(text => {
    const place = expected.indexOf(text, at);
    if (place >= 0) at = place + 1;
    return place < 0;
  }).length;
};

/** The question that a message answers, by the id in its feedback buttons and what the product keeps. */
const questionsOf = async (product: Product, team: string, messages: readonly Message[]): Promise<string[]> => {
  const stores = await openStores(readConfig({ DATA_DIR: product.dataDir }, process.cwd()));
  try {
    const questions: string[] = [];
    for (const message of messages) {
      const id = buttonsIn(message.blocks)
        .flatMap(({ action }) => /^helpful:(.+)$/.exec(String(action.value))?.[1] ?? [])
        .at(0);
      const given = id === undefined ? undefined : await stores.conversations.findAnswer(`slack:${team}`, id);
      questions.push(given?.question ?? 'unknown');
    }
    return questions;
  } finally {
    await stores.close();
  }
};

/** Asks each question once, so that nothing is loaded for the first time under load. */
const warmUp = async (slack: LocalSlack, member: Member, channel: Channel): Promise<void> => {
  for (const question of questions) {
    const { message } = await member.mention(channel, question);
    const answered = await until(() => answersIn(slack, { channel, thread: message.ts }).length > 0, 30_000);
    if (!answered) throw new Error(`no answer to "${question}" in 30 s`);
  }
};

/** The load of the plan against a product in a process of its own, on one local Slack. */
export const runLoad = async (mode: Mode, indexOf: string, progress: (what: string) => void): Promise<LoadResult> => {
  const slack = await startLocalSlack();
  const product = await startProduct(slack, mode, { indexOf, env: { LOG_LEVEL: 'warn' } });
  const random = createRandom(20_261_122);
  try {
    const { team } = slack;
    const channels = Array.from({ length: plan.channels }, (_, at) => addChannel(team, `load-${at}`));
    const members = Array.from({ length: plan.conversations }, (_, at) => memberOf(slack, team, addMember(team, `member-${at}`)));
    await warmUp(slack, members[0] as Member, channels[0] as Channel);
    const conversations = members.map((member, at): Conversation => {
      const channel = channels[at % channels.length] as Channel;
      return { channel, member, thread: member.write(channel, 'a thread').ts, asked: [] };
    });
    const before = slack.deliveries.length;
    let [limited, redelivered] = [0, 0];
    slack.interfere(({ method }) => {
      if (!method.startsWith('chat.') || random() >= plan.rateLimited) return undefined;
      limited++;
      return { kind: 'limit', retryAfterSeconds: 1 };
    });

    const began = Date.now();
    const residentBytes: { atMs: number; bytes: number }[] = [];
    const watching = setInterval(() => {
      void residentOf(product).then(bytes => residentBytes.push({ atMs: Date.now() - began, bytes }));
    }, 1000);
    const sending: Promise<unknown>[] = [];
    const turns: Promise<unknown>[] = conversations.map(() => Promise.resolve());
    const disconnects =
      mode === 'Socket Mode'
        ? [sleep(plan.refreshAtMs).then(() => slack.sockets.refresh()), sleep(plan.cutAtMs).then(() => slack.sockets.cut())]
        : [];
    for (let at = 0; at < plan.mentions; at++) {
      await sleep(Math.max(0, began + (at * plan.withinMs) / plan.mentions - Date.now()));
      const place = Math.floor(random() * conversations.length);
      const conversation = conversations[place] as Conversation;
      const question = questions[Math.floor(random() * questions.length)] as string;
      const again = random() < plan.redelivered;
      // A member writes one message after the other: the next is sent when Slack has handed over the one before.
      turns[place] = (turns[place] as Promise<unknown>).then(async () => {
        conversation.asked.push({ question, askedAt: Date.now() });
        const { deliveries } = await conversation.member.mention(conversation.channel, question, { thread: conversation.thread });
        if (!again) return;
        redelivered++;
        const payload = deliveries[0]?.payload ?? {};
        const sameId = random() < 0.5;
        sending.push(
          sleep(random() * 2000).then(() =>
            slack.deliver('events_api', sameId ? payload : { ...payload, event_id: `EvAgain${at}` }, { attempt: 1 }),
          ),
        );
      });
      progress(`${mode}: ${at + 1} of ${plan.mentions} mentions`);
    }
    await Promise.all([...turns, ...disconnects]);
    await Promise.all(sending);
    await untilQuiet(() => slack.calls.length);
    clearInterval(watching);

    const judge = async (one: Conversation) => {
      const found = answersIn(slack, one);
      const expected = one.asked.map(({ question }) => question);
      return {
        missing: Math.max(0, expected.length - found.length),
        twice: Math.max(0, found.length - expected.length),
        outOfOrder: misplaced(await questionsOf(product, team.id, found), expected),
        answerMs: found.map((message, at) => message.at - (one.asked[at]?.askedAt ?? message.at)),
      };
    };
    const judged = await Promise.all(conversations.map(judge));
    const sum = (key: 'missing' | 'twice' | 'outOfOrder'): number => judged.reduce((all, one) => all + one[key], 0);
    const deliveries = slack.deliveries.slice(before);
    return {
      mode,
      asked: plan.mentions,
      redelivered,
      limited,
      missing: sum('missing'),
      twice: sum('twice'),
      outOfOrder: sum('outOfOrder'),
      ackMs: deliveries.flatMap(({ ackMs }) => ackMs.filter(ms => ms !== undefined)),
      unacknowledged: deliveries.flatMap(({ ackMs }) => ackMs.filter(ms => ms === undefined)).length,
      answerMs: judged.flatMap(one => one.answerMs),
      residentBytes,
      violations: slack.state.violations,
      logged: countLines(product.stderr()),
    };
  } finally {
    await product.clear();
    await slack.close();
  }
};
