import { setTimeout as sleep } from 'node:timers/promises';
import type { Unanswered } from '../src/contracts/delivery-store.js';
import type { Services } from './services.js';
import { untilCoachReady } from './until-coach-ready.js';

/** Later, an answer would surprise a member who has asked again or gone on. */
export const notOlderThanMs = 10 * 60_000;
/** A crash under load leaves many; each is a request to the platform. */
const most = 200;

export type TakeUpOptions = {
  /** With which its communities' names begin. */
  readonly platform: 'slack:' | 'discord:';
  /** Reads one again and hands it to the inbound path; leaves what cannot be read again. */
  readonly takeUp: (left: Unanswered) => Promise<void>;
  readonly stopped: () => boolean;
};

/** What comes meanwhile waits for these, in its conversation: so long for the coach, as an index may have to be built first. */
const coachPatienceMs = 10_000;
/** And so long for them to be read again, one after the other, on a busy machine. */
const readPatienceMs = 60_000;

/**
 * Takes up the questions of a process that ended before it answered them: a platform sends nothing again that it saw acknowledged. Settles
 * when they have their places, or after a while; never rejects. Whatever else takes the same message meanwhile, the inbound path lets one
 * through.
 */
export const takeUpQuestions = async (
  { deliveries, coachState, log }: Pick<Services, 'deliveries' | 'coachState' | 'log'>,
  { platform, takeUp, stopped }: TakeUpOptions,
): Promise<void> => {
  const since = new Date(Date.now() - notOlderThanMs);
  const find = async (): Promise<readonly Unanswered[]> => (await deliveries.unanswered(platform, since)).slice(-most);
  const takeUpAll = async (): Promise<void> => {
    await untilCoachReady({ coachState }, stopped);
    // Once more: a process that was still at work may have ended meanwhile.
    const left = await find();
    if (left.length > 0) log.info({ questions: left.length }, 'questions of a process that ended are taken up');
    for (const one of left) {
      if (stopped()) return;
      await takeUp(one).catch((err: unknown) =>
        log.warn({ err, community: one.community }, 'a question of a process that ended could not be taken up'),
      );
    }
  };
  const failed = (err: unknown): void => log.warn({ err }, 'questions of a process that ended could not be looked for');
  try {
    const all = takeUpAll().catch(failed);
    if ((await find()).length === 0) return;
    const pause = (ms: number): Promise<void> => sleep(ms, undefined, { ref: false });
    await Promise.race([all, untilCoachReady({ coachState }, stopped), pause(coachPatienceMs)]);
    if (coachState().state === 'ready') await Promise.race([all, pause(readPatienceMs)]);
  } catch (err) {
    failed(err);
  }
};
