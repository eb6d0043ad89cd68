import { type ButtonInteraction, MessageFlags, ThreadAutoArchiveDuration } from 'discord.js';
import { cleanLine } from '../../src/text/clean-text.js';
import { shorten } from '../shorten.js';
import { communityOfInteraction } from './community.js';
import type { DiscordContext } from './context.js';
import { neutralise } from './escape-text.js';
import { apiCodes, codeOf, explainError } from './explain-error.js';
import { threadNameLength } from './limits.js';
import { cannotOpenThread, notHere, threadGreeting, threadOpened, threadThere } from './texts.js';

/** Opens a thread on an answer, in which its conversation goes on. */
export const openThread = async (context: DiscordContext, interaction: ButtonInteraction, answerId: string): Promise<void> => {
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  if (!interaction.inCachedGuild()) {
    await interaction.editReply(notHere);
    return;
  }
  const given = await context.services.conversations.findAnswer(communityOfInteraction(interaction), answerId);
  const name = shorten(neutralise(cleanLine(given?.question ?? '')), threadNameLength) || 'Career questions';
  try {
    const thread = await interaction.message.startThread({ name, autoArchiveDuration: ThreadAutoArchiveDuration.OneDay });
    await interaction.editReply(threadOpened(thread.id));
    await thread.send(threadGreeting(context.readsMessages)).catch((error: unknown) => {
      context.services.log.info({ err: explainError(error, 'a message in a new thread') }, 'a new thread was not greeted');
    });
  } catch (error) {
    const there = codeOf(error) === apiCodes.threadExists;
    if (!there) context.services.log.warn({ err: explainError(error, 'a thread') }, 'a thread could not be opened');
    await interaction.editReply(there ? threadThere : cannotOpenThread);
  }
};
