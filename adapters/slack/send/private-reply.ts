import type { RespondArguments, RespondFn } from '@slack/bolt';
import type { Logger } from 'pino';
import type { Reply } from '../../incoming.js';
import type { Place } from '../connect/place.js';
import type { SlackMessage } from '../message.js';
import { escapeText } from '../render/calm-text.js';
import { renderAnswer } from '../render/render-answer.js';
import { sendInLevels } from './send-in-levels.js';
import { asNextRungError, slackCode } from './slack-errors.js';
import { forgetUploads, uploadCharts } from './upload-charts.js';

/** A private answer that takes longer is announced: nothing else shows that a command was heard. */
const statusAfterMs = 2_000;

/** Posts through a `response_url`. Rejects with `RefusedResponse` when Slack will not have it. */
export const respondWith = async (respond: RespondFn, message: RespondArguments): Promise<void> => {
  await respond({ ...message, unfurl_links: false, unfurl_media: false });
};

export type PrivateReplyOptions = {
  readonly place: Place;
  readonly respond: RespondFn;
  readonly log: Logger;
  readonly above?: string;
};

/** Answers the asker alone, wherever they are, the coach's channels or not; the answer can be shared from there. */
export const createPrivateReply = ({ place, respond, log, above }: PrivateReplyOptions): Reply => {
  let timer: NodeJS.Timeout | undefined;
  let telling: Promise<void> | undefined;

  const send = async ({ text, blocks }: SlackMessage): Promise<void> => {
    await respondWith(respond, { response_type: 'ephemeral', replace_original: false, text, ...(blocks ? { blocks } : {}) });
  };

  const announce = async (): Promise<void> => {
    try {
      await send({ text: 'Looking in the guides…' });
    } catch (err) {
      log.debug({ err }, 'a status could not be shown');
    }
  };

  const settle = async (): Promise<void> => {
    clearTimeout(timer);
    await telling;
  };

  return {
    async begin() {
      timer = setTimeout(() => {
        telling = announce();
      }, statusAfterMs);
    },
    async show(answer, answerId) {
      await settle();
      const pictures = await uploadCharts(place, answer, log);
      try {
        await sendInLevels(
          level => renderAnswer(answer, { level, answerId, pictures, share: true, ...(above ? { above } : {}) }),
          send,
          (error, level) => {
            if (pictures.length > 0) forgetUploads(place.community, pictures);
            log.warn({ code: slackCode(error), level }, 'Slack refused the blocks of an answer; it goes out plainer');
          },
        );
      } catch (error) {
        throw asNextRungError('A private answer could not be sent', error);
      }
    },
    async tell(sentence) {
      await settle();
      await send({ text: escapeText(sentence) });
    },
  };
};
