import { setTimeout as sleep } from 'node:timers/promises';
import { maxMessageText } from '../limits.js';
import type { RenderedMessage, SlackMessage } from '../message.js';
import type { RenderOptions } from '../render/render-answer.js';
import { splitPlain } from '../render/split-plain.js';
import { areBlocksRefused, isPictureNotReady } from './slack-errors.js';

type Send = (message: SlackMessage) => Promise<void>;

/** Sends a message; when its blocks are refused, its text alone. */
const sendOrPlain = async (message: RenderedMessage, send: Send): Promise<void> => {
  try {
    await send(message);
  } catch (error) {
    if (!areBlocksRefused(error)) throw error;
    for (const text of splitPlain(message.whole, maxMessageText)) await send({ text });
  }
};

/** Slack works on an upload after it said that it is complete, and refuses a message that shows it too early. */
const waitsForPicturesMs = [700, 1500, 3000];

const sendWhenReady = async (message: SlackMessage, send: Send): Promise<void> => {
  const waits = message.blocks?.some(block => block.type === 'image') ? waitsForPicturesMs : [];
  for (const ms of waits) {
    try {
      return await send(message);
    } catch (error) {
      if (!isPictureNotReady(error)) throw error;
      await sleep(ms);
    }
  }
  await send(message);
};

/**
 * Sends an answer with Slack's newest blocks; when they are refused, with plain ones; when those are too, its text in parts. A refused
 * message was not posted, so the member gets the answer once whichever way.
 *
 * @param send rejects as the Web API client does
 */
export const sendInLevels = async (
  render: (level: RenderOptions['level']) => readonly RenderedMessage[],
  send: Send,
  onRefused: (error: unknown, level: RenderOptions['level']) => void,
): Promise<void> => {
  for (const level of ['full', 'simple'] as const) {
    const [first, ...rest] = render(level);
    if (!first) return;
    try {
      await sendWhenReady(first, send);
    } catch (error) {
      if (!areBlocksRefused(error)) throw error;
      onRefused(error, level);
      continue;
    }
    for (const message of rest) await sendOrPlain(message, send);
    return;
  }
  for (const message of render('simple')) for (const text of splitPlain(message.whole, maxMessageText)) await send({ text });
};
