import type { Message, User } from 'discord.js';
import type { Incoming, Reply } from '../incoming.js';
import type { DiscordContext } from './context.js';
import { explainError } from './explain-error.js';
import { isLong } from './long-conversation.js';
import { type Place, placeOf } from './message-place.js';
import { persist } from './persist.js';
import { drawPictures } from './pictures.js';
import { type MessageBody, renderMessages } from './render-messages.js';
import { bodyText } from './render-text.js';
import { sendRendered } from './send-rendered.js';
import { startTyping } from './typing.js';

/** Says one sentence to a member alone; where they take no direct messages, in reply. */
export const tellMember = async (member: User, message: Message, place: Place, sentence: string): Promise<void> => {
  try {
    await member.send(sentence);
  } catch (error) {
    // In reply is for the author's eyes; what another is told by a reaction would be said to the wrong one.
    if (!message.inGuild() || !place.canSend || member.id !== message.author.id) throw explainError(error, 'a direct message');
    await (place.canReply ? message.reply(sentence) : message.channel.send(sentence));
  }
};

/** Answers a message in reply to it; `asker` is who called, which by a reaction may be another than who wrote it. */
export const createMessageReply = (
  context: DiscordContext,
  message: Message,
  incoming: Incoming,
  asker: User = message.author,
): Reply => {
  const { services } = context;
  const place = placeOf(message);
  let stopTyping = (): void => undefined;

  let sent = 0;
  const send = (reply: boolean) => async (body: MessageBody) => {
    const marked = { ...body, nonce: `${message.id}-${sent++}`, enforceNonce: true };
    return persist<unknown>(async () => {
      if (reply) return message.reply(marked);
      return message.channel.isSendable() ? message.channel.send(marked) : undefined;
    });
  };
  const outlet = { first: send(place.canReply), next: send(false) };

  return {
    async begin() {
      if (message.channel.isSendable()) stopTyping = startTyping(message.channel);
    },
    async show(answer, answerId) {
      try {
        const pictures = place.canAttach ? await drawPictures(answer) : [];
        const thread = place.canOpenThread && (await isLong(services.conversations, incoming));
        await sendRendered(
          outlet,
          renderMessages(answer, { answerId, offers: { share: false, thread }, pictures }),
          services.log,
        );
      } catch (error) {
        throw explainError(error, 'an answer in a channel');
      } finally {
        stopTyping();
      }
    },
    async showAlone(answer) {
      stopTyping();
      await asker.send(bodyText(answer));
    },
    async rest() {
      stopTyping();
    },
    async tell(sentence) {
      stopTyping();
      await tellMember(asker, message, place, sentence);
    },
  };
};
