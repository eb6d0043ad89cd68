import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Logger } from 'pino';
import { piecesOf } from '../../../src/coach/answer-pieces.js';
import type { Answer } from '../../../src/domain/answer.js';
import type { AnswerEvent } from '../../../src/domain/answer-event.js';
import type { Reply } from '../../incoming.js';
import type { Place } from '../connect/place.js';
import { maxStreamedText } from '../limits.js';
import type { SlackMessage } from '../message.js';
import { escapeText } from '../render/calm-text.js';
import { renderAnswer, renderTail } from '../render/render-answer.js';
import { createStreamParts, type StreamPiece } from '../render/stream-markdown.js';
import { postMessage } from './post-message.js';
import { sendInLevels } from './send-in-levels.js';
import { createStatusLine, setSession } from './show-status.js';
import { areBlocksRefused, asNextRungError, slackCode } from './slack-errors.js';
import { forgetUploads, uploadCharts } from './upload-charts.js';

export type StreamedReplyOptions = {
  readonly place: Place;
  /** A direct message with the coach. */
  readonly channel: string;
  readonly threadTs: string;
  readonly member: string;
  readonly log: Logger;
  readonly above?: string;
};

/** Letters gathered before Slack is called again: about a sentence, well within 100 calls a minute. */
const bufferSize = 120;

const isSame = (one: StreamPiece | undefined, other: StreamPiece): boolean =>
  one !== undefined && one.continues === other.continues && isDeepStrictEqual(one.block, other.block);

/**
 * Answers in a conversation with an agent: a status, then sentences as they are chosen, with Slack's stop button while it works.
 * Whatever goes wrong with the stream (Slack ends one after some five minutes, https://github.com/slackapi/node-slack-sdk/issues/2702), the
 * message is replaced by the whole answer.
 */
export const createStreamedReply = (options: StreamedReplyOptions): Reply & { stopped(): Promise<void> } => {
  const { place, channel, threadTs, member, log, above } = options;
  const { client } = place;
  const thread = { client, channel, threadTs };
  const status = createStatusLine(thread, log);
  const streamer = client.chatStream({
    channel,
    thread_ts: threadTs,
    recipient_team_id: place.teamId,
    recipient_user_id: member,
    buffer_size: bufferSize,
  });
  const nextPart = createStreamParts();
  const shown: StreamPiece[] = [];
  let length = 0;
  let broken = false;
  /** Niceties are on their way while the answer is written, and in place before it ends. */
  let begun: Promise<unknown> = Promise.resolve();

  const giveUp = (err: unknown): void => {
    if (!broken) log.warn({ code: slackCode(err), err }, 'a stream ended early; the message is replaced by the whole answer');
    broken = true;
  };

  const append = async (piece: StreamPiece): Promise<void> => {
    if (broken) return;
    // A status that came behind the first words would stay for two minutes.
    await begun;
    const part = nextPart(piece);
    const quote = shown.length === 0 && above ? `_${escapeText(above)}_\n\n` : '';
    shown.push(piece);
    length += quote.length + ('markdown_text' in part ? part.markdown_text.length : 0);
    if (length > maxStreamedText) return giveUp(new Error('the answer is longer than one stream may be'));
    try {
      if (quote) await streamer.append({ markdown_text: quote });
      await streamer.append(part);
    } catch (error) {
      giveUp(error);
    }
  };

  /** Brings the stream up to the whole answer; false when it showed something else. */
  const complete = async (answer: Answer): Promise<boolean> => {
    const pieces = piecesOf(answer);
    if (broken || shown.length === 0 || !shown.every((piece, at) => isSame(pieces[at], piece))) return false;
    for (const piece of pieces.slice(shown.length)) await append(piece);
    return !broken;
  };

  /** Ends the stream with what stands below an answer. False when Slack would not. */
  const finish = async (answer: Answer, answerId: string): Promise<boolean> => {
    const pictures = await uploadCharts(place, answer, log);
    const waitsMs = pictures.length > 0 ? [0, 1000, 2500] : [0];
    for (const [level, waitMs] of [...waitsMs.map(ms => ['full', ms] as const), ['simple', 0] as const]) {
      if (broken) return false;
      if (waitMs > 0) await sleep(waitMs);
      try {
        const tail = renderTail(answer, { level, answerId, pictures, isStreamed: true });
        await streamer.stop({ blocks: tail.map(({ block }) => block), session_status: 'active' });
        return true;
      } catch (error) {
        if (pictures.length > 0) forgetUploads(place.community, pictures);
        if (level === 'simple' || !areBlocksRefused(error)) giveUp(error);
      }
    }
    return false;
  };

  const replace = async (ts: string, { text, blocks = [] }: SlackMessage): Promise<void> => {
    await client.chat.update({ channel, ts, text, blocks });
  };

  /** The whole answer as messages: in place of the stream's where it had begun one, the rest behind it. */
  const showWhole = async (answer: Answer, answerId: string): Promise<void> => {
    let ts = streamer.ts;
    // A stream that still runs keeps its message from being replaced; one that Slack ended says so here, and that is fine.
    if (ts) await client.chat.stopStream({ channel, ts }).catch(() => undefined);
    const pictures = await uploadCharts(place, answer, log);
    await sendInLevels(
      level => renderAnswer(answer, { level, answerId, pictures, ...(above ? { above } : {}) }),
      async message => {
        if (ts) await replace(ts, message);
        else await postMessage(client, thread, message);
        ts = undefined;
      },
      (error, level) => log.warn({ code: slackCode(error), level }, 'Slack refused the blocks of an answer; it goes out plainer'),
    );
    await setSession(thread, 'active', member, log);
  };

  return {
    async begin() {
      begun = Promise.all([status.show(), setSession(thread, 'processing', member, log)]);
    },
    async onEvent(event: AnswerEvent) {
      if (event.kind === 'piece') await append({ block: event.block, continues: event.continues });
      else if (event.kind === 'restart' && shown.length > 0) giveUp(new Error('another writer began again'));
    },
    async show(answer, answerId) {
      await begun;
      try {
        if ((await complete(answer)) && (await finish(answer, answerId))) return;
        await showWhole(answer, answerId);
      } catch (error) {
        throw asNextRungError('An answer could not be shown', error);
      }
    },
    async tell(sentence) {
      await begun;
      await status.clear();
      try {
        const ts = streamer.ts;
        if (ts) {
          await client.chat.stopStream({ channel, ts }).catch(() => undefined);
          await replace(ts, { text: escapeText(sentence) });
        } else await postMessage(client, thread, { text: escapeText(sentence) });
        await setSession(thread, 'active', member, log);
      } catch (error) {
        throw asNextRungError('A sentence could not be sent to the member', error);
      }
    },
    async stopped() {
      const note = 'Stopped, as you asked.';
      await begun;
      try {
        if (shown.length > 0 && !broken) await streamer.stop({ markdown_text: `\n\n_${note}_`, session_status: 'active' });
        else {
          await status.clear();
          await postMessage(client, thread, { text: note });
          await setSession(thread, 'active', member, log);
        }
      } catch (err) {
        log.debug({ err }, 'a stopped stream was already closed');
        await setSession(thread, 'active', member, log);
      }
    },
  };
};
