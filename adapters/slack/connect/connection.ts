import type { Receiver } from '@slack/bolt';
import type { Health } from './health.js';

/** How Slack's events reach the app: a socket that we open, or requests that Slack makes. */
export type Connection = {
  readonly receiver: Receiver;
  /** Gives how it is connected, in a few words. Rejects with the next step. */
  start(): Promise<string>;
  health(): Health;
  stop(): Promise<void>;
};
