import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Incoming } from './incoming.js';

const hourSeconds = 3_600;

/** `sentence` only the first time within the hour: told at every message, it would be the noise that a quota is against. */
type QuotaResult = { readonly over: false } | { readonly over: true; readonly sentence: string | undefined };

export type QuestionQuotas = { count(incoming: Incoming): Promise<QuotaResult> };

const soon = (milliseconds: number): string => {
  const minutes = Math.max(1, Math.ceil(milliseconds / 60_000));
  return minutes === 1 ? 'a minute' : `about ${minutes} minutes`;
};

/** Counts questions by member and by channel within an hour that begins with the first. In memory: a restart forgives. */
export const createQuestionQuotas = (limits: {
  readonly memberPerHour: number;
  readonly channelPerHour: number;
}): QuestionQuotas => {
  // The limit is not the limiter's own: a community may have set another.
  const unlimited = { points: Number.MAX_SAFE_INTEGER, duration: hourSeconds };
  const members = new RateLimiterMemory(unlimited);
  const channels = new RateLimiterMemory(unlimited);
  const told = new RateLimiterMemory({ points: 1, duration: hourSeconds });

  const onceAnHour = async (key: string, sentence: string): Promise<QuotaResult> => {
    try {
      await told.consume(key);
      return { over: true, sentence };
    } catch (refused) {
      if (refused instanceof RateLimiterRes) return { over: true, sentence: undefined };
      throw refused;
    }
  };

  return {
    async count({ community, channel, member, quotas }) {
      const memberPerHour = quotas?.memberPerHour ?? limits.memberPerHour;
      const memberKey = JSON.stringify([community, member]);
      const asked = await members.consume(memberKey);
      if (asked.consumedPoints > memberPerHour) {
        return onceAnHour(
          memberKey,
          `That’s more than ${memberPerHour} ${memberPerHour === 1 ? 'question' : 'questions'} within the hour, and I keep some time for everyone. Ask me again in ${soon(asked.msBeforeNext)}.`,
        );
      }
      const channelPerHour = quotas?.channelPerHour ?? limits.channelPerHour;
      const inChannel = await channels.consume(JSON.stringify([community, channel]));
      if (inChannel.consumedPoints > channelPerHour) {
        return onceAnHour(
          JSON.stringify([community, channel, member]),
          `A lot has been asked here within the hour, so I’m pausing in this place. Ask me again in ${soon(inChannel.msBeforeNext)}.`,
        );
      }
      return { over: false };
    },
  };
};
