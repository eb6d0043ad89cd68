import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { secureHeaders } from 'hono/secure-headers';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Config } from '../../src/config.js';
import { createHostCheck, isLoopback, isProxy } from './addresses.js';
import { refusal } from './problems.js';

/** A question has 20,000 characters at most, each up to six bytes as JSON. */
const maxBodyBytes = 128 * 1024;

export type Limits = {
  /** Requests of one address within a minute, counted apart for those who have the token. */
  readonly requestsPerMinute: number;
  /** Answers being written for one address at once. */
  readonly answersAtOnceEach: number;
  /** Answers being written for everybody at once; more are told to come back. */
  readonly answersAtOnce: number;
};

/** For those who come over a network. */
export const publicLimits: Limits = { requestsPerMinute: 600, answersAtOnceEach: 6, answersAtOnce: 400 };
/** For whoever sits at this machine, or tests it. */
export const ownLimits: Limits = { requestsPerMinute: 60_000, answersAtOnceEach: 250, answersAtOnce: 400 };

/** Who would wait longer than this for their turn is told at once to come back. */
const longestTurnMs = 20_000;
/** From so many answers under way on, the time between two that end tells how fast they go. */
const busyFrom = 16;

/** Nothing but our own files, no inline script or style, in no one's frame. */
export const headersFor = (web: Config['web']): MiddlewareHandler => {
  const isHttps = web.publicUrl?.startsWith('https:') ?? false;
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'"],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      manifestSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
    },
    referrerPolicy: 'no-referrer',
    xFrameOptions: 'DENY',
    strictTransportSecurity: isHttps ? 'max-age=31536000' : false,
    permissionsPolicy: { camera: [], microphone: [], geolocation: [], payment: [], usb: [] },
  });
};

/** Refuses names that are not ours and requests that another site's page makes. */
export const onlyOurOwn = (web: Config['web']): MiddlewareHandler => {
  const isOurs = createHostCheck(web);
  const publicOrigin = web.publicUrl ? new URL(web.publicUrl).origin : undefined;
  return async (c, next) => {
    const host = c.req.header('host');
    if (!isOurs(host))
      throw refusal(
        403,
        'forbidden',
        'This address is not one that NextRung answers to. Open it by its own address, or set WEB_PUBLIC_URL.',
      );
    const origin = c.req.header('origin');
    const isSame = origin === undefined || origin === publicOrigin || origin === `http://${host}` || origin === `https://${host}`;
    const isApi = c.req.path.startsWith('/api/');
    const site = c.req.header('sec-fetch-site');
    // A link from elsewhere may open the page; nothing but the page may use what is under /api.
    if (!isSame || (isApi && (site === 'cross-site' || site === 'same-site')))
      throw refusal(403, 'forbidden', 'Only NextRung’s own page may ask this. Open its address in the browser.');
    await next();
  };
};

/**
 * Keeps figures about the process from those who come through a public address that asks them for nothing. A proxy's request looks like one
 * of this machine's, so there is no telling who reads.
 */
export const onlyWhoRuns =
  (web: Config['web']): MiddlewareHandler =>
  async (c, next) => {
    c.header('Cache-Control', 'no-store');
    if (web.publicUrl && web.accessToken === undefined)
      throw refusal(
        403,
        'forbidden',
        'Behind a public address the metrics are for whoever has the access token. Set WEB_ACCESS_TOKEN.',
      );
    await next();
  };

/** The address that a request comes from: behind proxies of ours, the last that they name and that is none of them. */
export const addressOf = (c: Context, web: Config['web']): string => {
  const peer = getConnInfo(c).remote.address ?? 'unknown';
  if (!web.publicUrl) return peer;
  const named = (c.req.header('x-forwarded-for') ?? '').split(',').map(one => one.trim());
  const way = [...named.filter(Boolean), peer];
  return way.findLast(address => !isProxy(address, web)) ?? way[0] ?? peer;
};

/** Whether it is somebody at this machine, with no proxy between. */
export const isOwnMachine = (c: Context, web: Config['web']): boolean => !web.publicUrl && isLoopback(addressOf(c, web));

export const limitBody: MiddlewareHandler = bodyLimit({
  maxSize: maxBodyBytes,
  onError: () => {
    throw refusal(413, 'too_large', `A request may have ${maxBodyBytes / 1024} kB at most.`, { Connection: 'close' });
  },
});

/** So many requests of one address a minute, and as many of those there who have the token: what others try takes none of theirs. */
export const limitRate = (
  web: Config['web'],
  limits: Limits,
  holdsToken: (c: Context) => Promise<boolean>,
): MiddlewareHandler => {
  const limiter = new RateLimiterMemory({ points: limits.requestsPerMinute, duration: 60 });
  return async (c, next) => {
    const budget = (await holdsToken(c)) ? 'with the token' : 'without';
    try {
      await limiter.consume(`${addressOf(c, web)} ${budget}`);
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      const seconds = Math.max(1, Math.ceil(refused.msBeforeNext / 1000));
      throw refusal(429, 'too_many_requests', `That's a lot of requests. Please wait ${seconds} s.`, {
        'Retry-After': String(seconds),
      });
    }
    await next();
  };
};

/** Counts answers under way; `enter` throws a refusal when there are too many, and gives the way to leave. */
export const createAnswerSlots = (limits: Limits): { enter(address: string): () => void } => {
  const each = new Map<string, number>();
  let all = 0;
  let betweenMs = 0;
  let lastLeft: number | undefined;
  /** Learns from answers that end while others wait: a machine may be slow for a while. */
  const learn = (): void => {
    const now = performance.now();
    if (all >= busyFrom && lastLeft !== undefined) betweenMs += (now - lastLeft - betweenMs) / 8;
    if (all < busyFrom) betweenMs /= 2;
    lastLeft = all >= busyFrom ? now : undefined;
  };
  return {
    enter(address) {
      const own = each.get(address) ?? 0;
      if (own >= limits.answersAtOnceEach)
        throw refusal(429, 'too_many_requests', 'Your earlier questions are still being answered. Please wait for one.', {
          'Retry-After': '1',
        });
      if (all >= limits.answersAtOnce || all * betweenMs > longestTurnMs)
        throw refusal(503, 'busy', 'A lot of questions came in at once. Please ask again in a few seconds.', {
          'Retry-After': '3',
        });
      all += 1;
      each.set(address, own + 1);
      let left = false;
      return () => {
        if (left) return;
        left = true;
        all -= 1;
        learn();
        const rest = (each.get(address) ?? 1) - 1;
        if (rest > 0) each.set(address, rest);
        else each.delete(address);
      };
    },
  };
};
