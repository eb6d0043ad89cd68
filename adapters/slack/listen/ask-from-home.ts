import { z } from 'zod';
import { readQuestion } from '../../../src/coach/read-question.js';
import type { Redact } from '../../../src/open-redactor.js';
import type { Reply } from '../../incoming.js';
import { quotaIsUsedUp } from '../../shared-texts.js';
import type { Place } from '../connect/place.js';
import type { Parts } from '../parts.js';
import { escapeText } from '../render/calm-text.js';
import { postMessage } from '../send/post-message.js';
import { asNextRungError } from '../send/slack-errors.js';
import { createStreamedReply } from '../send/streamed-reply.js';
import { conversationOf } from './listen-to-messages.js';

const onItsWay = 'The answer is on its way to Messages, at the top of this page.';
const noDirectMessage =
  'I can’t write to you under Messages just now. Mention me in a channel, or use /coach QUESTION, which only you see.';

const openedSchema = z.object({ channel: z.object({ id: z.string().min(1) }) });

/** What the thread begins with. A message of the coach's own, which no member can delete: so it repeats nothing that will be declined. */
const rootOf = (question: string, redact: Redact): string => {
  try {
    const said = redact(readQuestion(question).text);
    if (said) return `You asked: ${escapeText(said)}`;
  } catch {
    // What cannot be read is not repeated either; the inbound path says so to the member.
  }
  return 'You asked from the Home tab.';
};

export type HomeQuestion = {
  readonly place: Place;
  readonly user: string;
  readonly question: string;
  /** Names this press, so that it is answered once. */
  readonly name: string;
  /** Shows a line under the form. */
  readonly note: (text: string) => Promise<void>;
};

/** Asks for a member in their direct messages, where the answer stands in the question's thread, and says under the form what became of it. */
export const askFromHome = async ({ incoming, log, redact }: Parts, asked: HomeQuestion): Promise<void> => {
  const { place, user, question, name, note } = asked;
  const { client, community } = place;
  let noted = Promise.resolve();
  /** One line after the other, so that the last one stays. */
  const say = (text: string): Promise<void> => {
    noted = noted.then(() => note(text)).catch((err: unknown) => log.warn({ err }, 'a line on the Home tab could not be shown'));
    return noted;
  };

  let where: { readonly channel: string; readonly threadTs: string };
  try {
    const { channel } = openedSchema.parse(await client.conversations.open({ users: user }));
    where = {
      channel: channel.id,
      threadTs: await postMessage(client, { channel: channel.id }, { text: rootOf(question, redact) }),
    };
  } catch (error) {
    await say(noDirectMessage);
    throw asNextRungError('A question from the Home tab could not be answered', error);
  }
  const streamed = createStreamedReply({ place, ...where, member: user, log });
  let told = false;
  const reply: Reply = {
    ...streamed,
    async begin() {
      void say(onItsWay);
      await streamed.begin?.();
    },
    async tell(sentence) {
      told = true;
      void say(sentence);
      await streamed.tell(sentence);
    },
  };
  const { channel, threadTs } = where;
  const result = await incoming.handle(
    {
      community,
      channel,
      conversation: conversationOf(channel, threadTs),
      member: user,
      text: question,
      deliveryKeys: [name],
      isPrivate: false,
    },
    reply,
  );
  if (result === 'stopped') await streamed.stopped();
  if (result === 'over_quota' && !told) {
    // Told of it before, within the hour; but a form that was sent asks for a word, and a thread with nothing in it for none.
    void say(quotaIsUsedUp);
    await client.chat.delete({ channel, ts: threadTs }).catch((err: unknown) => log.debug({ err }, 'an empty thread stays'));
  }
};
