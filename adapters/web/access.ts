import { createHash, createHmac, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { getCookie, getSignedCookie, setCookie, setSignedCookie } from 'hono/cookie';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { z } from 'zod';
import type { Config } from '../../src/config.js';
import { NextRungError } from '../../src/domain/errors.js';
import { basePathOf, isLoopback } from './addresses.js';
import { sessionRequestSchema } from './contract.js';
import { addressOf } from './guards.js';
import { refusal } from './problems.js';

const visitorCookie = 'nextrung_visitor';
export const sessionCookie = 'nextrung_session';
export const signInPath = '/api/session';
const yearSeconds = 365 * 24 * 60 * 60;
const monthSeconds = 30 * 24 * 60 * 60;
/** Wrong tokens that one address may try within a quarter of an hour. */
const wrongTokens = { points: 10, duration: 15 * 60 };

/** Of equal length whatever was sent, so that comparing takes the same time. */
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
const isSame = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));

/** Throws `config_invalid` when anybody could reach us and nothing is asked of them. */
export const checkExposure = (web: Config['web']): void => {
  if (isLoopback(web.host) || web.accessToken) return;
  throw new NextRungError(
    'config_invalid',
    `HOST=${web.host} can be reached by others, and WEB_ACCESS_TOKEN is not set. Set WEB_ACCESS_TOKEN to 16 characters or more, or leave HOST unset and put a reverse proxy that asks who is there in front (then set WEB_PUBLIC_URL).`,
  );
};

const cookieOptions = (web: Config['web']) =>
  ({
    path: `${basePathOf(web)}/`,
    httpOnly: true,
    sameSite: 'Strict',
    secure: web.publicUrl?.startsWith('https:') ?? false,
  }) as const;

export type Access = {
  /** Lets through who has signed in, or sends the token as a bearer. */
  readonly guard: MiddlewareHandler;
  /** Whether a request brings the right token, a session that it opened, or signs in with it. Counts nothing. */
  holdsToken(c: Context): Promise<boolean>;
  /** Throws a refusal when the token is wrong. */
  signIn(c: Context, token: string): Promise<void>;
};

const bearerOf = (c: Context): string | undefined => /^Bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1];

/** The token that a request brings, as a bearer or to sign in with. */
const tokenOf = async (c: Context): Promise<string | undefined> => {
  if (c.req.path !== signInPath) return bearerOf(c);
  return sessionRequestSchema.safeParse(await c.req.json().catch(() => undefined)).data?.token;
};

export const createAccess = (web: Config['web']): Access => {
  const { accessToken } = web;
  const wrong = new RateLimiterMemory(wrongTokens);
  // Whoever changes the token ends every session that it opened.
  const secret = createHmac('sha256', accessToken ?? randomBytes(32))
    .update('session')
    .digest('hex');

  const check = async (c: Context, token: string): Promise<void> => {
    // Whoever has the token gets in, whatever others behind the same address have tried.
    if (accessToken === undefined || isSame(token, accessToken)) return;
    const address = addressOf(c, web);
    const tried = await wrong.get(address);
    if (tried && tried.consumedPoints >= wrongTokens.points)
      throw refusal(429, 'too_many_requests', 'That was the wrong token too often. Please wait a quarter of an hour.', {
        'Retry-After': String(Math.ceil(tried.msBeforeNext / 1000)),
      });
    await wrong.consume(address).catch(() => undefined);
    throw refusal(401, 'token_wrong', 'That is not the access token. Whoever runs NextRung here can tell you.', {
      'WWW-Authenticate': 'Bearer',
    });
  };

  const hasSession = async (c: Context): Promise<boolean> => (await getSignedCookie(c, secret, sessionCookie)) === 'in';

  return {
    async guard(c, next) {
      if (accessToken !== undefined) {
        const bearer = bearerOf(c);
        if (bearer !== undefined) await check(c, bearer);
        else if (!(await hasSession(c)))
          throw refusal(401, 'token_needed', 'This coach asks for an access token. Whoever runs it can give you one.', {
            'WWW-Authenticate': 'Bearer',
          });
      }
      await next();
    },
    async holdsToken(c) {
      if (accessToken === undefined) return false;
      const token = await tokenOf(c);
      return token === undefined ? hasSession(c) : isSame(token, accessToken);
    },
    async signIn(c, token) {
      await check(c, token);
      if (accessToken === undefined) return;
      await setSignedCookie(c, sessionCookie, 'in', secret, { ...cookieOptions(web), maxAge: monthSeconds });
    },
  };
};

/** Who asks: a random name in a cookie that only this server reads, so that conversations are a visitor's own. Given when there is none. */
export const visitorOf = (c: Context, web: Config['web']): string => {
  const known = z.uuid().safeParse(getCookie(c, visitorCookie));
  if (known.success) return known.data;
  const visitor = randomUUID();
  setCookie(c, visitorCookie, visitor, { ...cookieOptions(web), maxAge: yearSeconds });
  return visitor;
};
