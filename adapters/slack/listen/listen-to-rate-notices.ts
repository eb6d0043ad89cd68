import type { App, ReceiverEvent } from '@slack/bolt';
import type { Logger } from 'pino';
import { z } from 'zod';

/** https://docs.slack.dev/reference/events/app_rate_limited: no event as others are, for Bolt neither names nor acknowledges it. */
const noticeSchema = z.object({ type: z.literal('app_rate_limited'), team_id: z.string() });

/** Slack says that it leaves events out, as more than 30,000 came from one workspace within the hour. */
export const listenToRateNotices = (app: App, log: Logger): void => {
  const process = app.processEvent.bind(app);
  app.processEvent = async (event: ReceiverEvent): Promise<void> => {
    const notice = noticeSchema.safeParse(event.body);
    if (!notice.success) return process(event);
    log.warn(
      { community: `slack:${notice.data.team_id}` },
      'Slack leaves out events of a workspace: more than 30,000 came within the hour. Remove the app from its busiest channels',
    );
    await event.ack();
  };
};
