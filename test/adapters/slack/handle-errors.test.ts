import type { App } from '@slack/bolt';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { createBoltLog } from '../../../adapters/slack/connect/bolt-log.js';
import { handleErrors } from '../../../adapters/slack/handle-errors.js';

it('acknowledgements that a disconnect loses are one line, and other failures one each', async () => {
  const lines: { level: number; msg: string }[] = [];
  const log = pino({ level: 'info', base: null }, { write: line => void lines.push(JSON.parse(line)) });
  let handle: (error: unknown) => Promise<void> = async () => undefined;
  const app = {
    error(listener: typeof handle) {
      handle = listener;
    },
  };
  handleErrors(app as unknown as App, log);
  const boltLog = createBoltLog(log);
  const lost = (): Error =>
    Object.assign(new Error('Failed to send a WebSocket message as the client is not ready'), {
      code: 'slack_socket_mode_send_while_not_ready_error',
    });
  for (let at = 0; at < 60; at++) {
    boltLog.error('Failed to send a message as the client has no active connection');
    await handle(at % 2 === 0 ? lost() : Object.assign(new Error('several'), { originals: [lost()] }));
  }
  expect(lines.map(line => line.msg)).toEqual([
    'the connection to Slack closed before events were acknowledged; Slack sends them again',
  ]);
  boltLog.error('something else');
  await handle(new Error('a bug'));
  expect(lines.slice(1).map(line => line.level)).toEqual([50, 50]);
});
