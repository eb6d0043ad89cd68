import type { App, Receiver, ReceiverEvent } from '@slack/bolt';
import type { Logger } from 'pino';

/** A message is marked as taken within milliseconds; Slack waits three seconds. */
const usualMs = 200;

const isEvent = ({ body }: ReceiverEvent): boolean => (body as { readonly type?: unknown }).type === 'event_callback';

/**
 * Has a receiver acknowledge events a moment after they came. Bolt does so before any listener sees them, and what Slack saw acknowledged it
 * never sends again: a process killed in between would lose a message that nothing kept. Commands and buttons are acknowledged at once, by
 * their listeners.
 */
export const acknowledgeLate = <Given extends Receiver>(receiver: Given, log: Logger, afterMs = usualMs): Given => {
  const late = (event: ReceiverEvent): ReceiverEvent => ({
    ...event,
    async ack(response) {
      setTimeout(() => {
        event
          .ack(response)
          .catch((err: unknown) => log.debug({ err }, 'an event could not be acknowledged; Slack sends it again'));
      }, afterMs);
    },
  });
  const init = receiver.init.bind(receiver);
  receiver.init = app =>
    init(
      Object.create(app, {
        processEvent: { value: (event: ReceiverEvent) => app.processEvent(isEvent(event) ? late(event) : event) },
      }) as App,
    );
  return receiver;
};
