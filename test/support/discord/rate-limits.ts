import { createHash } from 'node:crypto';
import { type Reply, rateLimited } from './refusals.js';
import type { Call, State } from './state.js';

/* Buckets and waits: discord.com/developers/docs/topics/rate-limits. A channel, a server, and an interaction's token have buckets of their own. */

/** Clocks and timers of two processes. */
const toleranceMs = 25;

/** A route, by the method and the path in which only the major number is left. */
const routeOf = ({ method, path }: Call): string => {
  const [, major = '', rest = ''] =
    /^(\/(?:channels|guilds)\/\d+|\/(?:webhooks|interactions)\/\d+\/[^/]+)?(.*)$/.exec(path) ?? [];
  return `${method} ${major}${rest.replace(/\d{5,}/g, ':id')}`;
};

/** Limits of buckets by `state.bucketLimit`, and a note of every call that comes before the time that Discord asked to wait for. */
export const createRateLimits = (state: State) => {
  const buckets = new Map<string, { used: number; resetAt: number }>();
  const waits = new Map<string, number>();
  const isExempt = (call: Call): boolean => call.path.startsWith('/interactions/');

  return {
    /** A 429 for a call that is too much; undefined when there is room. */
    admit(call: Call): Reply | undefined {
      const route = routeOf(call);
      for (const key of isExempt(call) ? [route] : [route, 'global']) {
        const early = (waits.get(key) ?? 0) - call.at - toleranceMs;
        if (early > 0) state.violations.push(`${call.method} ${call.path} came ${early} ms before Retry-After`);
      }
      if (!state.bucketLimit || isExempt(call)) return undefined;
      const now = Date.now();
      const known = buckets.get(route);
      const bucket = known && known.resetAt > now ? known : { used: 0, resetAt: now + state.bucketLimit.windowMs };
      buckets.set(route, bucket);
      if (bucket.used >= state.bucketLimit.requests) return rateLimited((bucket.resetAt - now) / 1000);
      bucket.used++;
      return undefined;
    },
    /** What a reply says of its bucket, and the wait that it asks for. */
    note(call: Call, reply: Reply): Readonly<Record<string, string>> {
      const route = routeOf(call);
      const retryAfter = Number(reply.headers?.['retry-after']);
      if (reply.status === 429 && retryAfter > 0) {
        const key = reply.headers?.['x-ratelimit-scope'] === 'global' ? 'global' : route;
        waits.set(key, Date.now() + retryAfter * 1000);
        state.limited++;
      }
      const bucket = buckets.get(route);
      if (!bucket || !state.bucketLimit) return {};
      return {
        'x-ratelimit-bucket': createHash('sha256')
          .update(route.replace(/\d{5,}/g, ''))
          .digest('hex')
          .slice(0, 16),
        'x-ratelimit-limit': String(state.bucketLimit.requests),
        'x-ratelimit-remaining': String(Math.max(0, state.bucketLimit.requests - bucket.used)),
        'x-ratelimit-reset': String(bucket.resetAt / 1000),
        'x-ratelimit-reset-after': String(Math.max(0, bucket.resetAt - Date.now()) / 1000),
      };
    },
  };
};
