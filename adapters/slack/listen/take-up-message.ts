import type { Unanswered } from '../../../src/contracts/delivery-store.js';
import type { Place } from '../connect/place.js';
import { asNextRungError } from '../send/slack-errors.js';
import { readMessageKey } from './listen-to-messages.js';
import { findMessage } from './listen-to-reactions.js';
import type { MessageEvent } from './payloads.js';

/**
 * Reads again a message that a process took and did not answer, and hands it to `answer`. The words of a command, a button or a form are
 * nowhere to be read, and the address that its answer would go to is not kept.
 */
export const takeUpMessage = async (
  placeOf: (community: string) => Promise<Place>,
  answer: (place: Place, message: MessageEvent) => Promise<void>,
  { community, keys }: Unanswered,
): Promise<void> => {
  const named = keys.map(readMessageKey).find(one => one !== undefined);
  if (!named) return;
  const place = await placeOf(community);
  const message = await findMessage(place.client, named.channel, named.ts).catch((error: unknown) => {
    throw asNextRungError('A message that was not answered could not be read', error);
  });
  if (message) await answer(place, { ...message, user: message.user ?? undefined, type: 'message', channel: named.channel });
};
