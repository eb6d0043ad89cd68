import type { Json } from './payloads.js';

export type Reply = { readonly status: number; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> };

/* Discord's refusals, `{ code, message }` with an HTTP status: discord.com/developers/docs/topics/opcodes-and-status-codes#json */

const refuse = (status: number, code: number, message: string, extra: Json = {}): Reply => ({
  status,
  body: { code, message, ...extra },
});

export const invalidForm = (problems: readonly string[]): Reply =>
  refuse(400, 50_035, 'Invalid Form Body', { errors: { _errors: problems.map(message => ({ code: 'INVALID', message })) } });

export const unknown = {
  channel: refuse(404, 10_003, 'Unknown Channel'),
  guild: refuse(404, 10_004, 'Unknown Guild'),
  message: refuse(404, 10_008, 'Unknown Message'),
  webhook: refuse(404, 10_015, 'Unknown Webhook'),
  interaction: refuse(404, 10_062, 'Unknown interaction'),
};
export const unauthorized = refuse(401, 0, '401: Unauthorized');
export const notFound = refuse(404, 0, '404: Not Found');
export const missingAccess = refuse(403, 50_001, 'Missing Access');
export const missingPermissions = refuse(403, 50_013, 'Missing Permissions');
export const cannotMessage = refuse(403, 50_007, 'Cannot send messages to this user');
export const tooLarge = refuse(413, 40_005, 'Request entity too large');
export const alreadyAcknowledged = refuse(400, 40_060, 'Interaction has already been acknowledged.');
export const mostFollowUps = refuse(400, 40_094, 'This interaction has hit the maximum number of follow up messages.');
export const threadExists = refuse(400, 160_004, 'A thread has already been created for this message');

/** Asks to wait: discord.com/developers/docs/topics/rate-limits */
export const rateLimited = (retryAfterSeconds: number, scope: 'user' | 'shared' | 'global' = 'user'): Reply => ({
  status: 429,
  body: { message: 'You are being rate limited.', retry_after: retryAfterSeconds, global: scope === 'global' },
  headers: {
    'retry-after': String(retryAfterSeconds),
    'x-ratelimit-scope': scope,
    ...(scope === 'global' ? { 'x-ratelimit-global': 'true' } : {}),
  },
});
