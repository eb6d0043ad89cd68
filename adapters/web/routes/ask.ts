import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Answer } from '../../../src/domain/answer.js';
import type { Incoming, IncomingResult, Reply } from '../../incoming.js';
import type { Services } from '../../services.js';
import { visitorOf } from '../access.js';
import {
  type AskEvent,
  type AskResponse,
  askEventSchema,
  askRequestSchema,
  askResponseSchema,
  type Problem,
} from '../contract.js';
import { addressOf, createAnswerSlots, isOwnMachine, type Limits } from '../guards.js';
import { refusal } from '../problems.js';
import { askedAlready, refusalsOfAll, refusalsOfBodies, tooBusy } from '../refusals.js';

/** All visitors of the page are one community; conversations within it are each visitor's own. */
export const webCommunity = 'web';
/** Between signs of life, so that no proxy takes a stream that waits for dead. */
const heartbeatMs = 15_000;
/** An answer that is not streamed is waited for so long, and a model's deadline. */
const silenceMs = 45_000;
/** Whoever sits at the machine is not held to a quota. */
const unlimited = { memberPerHour: Number.MAX_SAFE_INTEGER, channelPerHour: Number.MAX_SAFE_INTEGER };

const askRoute = createRoute({
  method: 'post',
  path: '/api/ask',
  summary: 'Ask a question',
  description:
    'With `Accept: text/event-stream` the answer comes as server-sent events while it is written; each event’s data is one JSON object as documented, its name the object’s `kind`: `opened`, any number of `status`, `piece` and `restart`, then one `answer` or `problem`.',
  request: { body: { required: true, content: { 'application/json': { schema: askRequestSchema } } } },
  responses: {
    200: {
      description: 'The answer, with its citations',
      content: { 'application/json': { schema: askResponseSchema }, 'text/event-stream': { schema: askEventSchema } },
    },
    ...refusalsOfAll,
    ...refusalsOfBodies,
    409: askedAlready,
    503: tooBusy,
  },
});

/** On the page everything is said to the coach, so nothing is met with silence. */
type Failure = Exclude<IncomingResult, 'answered' | 'silent'> | 'too_busy';

const failures = {
  duplicate: [409, 'duplicate', 'That question is being answered already.'],
  over_quota: [
    429,
    'over_quota',
    'That’s more questions than I can take from one place just now. Please come back a little later.',
  ],
  unreadable: [400, 'unreadable', 'I couldn’t read that as a question.'],
  stopped: [503, 'stopped', 'The answer was stopped before it was written.'],
  restarting: [503, 'stopped', 'I’m being restarted just now. Please ask again in a minute.'],
  too_busy: [503, 'busy', 'A lot of questions came in at once, and yours has waited too long. Please ask again in a minute.'],
  failed: [500, 'failed', 'Something went wrong on my side. Please ask again in a minute.'],
} as const satisfies Record<Failure, readonly [number, Problem['error']['code'], string]>;

type Outcome =
  | { readonly question: string; readonly answer: Answer; readonly answerId: string }
  | { readonly failure: Failure; readonly message: string };

/** Adds `POST /api/ask`. */
export const addAsk = (app: OpenAPIHono, services: Services, limits: { readonly own: Limits; readonly others: Limits }): void => {
  const { web } = services.config;
  const slots = { own: createAnswerSlots(limits.own), others: createAnswerSlots(limits.others) };
  // Quotas and the log know an address by a name that means nothing the day after; where the disk is full, once the process has ended.
  const ownSalt = randomBytes(16);
  let today: { readonly day: string; readonly salt: Uint8Array } | undefined;
  const nameOfAddress = async (address: string): Promise<string> => {
    const day = new Date().toISOString().slice(0, 10);
    if (today?.day !== day) today = { day, salt: await services.quotas.saltOfDay().catch(() => ownSalt) };
    return createHmac('sha256', today.salt).update(address).digest('hex').slice(0, 16);
  };

  const incomingOf = async (c: Context, text: string, conversation: string, standsAlone: boolean): Promise<Incoming> => {
    const member = visitorOf(c, web);
    return {
      community: webCommunity,
      channel: await nameOfAddress(addressOf(c, web)),
      conversation: `${member}/${conversation}`,
      member,
      text,
      deliveryKeys: [randomUUID()],
      isPrivate: true,
      standsAlone,
      ...(isOwnMachine(c, web) ? { quotas: unlimited } : {}),
    };
  };

  /** Hands a question in and waits for what becomes of it. */
  const settle = async (incoming: Incoming, onEvent?: Reply['onEvent']): Promise<Outcome> => {
    let shown: { question: string; answer: Answer; answerId: string } | undefined;
    let told: string | undefined;
    const result = await services.incoming.handle(incoming, {
      ...(onEvent ? { onEvent } : {}),
      async show(answer, answerId) {
        const question = answer.outcome === 'declined' ? '' : (services.redact(incoming.text) ?? '');
        shown = { question, answer, answerId };
      },
      async tell(sentence) {
        told = sentence;
      },
    });
    if (shown) return shown;
    const failure = result === 'answered' || result === 'silent' ? 'failed' : result;
    return { failure, message: told ?? failures[failure][2] };
  };

  const stream = (c: Context, incoming: Incoming, opened: { conversation: string; keywordsOnly: boolean }, leave: () => void) => {
    // A proxy that gathers what it passes on would hold the pieces back (nginx reads this header).
    c.header('X-Accel-Buffering', 'no');
    return streamSSE(c, async sse => {
      const send = (event: AskEvent): Promise<void> => sse.writeSSE({ event: event.kind, data: JSON.stringify(event) });
      sse.onAbort(() => {
        services.incoming.stop(incoming.community, incoming.conversation);
      });
      const heartbeat = setInterval(() => void sse.write(': still here\n\n'), heartbeatMs);
      try {
        await send({ kind: 'opened', ...opened });
        // Not waited for: who reads slowly, or not at all, must not hold one of the few answers that are written at once.
        const outcome = await settle(incoming, async event => {
          if (event.kind !== 'answer') void send(event);
        });
        if ('failure' in outcome) await send({ kind: 'problem', code: failures[outcome.failure][1], message: outcome.message });
        else await send({ kind: 'answer', ...opened, ...outcome });
      } finally {
        clearInterval(heartbeat);
        leave();
      }
    });
  };

  /** A connection on which nothing moves is cut after a minute: whoever waits in silence is told before that. */
  const inTime = async (outcome: Promise<Outcome>, stop: () => void): Promise<Outcome> => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<Outcome>(resolve => {
      timer = setTimeout(
        () => {
          stop();
          resolve({ failure: 'too_busy', message: failures.too_busy[2] });
        },
        silenceMs + (services.config.model?.deadlineMs ?? 0),
      );
    });
    return Promise.race([outcome, late]).finally(() => clearTimeout(timer));
  };

  app.openapi(askRoute, async c => {
    const { question, conversation = randomUUID(), standsAlone = false } = c.req.valid('json');
    const leave = slots[isOwnMachine(c, web) ? 'own' : 'others'].enter(addressOf(c, web));
    const opened = { conversation, keywordsOnly: services.coachState().state === 'building' };
    const incoming = await incomingOf(c, question, conversation, standsAlone);
    if (c.req.header('accept')?.includes('text/event-stream')) return stream(c, incoming, opened, leave);
    const stop = (): void => void services.incoming.stop(incoming.community, incoming.conversation);
    c.req.raw.signal.addEventListener('abort', stop, { once: true });
    try {
      const outcome = await inTime(settle(incoming), stop);
      if (!('failure' in outcome)) return c.json({ ...opened, ...outcome } satisfies AskResponse, 200);
      const [status, code] = failures[outcome.failure];
      throw refusal(status, code, outcome.message, status === 429 || status === 503 ? { 'Retry-After': '60' } : {});
    } finally {
      c.req.raw.signal.removeEventListener('abort', stop);
      leave();
    }
  });
};
