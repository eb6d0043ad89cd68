import type { WebClientOptions } from '@slack/web-api';
import type { Logger } from 'pino';
import type { SlackConfig } from '../../../src/config.js';
import { createPoliteFetch } from '../send/polite-fetch.js';

/** The Web API root, ending in a slash as the client wants it; undefined for Slack's own. */
export const apiRootOf = ({ apiUrl }: Pick<SlackConfig, 'apiUrl'>): string | undefined =>
  apiUrl === undefined ? undefined : apiUrl.endsWith('/') ? apiUrl : `${apiUrl}/`;

/**
 * Makes the options of every Web API client, a new object each time: Bolt and the clients write into the one that they are given.
 * - No `headers`, ever: the client puts its token there, and Bolt shares the object between workspaces, so that one would speak with
 *   another's token.
 * - `retryConfig` is set: left out, Socket Mode sets a hundred retries for all.
 * - What is tried again, and how long a call may take, is decided by the fetch.
 */
export const createClientOptions = (slack: Pick<SlackConfig, 'apiUrl'>, log: Logger): (() => WebClientOptions) => {
  const politeFetch = createPoliteFetch(log);
  const root = apiRootOf(slack);
  return () => ({
    ...(root ? { slackApiUrl: root } : {}),
    fetch: politeFetch,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: 0,
  });
};
