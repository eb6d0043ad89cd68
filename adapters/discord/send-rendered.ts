import type { Logger } from 'pino';
import { apiCodes, codeOf, explainError } from './explain-error.js';
import { fitsComponents } from './fits-components.js';
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

/** Whether another form of the same answer may be taken: plainer, or without the pictures that it may not attach. */
const isMendable = (error: unknown, bodies: readonly MessageBody[]): boolean => {
  const code = codeOf(error);
  const hasFiles = bodies.some(body => body.files.length > 0);
  return code === apiCodes.invalidForm || (hasFiles && (code === apiCodes.tooLarge || code === apiCodes.missingPermissions));
};

/** Sends an answer with components V2, where those are refused as plain messages, and at last without pictures. Rejects when none is taken. */
export const sendRendered = async (outlet: Outlet, { components, plain }: Rendering, log: Logger): Promise<void> => {
  const bare = plain.map(body => ({ ...body, files: [] }));
  // What is too large is not even tried: were its second message refused, the first would stand there already.
  const first = components.every(fitsComponents) ? [components] : [];
  const forms = [...first, plain, ...(plain.some(body => body.files.length > 0) ? [bare] : [])];
  for (const [at, bodies] of forms.entries()) {
    const sent = { count: 0 };
    try {
      return await sendAll(outlet, bodies, sent);
    } catch (error) {
      // What was shown of a long answer is not shown twice.
      if (!isMendable(error, bodies) || sent.count > 0 || at === forms.length - 1) throw error;
      log.warn({ err: explainError(error, 'an answer') }, 'an answer was refused as it was; it is sent in a plainer form');
    }
  }
};
