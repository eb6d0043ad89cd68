import { type ButtonInteraction, MessageFlags } from 'discord.js';
import { LRUCache } from 'lru-cache';
import type { GivenAnswer } from '../../src/contracts/conversation-store.js';
import { answerNoLongerKept } from '../shared-texts.js';
import { askedLine } from './asked-line.js';
import { communityOfInteraction } from './community.js';
import type { DiscordContext } from './context.js';
import { drawPictures } from './pictures.js';
import { renderMessages } from './render-messages.js';
import { sendRendered } from './send-rendered.js';
import { alreadyShared, onlyTheAsker } from './texts.js';

/** A second click within reach of the first is a slip. */
const shared = new LRUCache<string, true>({ max: 1000, ttl: 3_600_000 });

/** Shows an answer that only its asker saw to everyone in the channel, with who shares it and what was asked. */
export const shareAnswer = async (context: DiscordContext, interaction: ButtonInteraction, answerId: string): Promise<void> => {
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
    await share(context, interaction, given);
  } catch (error) {
    // It may be tried again.
    shared.delete(answerId);
    throw error;
  }
};

const share = async (context: DiscordContext, interaction: ButtonInteraction, given: GivenAnswer): Promise<void> => {
  await interaction.deferReply();
  const lead = askedLine(interaction.user.displayName, given.question);
  const pictures = await drawPictures(given.answer);
  await sendRendered(
    { first: body => interaction.editReply(body), next: body => interaction.followUp(body) },
    renderMessages(given.answer, { answerId: given.id, offers: { share: false, thread: false }, pictures, lead }),
    context.services.log,
  );
};
