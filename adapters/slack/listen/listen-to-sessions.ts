import type { App } from '@slack/bolt';
import { placeOf } from '../connect/place.js';
import type { Parts } from '../parts.js';
import { setSession } from '../send/show-status.js';
import { conversationOf } from './listen-to-messages.js';
import { sessionStoppedSchema } from './payloads.js';

/**
 * The stop button of an agent's thread: the answer under way ends where it is. When none is, a process that ended left the thread at work,
 * and nobody else would ever put it to rest.
 */
export const listenToSessions = (app: App, { incoming, log }: Pick<Parts, 'incoming' | 'log'>): void => {
  app.event('agent_session_stopped', async ({ event, client, context }) => {
    const place = placeOf({ client, context });
    const { channel, thread_ts: threadTs, user, streaming_message_ts: streams } = sessionStoppedSchema.parse(event);
    const stopped = incoming.stop(place.community, conversationOf(channel, threadTs));
    log.info({ community: place.community, stopped }, 'a member pressed stop');
    if (stopped) return;
    for (const ts of streams ?? []) {
      // One that Slack has ended itself says so, and that is fine.
      await client.chat.stopStream({ channel, ts }).catch(err => log.debug({ err }, 'a stream was already closed'));
    }
    await setSession({ client, channel, threadTs }, 'active', user, log);
  });
};
