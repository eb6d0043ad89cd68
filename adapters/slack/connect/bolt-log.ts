import { type Logger as BoltLogger, LogLevel } from '@slack/bolt';
import type { Logger } from 'pino';

/** One line of what Bolt says; an error by its message alone, for its other fields may hold a request with a member's words. */
const lineOf = (parts: readonly unknown[]): string =>
  parts
    .map(part => (part instanceof Error ? part.message : typeof part === 'string' ? part : ''))
    .filter(Boolean)
    .join(' ');

/**
 * Bolt's log in ours. Its debug and info lines hold whole requests, messages and tokens included, so they are dropped whatever the level;
 * the level told to Bolt is fixed, and it does not even make them.
 */
export const createBoltLog = (log: Logger): BoltLogger => ({
  debug: () => undefined,
  info: () => undefined,
  warn: (...parts) => log.warn(lineOf(parts)),
  error(...parts) {
    const line = lineOf(parts);
    // Told once a disconnect, by `handleErrors`: each acknowledgement that was under way fails.
    if (!/^Failed to send a (?:WebSocket )?message/.test(line)) log.error(line);
  },
  setLevel: () => undefined,
  getLevel: () => LogLevel.WARN,
  setName: () => undefined,
});
