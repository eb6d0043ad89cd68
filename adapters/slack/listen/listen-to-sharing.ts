import { randomUUID } from 'node:crypto';
import type { App, RespondFn } from '@slack/bolt';
import type { GivenAnswer } from '../../../src/contracts/conversation-store.js';
import { answerNoLongerKept } from '../../shared-texts.js';
import { type Place, placeOf } from '../connect/place.js';
import { actionIds, type SlackMessage } from '../message.js';
import type { Parts } from '../parts.js';
import { renderAnswer } from '../render/render-answer.js';
import { postMessage } from '../send/post-message.js';
import { respondWith } from '../send/private-reply.js';
import { sendInLevels } from '../send/send-in-levels.js';
import { asNextRungError, slackCode } from '../send/slack-errors.js';
import { forgetUploads, uploadCharts } from '../send/upload-charts.js';
import { conversationOf } from './listen-to-messages.js';
import { type Pressed, readPressed, tellPresser } from './pressed.js';

/** Where the coach is no member, the button's own address still lets the one who pressed it post. */
const notAMember = new Set(['not_in_channel', 'channel_not_found']);

/** "Share to channel" under a private answer: the asker posts it, with its question, for all to see. */
export const listenToSharing = (app: App, parts: Parts): void => {
  const { conversations, log, once } = parts;

  /** The copy is an answer of its own, in a conversation that all can go on with; the private one stays its asker's. */
  const keepShared = async (given: GivenAnswer, id: string, conversation: string): Promise<void> => {
    const { community, member, question, answer } = given;
    try {
      await conversations.remember({ community, conversation }, { id, member, question, answer, isPrivate: false });
    } catch (err) {
      log.error({ err, community }, 'a shared answer could not be kept; check the disk that DATA_DIR is on');
    }
  };

  const share = async (place: Place, given: GivenAnswer, pressed: Pressed, respond: RespondFn): Promise<void> => {
    const { channel, inThread } = pressed;
    const id = randomUUID();
    // What does not fit into one message stands below it, in the thread in which its conversation goes on.
    let threadTs = inThread ? pressed.threadTs : undefined;
    const pictures = await uploadCharts(place, given.answer, log);
    let byButton = false;
    const post = async (message: SlackMessage): Promise<void> => {
      if (!byButton && channel) {
        try {
          const ts = await postMessage(place.client, { channel, threadTs }, message);
          threadTs ??= ts;
          return;
        } catch (error) {
          if (!notAMember.has(slackCode(error) ?? '')) throw error;
          byButton = true;
        }
      }
      await respondWith(respond, {
        response_type: 'in_channel',
        replace_original: false,
        text: message.text,
        ...(message.blocks ? { blocks: message.blocks } : {}),
      });
    };
    const above = `A member asked, and shares the answer: ${given.question}`;
    await sendInLevels(
      level => renderAnswer(given.answer, { level, answerId: id, above, pictures }),
      post,
      (error, level) => {
        if (pictures.length > 0) forgetUploads(place.community, pictures);
        log.warn({ code: slackCode(error), level }, 'Slack refused the blocks of an answer; it goes out plainer');
      },
    );
    // Posted by the button's address, the message has no name that we learn: then only feedback on it finds the answer.
    await keepShared(given, id, channel && threadTs ? conversationOf(channel, threadTs) : `shared:${id}`);
  };

  app.action(actionIds.share, async ({ ack, body, respond, client, context }) => {
    await ack();
    const place = placeOf({ client, context });
    const pressed = readPressed(body);
    const given = await conversations.findAnswer(place.community, pressed.value);
    if (!given || given.member !== pressed.user || !given.question) {
      return tellPresser(respond, answerNoLongerKept, pressed, log);
    }
    const name = `share ${place.community} ${given.id} ${pressed.channel}`;
    if (!once(name)) return;
    try {
      await share(place, given, pressed, respond);
      await tellPresser(respond, 'Shared to the channel.', pressed, log);
    } catch (error) {
      once.forget(name);
      await tellPresser(
        respond,
        'I could not post that here. Ask someone to invite me to the channel, then try again.',
        pressed,
        log,
      );
      throw asNextRungError('An answer could not be shared', error);
    }
  });
};
