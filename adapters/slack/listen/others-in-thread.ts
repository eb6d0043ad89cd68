import type { Logger } from 'pino';
import { z } from 'zod';
import type { Place } from '../connect/place.js';
import { slackCode } from '../send/slack-errors.js';
import { mentionsIn } from './read-text.js';

const repliesSchema = z.object({
  messages: z.array(
    z.object({ ts: z.string(), user: z.string().nullish(), bot_id: z.string().nullish(), text: z.string().nullish() }),
  ),
});

/** An answer takes a while: its call is looked for before it. */
const callBeforeMs = 60_000;
const mostReplies = 200;

export type ThreadOf = {
  readonly place: Place;
  readonly channel: string;
  readonly threadTs: string;
  /** Whose conversation with the coach it is. */
  readonly member: string;
};

/**
 * Whether somebody else joined in a thread since the coach was last called, as Slack has it: a process that starts anew did not hear it.
 * True when Slack does not tell, for then silence is safer.
 */
export const hasOthersIn = async ({ place, channel, threadTs, member }: ThreadOf, since: Date, log: Logger): Promise<boolean> => {
  const oldest = ((since.getTime() - callBeforeMs) / 1000).toFixed(6);
  try {
    const replies = await place.client.conversations.replies({ channel, ts: threadTs, oldest, limit: mostReplies });
    let others = false;
    for (const { ts, user, bot_id: botId, text } of repliesSchema.parse(replies).messages) {
      // The thread's first message comes whatever its age.
      if (Number(ts) < Number(oldest) || !user || botId || user === place.botUserId) continue;
      const mentions = mentionsIn(text ?? '', place.botUserId);
      if (mentions.coach) others = false;
      else if (user !== member || mentions.others) others = true;
    }
    return others;
  } catch (err) {
    log.warn(
      { code: slackCode(err), community: place.community },
      'a thread could not be read after a restart; a mention calls again',
    );
    return true;
  }
};
