import type { RespondFn } from '@slack/bolt';
import type { Logger } from 'pino';
import { escapeText } from '../render/calm-text.js';
import { respondWith } from '../send/private-reply.js';
import { type Press, pressSchema } from './payloads.js';

/** A button that was pressed, and the message that it stands under. */
export type Pressed = {
  readonly user: string;
  readonly actionId: string;
  readonly value: string;
  readonly trigger: string | undefined;
  readonly channel: string | undefined;
  readonly messageTs: string | undefined;
  /** The thread that the message stands in or begins. */
  readonly threadTs: string | undefined;
  /** Whether the message stands in a thread. */
  readonly inThread: boolean;
  /** Only this member sees the message. */
  readonly isPrivate: boolean;
  readonly press: Press;
};

export const readPressed = (body: unknown): Pressed => {
  const press = pressSchema.parse(body);
  const [action] = press.actions;
  const messageTs = press.container?.message_ts ?? press.message?.ts;
  const thread = press.container?.thread_ts ?? press.message?.thread_ts ?? undefined;
  return {
    user: press.user.id,
    actionId: action?.action_id ?? '',
    value: action?.value ?? '',
    trigger: press.trigger_id,
    channel: press.channel?.id ?? press.container?.channel_id,
    messageTs,
    threadTs: thread ?? messageTs,
    inThread: thread !== undefined,
    isPrivate: press.container?.is_ephemeral ?? false,
    press,
  };
};

/** A sentence of the coach's own to the one who pressed. It is worth no more than a line in the log when it does not get there. */
export const tellPresser = async (
  respond: RespondFn | undefined,
  sentence: string,
  { inThread, threadTs }: Pressed,
  log: Logger,
) => {
  try {
    const thread = inThread && threadTs ? { thread_ts: threadTs } : {};
    if (respond)
      await respondWith(respond, { response_type: 'ephemeral', replace_original: false, text: escapeText(sentence), ...thread });
  } catch (err) {
    log.warn({ err }, 'a member could not be told what became of a button');
  }
};
