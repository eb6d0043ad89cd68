import { randomUUID } from 'node:crypto';
import { type ButtonInteraction, MessageFlags } from 'discord.js';
import { LRUCache } from 'lru-cache';
import type { GivenAnswer } from '../../src/contracts/conversation-store.js';
import { answerNoLongerKept } from '../shared-texts.js';
import { askedLine } from './asked-line.js';
import { communityOfInteraction } from './community.js';
import type { DiscordContext } from './context.js';
import type { FindConversation } from './find-conversation.js';
import { drawPictures } from './pictures.js';
import { renderMessages } from './render-messages.js';
import { sendRendered } from './send-rendered.js';
import { alreadyShared, onlyTheAsker } from './texts.js';

/** A second click within reach of the first is a slip. */
const shared = new LRUCache<string, true>({ max: 1000, ttl: 3_600_000 });

/** Shows an answer that only its asker saw to everyone in the channel, with who shares it and what was asked. */
export const shareAnswer = async (
  context: DiscordContext,
  find: FindConversation,
  interaction: ButtonInteraction,
  answerId: string,
): Promise<void> => {
  const given = await context.services.conversations.findAnswer(communityOfInteraction(interaction), answerId);
  const refusal = !given
    ? answerNoLongerKept
    : given.member !== interaction.user.id
      ? onlyTheAsker
      : shared.has(answerId)
        ? alreadyShared
        : undefined;
  if (refusal !== undefined || !given) {
    await interaction.reply({ content: refusal ?? answerNoLongerKept, flags: MessageFlags.Ephemeral });
    return;
  }
  shared.set(answerId, true);
  try {
    await share(context, find, interaction, given);
  } catch (error) {
    // It may be tried again.
    shared.delete(answerId);
    throw error;
  }
};

/** The copy is an answer of its own, in a conversation that all can go on with; the private one stays its asker's. */
const share = async (
  { services }: DiscordContext,
  find: FindConversation,
  interaction: ButtonInteraction,
  { community, member, question, answer }: GivenAnswer,
): Promise<void> => {
  await interaction.deferReply();
  const id = randomUUID();
  const lead = askedLine(interaction.user.displayName, question);
  const pictures = await drawPictures(answer);
  const conversation =
    interaction.inCachedGuild() && interaction.channel?.isThread()
      ? await find.ofThread(community, interaction.channel)
      : `interaction:${interaction.id}`;
  await sendRendered(
    { first: body => interaction.editReply(body), next: body => interaction.followUp(body) },
    renderMessages(answer, { answerId: id, offers: { share: false, thread: false }, pictures, lead }),
    services.log,
  );
  try {
    await services.conversations.remember({ community, conversation }, { id, member, question, answer, isPrivate: false });
  } catch (err) {
    services.log.error({ err, community }, 'a shared answer could not be kept; check the disk that DATA_DIR is on');
  }
};
