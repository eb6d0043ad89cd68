import { setTimeout as sleep } from 'node:timers/promises';
import { startLocalDiscord } from '../../test/support/discord/local-discord.js';
import { rateLimited } from '../../test/support/discord/refusals.js';
import { startLocalSlack } from '../../test/support/slack/local-slack.js';
import { countLines } from '../slack/load.js';
import { within } from '../support/busy-minute.js';
import { createRandom } from '../support/statistics.js';
import { happen } from './faults.js';
import { describeMissed, warningsOf } from './missed.js';
import type { SoakPlan } from './plan.js';
import { startSubject } from './subject.js';
import { discordTraffic, type Judged, slackTraffic, type Traffic } from './traffic.js';
import { webTraffic } from './web-traffic.js';

export type SoakResult = {
  readonly places: Readonly<Record<'Slack' | 'Discord' | 'page', Judged>>;
  readonly askedAgain: number;
  /** Conversations of the page in which the order of two answers could be compared. */
  readonly compared: number;
  readonly limited: number;
  /** Resident memory when the first process could answer, when the last one had rested, and the most in between. */
  readonly bytes: { readonly start: number; readonly end: number; readonly most: number };
  /** What is known of each question that was not answered, in words. */
  readonly missed: readonly string[];
  readonly violations: readonly string[];
  readonly logged: Readonly<Record<string, number>>;
};

/** What is asked may be answered this long after the last question. */
const patienceMs = 60_000;

type Platforms = {
  readonly slack: Awaited<ReturnType<typeof startLocalSlack>>;
  readonly discord: Awaited<ReturnType<typeof startLocalDiscord>>;
};

/** Has a share of the calls that write to a platform wait a second; gives how many so far. */
const limitCalls = ({ slack, discord }: Platforms, share: number, random: () => number): (() => number) => {
  let limited = 0;
  const isLimited = (): boolean => random() < share && ++limited > 0;
  slack.interfere(({ method }) =>
    method.startsWith('chat.') && isLimited() ? { kind: 'limit', retryAfterSeconds: 1 } : undefined,
  );
  discord.interfere(({ method, path }) =>
    method === 'POST' && path.endsWith('/messages') && isLimited() ? rateLimited(1) : undefined,
  );
  return () => limited;
};

/** Asks in one place after the other until the time is over; settles when all is handed over. */
const askAround = async (
  { forMs, everyMs }: SoakPlan,
  places: readonly Traffic[],
  random: () => number,
  progress: (what: string) => void,
): Promise<void> => {
  const began = Date.now();
  const asking: Promise<void>[] = [];
  for (let at = 0; Date.now() - began < forMs; at++) {
    asking.push((places[at % places.length] as Traffic).ask());
    progress(`${Math.round((Date.now() - began) / 1000)} of ${forMs / 1000} s, ${at + 1} questions`);
    await sleep(everyMs * (0.5 + random()));
  }
  await Promise.all(asking);
};

/** Looks at a number once a second until told to stop; gives all of them. */
const watch = (look: () => Promise<number>): (() => Promise<readonly number[]>) => {
  const seen: number[] = [];
  const once = async (): Promise<void> => {
    const now = await look();
    if (Number.isFinite(now)) seen.push(now);
  };
  const timer = setInterval(() => void once(), 1_000);
  const first = once();
  return async () => {
    clearInterval(timer);
    await first;
    await once();
    return seen;
  };
};

/**
 * Mixed traffic on a local Slack, a local Discord and the page at once, on one product with a data folder of its own in `folder`, while it is
 * killed, cut off, limited and given new indexes.
 *
 * @param indexOf a folder that holds the shipped pack's index
 */
export const runSoak = async (
  plan: SoakPlan,
  folder: string,
  indexOf: string,
  progress: (what: string) => void,
): Promise<SoakResult> => {
  const platforms: Platforms = { slack: await startLocalSlack(), discord: await startLocalDiscord() };
  const { slack, discord } = platforms;
  const random = createRandom(20_261_129);
  let clear = async (): Promise<void> => undefined;
  try {
    const subject = await startSubject(platforms, folder, indexOf);
    clear = subject.clear;
    const page = webTraffic(subject.address, random);
    const traffic = { Slack: slackTraffic(slack, random), Discord: discordTraffic(discord, random), page };
    const places: readonly Traffic[] = Object.values(traffic);
    const allDone = (): Promise<boolean> => within(patienceMs, () => places.every(place => place.isDone()));
    for (const place of places) await place.ask();
    await allDone();
    const limited = limitCalls(platforms, plan.rateLimited, random);
    const resident = watch(subject.resident);
    const began = Date.now();
    const [faults] = await Promise.all([happen(plan, platforms, subject), askAround(plan, places, random, progress)]);
    await allDone();
    // What would be sent twice is sent by now.
    await sleep(Math.min(5_000, plan.forMs / 2) + plan.restMs);
    const bytes = await resident();
    const judged = { Slack: traffic.Slack.judge(), Discord: traffic.Discord.judge(), page: page.judge() };
    const missed = Object.values(judged).flatMap(one => one.missed);
    return {
      places: judged,
      missed: describeMissed(missed, { began, dataDir: subject.dataDir, faults, log: subject.log() }),
      askedAgain: page.askedAgain(),
      compared: page.compared(),
      limited: limited(),
      bytes: { start: bytes[0] ?? 0, end: bytes.at(-1) ?? 0, most: Math.max(...bytes) },
      violations: [...slack.state.violations, ...discord.state.violations],
      logged: countLines(warningsOf(subject.log())),
    };
  } finally {
    await clear();
    await slack.close();
    await discord.close();
  }
};
