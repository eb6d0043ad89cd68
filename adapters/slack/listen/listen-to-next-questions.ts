import { createHash } from 'node:crypto';
import type { App } from '@slack/bolt';
import type { Reply } from '../../incoming.js';
import { placeOf } from '../connect/place.js';
import { actionIds } from '../message.js';
import type { Parts } from '../parts.js';
import { createPrivateReply } from '../send/private-reply.js';
import { createStreamedReply } from '../send/streamed-reply.js';
import { createThreadReply } from '../send/thread-reply.js';
import { notingCall } from './known-threads.js';
import { privateConversation } from './listen-to-commands.js';
import { conversationOf } from './listen-to-messages.js';
import { readPressed, tellPresser } from './pressed.js';

/** Names a button, and no member: what is kept by this name is not found again when a member's data is deleted. */
const nameOfPress = (...parts: readonly string[]): string =>
  `button:${createHash('sha256').update(JSON.stringify(parts)).digest('base64url')}`;

/** A suggested question that was pressed: answered where it stands, and once however many press it. */
export const listenToNextQuestions = (app: App, parts: Parts): void => {
  const { incoming, log, redact, threads } = parts;
  app.action(new RegExp(`^${actionIds.askNext}_\\d$`), async ({ ack, body, respond, client, context }) => {
    await ack();
    const place = placeOf({ client, context });
    const pressed = readPressed(body);
    const { channel, messageTs, threadTs, user, value: question } = pressed;
    if (!channel || !messageTs || !threadTs || !question) return;
    const above = `Asked next: ${redact(question) ?? ''}`;
    const asked = { community: place.community, channel, member: user, text: question, canAskAgain: true, standsAlone: true };
    if (pressed.isPrivate) {
      await incoming.handle(
        {
          ...asked,
          conversation: privateConversation(channel, user),
          deliveryKeys: [nameOfPress(channel, messageTs, pressed.actionId, user)],
          isPrivate: true,
        },
        createPrivateReply({ place, respond, log, above }),
      );
      return;
    }
    const conversation = conversationOf(channel, threadTs);
    const where = { place, channel, threadTs, member: user, log, above };
    const streamed = channel.startsWith('D') ? createStreamedReply(where) : undefined;
    const reply: Reply = streamed ?? {
      ...createThreadReply(where),
      // By the button's own address: it works where the coach is not a member.
      tell: (sentence: string) => tellPresser(respond, sentence, pressed, log),
    };
    const noteCall = (): void => threads.noteCall(place.community, conversation, user);
    const result = await incoming.handle(
      { ...asked, conversation, deliveryKeys: [nameOfPress(channel, messageTs, pressed.actionId)], isPrivate: false },
      notingCall(reply, noteCall),
    );
    if (result === 'stopped') await streamed?.stopped();
  });
};
