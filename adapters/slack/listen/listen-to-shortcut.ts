import type { App } from '@slack/bolt';
import { placeOf } from '../connect/place.js';
import { callbackIds } from '../message.js';
import type { Parts } from '../parts.js';
import { createPrivateReply } from '../send/private-reply.js';
import { privateConversation } from './listen-to-commands.js';
import { messageShortcutSchema } from './payloads.js';
import { readText, textOfBlocks } from './read-text.js';

/** "Ask the coach about this" on a message: an answer for the one who asked, who can share it. */
export const listenToShortcut = (app: App, parts: Parts): void => {
  app.shortcut(
    { callback_id: callbackIds.askShortcut, type: 'message_action' },
    async ({ ack, body, respond, client, context }) => {
      await ack();
      const place = placeOf({ client, context });
      const { message, channel, user, trigger_id: trigger } = messageShortcutSchema.parse(body);
      const text = readText(message.text?.trim() || textOfBlocks(message.blocks ?? []), place.botUserId);
      await parts.incoming.handle(
        {
          community: place.community,
          channel: channel.id,
          conversation: privateConversation(channel.id, user.id),
          member: user.id,
          text,
          deliveryKeys: [`shortcut:${trigger}`],
          isPrivate: true,
        },
        createPrivateReply({ place, respond, log: parts.log, above: `On this message: ${parts.redact(text) ?? ''}` }),
      );
    },
  );
};
