import type { Logger } from 'pino';
import { apiCodes, codeOf, explainError } from './explain-error.js';
import type { MessageBody, Rendering } from './render-messages.js';

/** Where an answer's messages go: the first in reply to the question, the others behind it. */
export type Outlet = {
  first(body: MessageBody): Promise<unknown>;
  next(body: MessageBody): Promise<unknown>;
};

const sendAll = async (outlet: Outlet, bodies: readonly MessageBody[], sent: { count: number }): Promise<void> => {
  for (const body of bodies.slice(sent.count)) {
    await (sent.count === 0 ? outlet.first(body) : outlet.next(body));
    sent.count++;
  }
};

/** Sends an answer with components V2 or, where those are refused, as plain messages. Rejects when neither is taken. */
export const sendRendered = async (outlet: Outlet, { components, plain }: Rendering, log: Logger): Promise<void> => {
  const sent = { count: 0 };
  try {
    await sendAll(outlet, components, sent);
  } catch (error) {
    // What was shown of a long answer is not shown twice.
    if (codeOf(error) !== apiCodes.invalidForm || sent.count > 0) throw error;
    log.warn(
      { err: explainError(error, 'an answer with components') },
      'an answer was sent as plain text: its components were refused',
    );
    await sendAll(outlet, plain, { count: 0 });
  }
};
