import type { Logger } from 'pino';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Counted, QuotaKey, QuotaStore } from '../src/contracts/quota-store.js';
import type { Incoming } from './incoming.js';

const hourMs = 60 * 60_000;

/** `sentence` only the first time within the hour: told at every message, it would be the noise that a quota is against. */
type QuotaResult = { readonly over: false } | { readonly over: true; readonly sentence: string | undefined };

export type QuestionQuotas = { count(incoming: Incoming): Promise<QuotaResult> };

type Count = (key: QuotaKey) => Promise<Counted>;

const soon = (milliseconds: number): string => {
  const minutes = Math.max(1, Math.ceil(milliseconds / 60_000));
  return minutes === 1 ? 'a minute' : `about ${minutes} minutes`;
};

/** Counts in memory, which a restart forgives. */
const countInMemory = (): Count => {
  const counts = new RateLimiterMemory({ points: Number.MAX_SAFE_INTEGER, duration: hourMs / 1000 });
  return async ({ community, member, channel, told }) => {
    const { consumedPoints, msBeforeNext } = await counts.consume(JSON.stringify([community, member, channel, told]));
    return { count: consumedPoints, msLeft: msBeforeNext };
  };
};

/** Counts in the store, and in memory while that cannot be written: a full disk silences nobody. */
const countIn = (store: Pick<QuotaStore, 'count'>, log: Logger): Count => {
  const meanwhile = countInMemory();
  let isTold = false;
  return async key => {
    try {
      const counted = await store.count(key, hourMs);
      isTold = false;
      return counted;
    } catch (err) {
      if (!isTold) log.error({ err }, 'questions are counted in memory for now; check the disk that DATA_DIR is on');
      isTold = true;
      return meanwhile(key);
    }
  };
};

export type QuotaOptions = {
  readonly memberPerHour: number;
  readonly channelPerHour: number;
  /** Where counts outlive the process; in memory where it is not given. */
  readonly kept?: { readonly store: Pick<QuotaStore, 'count'>; readonly log: Logger };
};

/** Counts questions by member and by channel within an hour that begins with the first. */
export const createQuestionQuotas = ({ kept, ...limits }: QuotaOptions): QuestionQuotas => {
  const count = kept ? countIn(kept.store, kept.log) : countInMemory();

  const onceAnHour = async (key: QuotaKey, sentence: string): Promise<QuotaResult> => ({
    over: true,
    sentence: (await count({ ...key, told: true })).count === 1 ? sentence : undefined,
  });

  return {
    async count({ community, channel, member, quotas }) {
      const memberPerHour = quotas?.memberPerHour ?? limits.memberPerHour;
      const channelPerHour = quotas?.channelPerHour ?? limits.channelPerHour;
      // Who is held to nothing need not be counted.
      if (memberPerHour >= Number.MAX_SAFE_INTEGER && channelPerHour >= Number.MAX_SAFE_INTEGER) return { over: false };
      const ofMember: QuotaKey = { community, member, channel: '', told: false };
      const asked = await count(ofMember);
      if (asked.count > memberPerHour) {
        return onceAnHour(
          ofMember,
          `That’s more than ${memberPerHour} ${memberPerHour === 1 ? 'question' : 'questions'} within the hour, and I keep some time for everyone. Ask me again in ${soon(asked.msLeft)}.`,
        );
      }
      const inChannel = await count({ community, member: '', channel, told: false });
      if (inChannel.count > channelPerHour) {
        return onceAnHour(
          { community, member, channel, told: true },
          `A lot has been asked here within the hour, so I’m pausing in this place. Ask me again in ${soon(inChannel.msLeft)}.`,
        );
      }
      return { over: false };
    },
  };
};
