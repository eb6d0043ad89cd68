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

/**
 * Takes up the questions of a process that ended before it began to answer them: a platform sends nothing again that it saw acknowledged.
 * Never rejects. Whatever else takes the same message meanwhile, the inbound path lets one through.
 */
export const takeUpQuestions = async (
  { deliveries, coachState, log }: Pick<Services, 'deliveries' | 'coachState' | 'log'>,
  { platform, takeUp, stopped }: TakeUpOptions,
): Promise<void> => {
  try {
    const since = new Date(Date.now() - notOlderThanMs);
    await untilCoachReady({ coachState }, stopped);
    const left = (await deliveries.unanswered(platform, since)).slice(-most);
    if (left.length > 0) log.info({ questions: left.length }, 'questions of a process that ended are taken up');
    for (const one of left) {
      if (stopped()) return;
      await takeUp(one).catch((err: unknown) =>
        log.warn({ err, community: one.community }, 'a question of a process that ended could not be taken up'),
      );
    }
  } catch (err) {
    log.warn({ err }, 'questions of a process that ended could not be looked for');
  }
};
