import type { App } from '@slack/bolt';
import { placeOf } from '../connect/place.js';
import type { Parts } from '../parts.js';
import { conversationOf } from './listen-to-messages.js';
import { sessionStoppedSchema } from './payloads.js';

/** The stop button of an agent's thread: the answer under way ends where it is. */
export const listenToSessions = (app: App, { incoming, log }: Pick<Parts, 'incoming' | 'log'>): void => {
  app.event('agent_session_stopped', async ({ event, client, context }) => {
    const place = placeOf({ client, context });
    const { channel, thread_ts: threadTs } = sessionStoppedSchema.parse(event);
    const stopped = incoming.stop(place.community, conversationOf(channel, threadTs));
    log.info({ community: place.community, stopped }, 'a member pressed stop');
  });
};
