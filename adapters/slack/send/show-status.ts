import type { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';

/** Slack says "NextRung" before it: https://docs.slack.dev/reference/methods/assistant.threads.setStatus */
const lookingUp = 'is looking in the guides…';

export type Thread = { readonly client: WebClient; readonly channel: string; readonly threadTs: string };

export type StatusLine = {
  show(): Promise<void>;
  /** Slack takes a status away itself when a message is posted; this is for when none is. */
  clear(): Promise<void>;
};

/** The line under a thread that says the coach is at work. It is a nicety: where Slack refuses it, the answer comes without. */
export const createStatusLine = ({ client, channel, threadTs }: Thread, log: Logger): StatusLine => {
  let shown = false;
  const set = async (status: string): Promise<void> => {
    try {
      await client.assistant.threads.setStatus({ channel_id: channel, thread_ts: threadTs, status });
    } catch (err) {
      log.debug({ err }, 'a status could not be shown');
    }
  };
  return {
    async show() {
      shown = true;
      await set(lookingUp);
    },
    async clear() {
      if (!shown) return;
      shown = false;
      await set('');
    },
  };
};

/**
 * Tells Slack that an agent's thread is at work, which gives the member a stop button, or at rest again.
 * https://docs.slack.dev/ai/agent-sessions
 */
export const setSession = async (
  { client, channel, threadTs }: Thread,
  status: 'processing' | 'active',
  member: string | undefined,
  log: Logger,
): Promise<void> => {
  const initiator = member ? { initiator_user_id: member } : {};
  try {
    await client.agents.sessions.setStatus({ channel_id: channel, thread_ts: threadTs, status, ...initiator });
  } catch (err) {
    log.debug({ err }, 'the session of an agent could not be set');
  }
};
