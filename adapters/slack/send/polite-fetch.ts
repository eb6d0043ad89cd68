import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import { maxResponses } from '../limits.js';
import { readResponse } from './read-response.js';

/*
 * The one place that decides what is tried again. The Web API client's own policy retries everything that is neither 200 nor 429, a message
 * that was posted and whose answer was lost included, for some thirty minutes and with no time-out: so it is turned off, and this is its
 * fetch. A 429 was not done and is tried again after the server's own delay; a refused connection never reached the server; a lost answer
 * is tried again only where doing a thing twice is doing it once.
 */

/** Replacing and reading: the same call twice leaves what one leaves. */
const repeatable =
  /^(?:auth\.test|apps\.connections\.open|chat\.update|chat\.getPermalink|views\.publish|assistant\.threads\..+|agents\.sessions\..+|conversations\..+|users\.info|files\.getUploadURLExternal)$/;

const attemptMs = 10_000;
const maxAttempts = 5;
const pauseMs = 300;
const leastWaitMs = 100;
/** All waiting of one call together, as Slack asks for it: many answers to one channel wait for each other, a message a second. */
const longestWaitMs = 90_000;
/** A stream that may not begin soon is better shown as a whole: 20 a minute may begin in a workspace. */
const longestWaitOfMs: Readonly<Record<string, number>> = { 'chat.startStream': 2000, 'assistant.threads.setStatus': 2000 };

/** Answers wait for these, and are none the better for it: where Slack is slow, they are given up soon. */
const niceties = new Set(['assistant.threads.setStatus', 'agents.sessions.setStatus']);
const nicetyMs = 3_000;
const nicetyAttempts = 2;

const methodOf = (url: string): string => new URL(url).pathname.split('/').at(-1) ?? '';

const textOf = (init: RequestInit | undefined): string => (typeof init?.body === 'string' ? init.body : '');

/** Slack counts messages by channel, everything else by workspace; a workspace is told apart by its token, which stays in memory only. */
const gateOf = (url: string, init: RequestInit | undefined): string => {
  const token = new Headers(init?.headers).get('authorization') ?? '';
  const channel = /(?:^|&)channel=([^&]+)/.exec(textOf(init))?.[1] ?? '';
  return `${token} ${new URL(url).pathname} ${channel}`;
};

const wait = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms));

/** Seconds, as Slack gives them. */
const retryAfterMs = (response: Response): number | undefined => {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined;
};

/** Whether a request never left: nothing was done on the other side. */
const wasNeverSent = (error: unknown): boolean => {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'UND_ERR_CONNECT_TIMEOUT';
};

/** Addresses that Slack gave for answers to one command or button. */
const isResponseUrl = (url: string): boolean => /^\/(?:commands|actions|app|response)\//.test(new URL(url).pathname);

/**
 * A fetch for Slack's Web API and response URLs that waits as long as Slack asks, and repeats nothing that may have been done. It rejects
 * when a response URL says no: what Bolt makes of that loses Slack's words, which tell whether the same in plain text may pass.
 */
export const createPoliteFetch = (log: Logger): typeof fetch => {
  /** When a method may be called again after a 429. */
  const openAt = new LRUCache<string, number>({ max: 1_000 });
  const uses = new LRUCache<string, number>({ max: 5_000, ttl: 30 * 60_000 });

  const countUse = (url: string): void => {
    const used = uses.get(url) ?? 0;
    if (used >= maxResponses) throw new Error('the address for answers to a command was used as often as Slack allows');
    uses.set(url, used + 1);
  };

  const passGate = async (gate: string): Promise<void> => {
    for (let left = (openAt.get(gate) ?? 0) - Date.now(); left > 0; left = (openAt.get(gate) ?? 0) - Date.now()) await wait(left);
    openAt.delete(gate);
  };

  /**
   * Each on a connection of its own: one that is kept may be closed by the other side just as a message is sent on it, and nobody can then
   * say whether it was posted.
   */
  const once = (url: string, init: RequestInit | undefined, withinMs: number): Promise<Response> => {
    const headers = new Headers(init?.headers);
    headers.set('connection', 'close');
    return fetch(url, { ...init, headers, signal: AbortSignal.timeout(withinMs) });
  };

  return async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    const [method, gate] = [methodOf(url), gateOf(url, init)];
    if (isResponseUrl(url)) countUse(url);
    const patience = longestWaitOfMs[method] ?? longestWaitMs;
    const isNicety = niceties.has(method);
    let waitedMs = 0;
    for (let attempt = 1; ; attempt += 1) {
      await passGate(gate);
      const last = attempt >= (isNicety ? nicetyAttempts : maxAttempts);
      try {
        const response = await once(url, init, isNicety ? nicetyMs : attemptMs);
        if (response.status === 429) {
          const delay = retryAfterMs(response) ?? 1000;
          // Never nothing at all: a server that asks for 0 s again and again would be asked for ever.
          waitedMs += Math.max(delay, leastWaitMs);
          if (waitedMs > patience) return response;
          // Waiting for one's turn is no failed attempt: in a busy channel it is others who go first.
          attempt -= 1;
          log.warn({ method, retryAfterMs: delay }, 'Slack asks to wait before the next call');
          openAt.set(gate, Math.max(openAt.get(gate) ?? 0, Date.now() + delay));
          await response.body?.cancel();
          continue;
        }
        if (isResponseUrl(url)) return await readResponse(response);
        if (response.status < 500 || last || !repeatable.test(method)) return response;
        await response.body?.cancel();
      } catch (error) {
        if (last || !(wasNeverSent(error) || repeatable.test(method))) throw error;
      }
      await wait(pauseMs * 2 ** (attempt - 1));
    }
  };
};
