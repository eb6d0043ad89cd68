import { createHmac } from 'node:crypto';
import { acknowledgeMs } from './limits.js';
import type { Payload } from './payload.js';
import type { Acknowledgement, EnvelopeType, SocketMode } from './socket-mode.js';

/** Something sent to the app, with what became of it. */
export type Delivery = {
  readonly type: EnvelopeType;
  readonly payload: Payload;
  readonly attempts: number;
  /** How long each attempt took; undefined for one that was not acknowledged in time. */
  readonly ackMs: readonly (number | undefined)[];
  /** What was answered with the last acknowledgement. */
  readonly body: unknown;
};

export type HttpTarget = { readonly url: string; readonly signingSecret: string };

/** Slack's signature: https://docs.slack.dev/authentication/verifying-requests-from-slack */
export const sign = (body: string, secret: string, timestamp = Math.floor(Date.now() / 1000)): Record<string, string> => ({
  'x-slack-request-timestamp': String(timestamp),
  'x-slack-signature': `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`,
});

/** A request's body and its type, as Slack sends each kind. */
export const encode = (type: EnvelopeType, payload: Payload): { body: string; contentType: string } => {
  if (type === 'events_api') return { body: JSON.stringify(payload), contentType: 'application/json' };
  const fields = type === 'interactive' ? { payload: JSON.stringify(payload) } : (payload as Record<string, string>);
  return { body: new URLSearchParams(fields).toString(), contentType: 'application/x-www-form-urlencoded' };
};

const overHttp = async (
  { url, signingSecret }: HttpTarget,
  type: EnvelopeType,
  payload: Payload,
  retry: { attempt: number; reason: string },
): Promise<(Acknowledgement & { noRetry: boolean }) | undefined> => {
  const { body, contentType } = encode(type, payload);
  const sentAt = performance.now();
  try {
    const response = await fetch(url, {
      method: 'POST',
      body,
      headers: {
        'content-type': contentType,
        'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
        ...sign(body, signingSecret),
        ...(retry.attempt > 0 ? { 'x-slack-retry-num': String(retry.attempt), 'x-slack-retry-reason': retry.reason } : {}),
      },
      signal: AbortSignal.timeout(acknowledgeMs),
    });
    const text = await response.text();
    const noRetry = response.headers.get('x-slack-no-retry') === '1';
    if (!response.ok && !noRetry) return undefined;
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return { ms: performance.now() - sentAt, body: isJson && text ? JSON.parse(text) : text || undefined, noRetry };
  } catch {
    return undefined;
  }
};

/**
 * Sends to the app as Slack does: over Socket Mode, or signed over HTTP when there is an address. An event that is not acknowledged is sent
 * again up to three times; the waits between are shorter here.
 */
export const createDelivering = (socketMode: SocketMode, target: () => HttpTarget | undefined) => {
  const deliveries: Delivery[] = [];
  const retryWaitsMs = [50, 300, 1000];
  return {
    deliveries,
    /** `attempt` is above 0 for what Slack sends again; after the third it gives up. */
    async deliver(type: EnvelopeType, payload: Payload, options: { attempt?: number } = {}): Promise<Delivery> {
      const ackMs: (number | undefined)[] = [];
      let acknowledged: Acknowledgement | undefined;
      for (let attempt = options.attempt ?? 0; attempt <= retryWaitsMs.length; attempt++) {
        const retry = { attempt, reason: attempt > 0 ? 'http_timeout' : '' };
        const to = target();
        acknowledged = to ? await overHttp(to, type, payload, retry) : await socketMode.send(type, payload, retry);
        ackMs.push(acknowledged?.ms);
        if (acknowledged || type !== 'events_api') break;
        await new Promise(resolve => setTimeout(resolve, retryWaitsMs[attempt] ?? 0));
      }
      const delivery = { type, payload, attempts: ackMs.length, ackMs, body: acknowledged?.body };
      deliveries.push(delivery);
      return delivery;
    },
  };
};
