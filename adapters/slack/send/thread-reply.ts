import type { Logger } from 'pino';
import type { Answer } from '../../../src/domain/answer.js';
import { plainTextOf } from '../../../src/domain/drafting.js';
import type { Reply } from '../../incoming.js';
import type { Place } from '../connect/place.js';
import { escapeText } from '../render/calm-text.js';
import { renderAnswer } from '../render/render-answer.js';
import { postMessage, postPrivately } from './post-message.js';
import { sendInLevels } from './send-in-levels.js';
import { createStatusLine } from './show-status.js';
import { asNextRungError, isClosedToUs, slackCode } from './slack-errors.js';
import { forgetUploads, uploadCharts } from './upload-charts.js';

/** An answer that comes within this needs no status. */
const statusAfterMs = 700;

export type ThreadReplyOptions = {
  readonly place: Place;
  readonly channel: string;
  readonly threadTs: string;
  readonly member: string;
  readonly log: Logger;
  /** The message that it answers, which goes with the answer where others may be answered in the same thread. */
  readonly answers?: string;
  /** Said above the answer: what was asked, where the thread does not show it. */
  readonly above?: string;
};

/** Answers in a thread, for all in the channel to see; what only the asker needs to know goes to the asker alone. */
export const createThreadReply = ({ place, channel, threadTs, member, log, above, answers }: ThreadReplyOptions): Reply => {
  const { client, community } = place;
  const where = { channel, threadTs };
  const status = createStatusLine({ client, ...where }, log);
  let timer: NodeJS.Timeout | undefined;
  let showing: Promise<void> | undefined;

  /** The status is shown by now or never: one that arrives after the answer would stay for two minutes. */
  const settleStatus = async (): Promise<void> => {
    clearTimeout(timer);
    await showing;
  };

  const tellAlone = (sentence: string): Promise<unknown> =>
    postMessage(client, { channel: member }, { text: escapeText(sentence) });

  const show = async (answer: Answer, answerId: string): Promise<void> => {
    await settleStatus();
    const pictures = await uploadCharts(place, answer, log);
    try {
      await sendInLevels(
        level => renderAnswer(answer, { level, answerId, pictures, ...(above ? { above } : {}) }),
        async message => {
          await postMessage(client, where, message, answers);
        },
        (error, level) => {
          if (pictures.length > 0) forgetUploads(community, pictures);
          log.warn({ code: slackCode(error), level }, 'Slack refused the blocks of an answer; it goes out plainer');
        },
      );
    } catch (error) {
      throw asNextRungError('An answer could not be posted', error);
    }
  };

  return {
    async begin() {
      timer = setTimeout(() => {
        showing = status.show();
      }, statusAfterMs);
    },
    show,
    async showAlone(answer) {
      await settleStatus();
      await status.clear();
      await postPrivately(client, where, member, answer.blocks.map(block => plainTextOf([block])).join('\n'));
    },
    async rest() {
      await settleStatus();
      await status.clear();
    },
    async tell(sentence) {
      await settleStatus();
      await status.clear();
      try {
        if (channel.startsWith('D')) await postMessage(client, where, { text: escapeText(sentence) });
        else await postPrivately(client, where, member, sentence);
      } catch (error) {
        // Where nothing may be said, it is said to the member alone, in a message of their own.
        // The log has the reason by then, from what could not be posted.
        if (isClosedToUs(error)) return void (await tellAlone(sentence).catch(() => undefined));
        throw asNextRungError('A sentence could not be sent to the member', error);
      }
    },
  };
};
