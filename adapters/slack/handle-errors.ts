import type { App } from '@slack/bolt';
import type { Logger } from 'pino';
import { NextRungError } from '../../src/domain/errors.js';
import { asNextRungError } from './send/slack-errors.js';

/** What Bolt wraps around a listener's failure, and around several. */
const unwrap = (error: unknown): unknown[] => {
  if (!(error instanceof Error)) return [error];
  if ('originals' in error && Array.isArray(error.originals)) return error.originals.flatMap(unwrap);
  if ('original' in error && error.original instanceof Error && error.constructor.name !== 'WebAPIRequestError')
    return unwrap(error.original);
  return [error];
};

/** An acknowledgement that was under way when the connection closed: Slack sends such events again. */
const isLostWithConnection = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && /^slack_socket_mode_(?:send_while|websocket)/.test(String(error.code));

/** Those of one disconnect come within this. */
const togetherMs = 10_000;

/** Every failure of a listener ends here, as one line with its next step; the app goes on. */
export const handleErrors = (app: App, log: Logger): void => {
  let lostAt = Number.NEGATIVE_INFINITY;
  const tellLost = (): void => {
    const isFirst = performance.now() - lostAt > togetherMs;
    lostAt = performance.now();
    if (isFirst) log.warn('the connection to Slack closed before events were acknowledged; Slack sends them again');
  };

  app.error(async error => {
    const isForeign = 'code' in error && error.code === 'slack_bolt_authorization_error';
    for (const each of unwrap(error)) {
      if (isForeign) {
        log.warn(`an event was left alone: ${each instanceof Error ? each.message : 'no token for its workspace'}`);
        continue;
      }
      if (isLostWithConnection(each)) {
        tellLost();
        continue;
      }
      const known = each instanceof NextRungError ? each : asNextRungError('An event of Slack’s could not be handled', each);
      log.error({ err: known.cause ?? each }, known.message);
    }
  });
};
