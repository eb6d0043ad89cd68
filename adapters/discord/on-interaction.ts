import { type Interaction, MessageFlags } from 'discord.js';
import { NextRungError } from '../../src/domain/errors.js';
import { onAutocomplete, type Suggest } from './autocomplete.js';
import type { DiscordContext } from './context.js';
import { apiCodes, codeOf, explainError } from './explain-error.js';
import { onForm } from './feedback-form.js';
import type { FindConversation } from './find-conversation.js';
import { onButton } from './on-button.js';
import { onCommand, onMessageCommand } from './on-command.js';
import { failed } from './texts.js';

const handle = async (
  context: DiscordContext,
  find: FindConversation,
  suggest: Suggest,
  interaction: Interaction,
): Promise<void> => {
  const receivedAt = Date.now();
  if (interaction.isAutocomplete()) return onAutocomplete(interaction, suggest);
  if (interaction.isChatInputCommand()) return onCommand(context, find, interaction, receivedAt);
  if (interaction.isMessageContextMenuCommand()) return onMessageCommand(context, find, interaction, receivedAt);
  if (interaction.isButton()) return onButton(context, find, interaction, receivedAt);
  if (interaction.isModalSubmit()) return onForm(context, interaction);
};

/** Tells a member that something went wrong, as far as Discord still takes it. */
const apologise = async (interaction: Interaction, error: unknown): Promise<void> => {
  if (!interaction.isRepliable()) return;
  const content = error instanceof NextRungError ? error.memberSentence : failed;
  const send =
    interaction.deferred || interaction.replied
      ? interaction.followUp({ content, flags: MessageFlags.Ephemeral })
      : interaction.reply({ content, flags: MessageFlags.Ephemeral });
  await send.catch(() => undefined);
};

/** Answers whatever a member did: a command, a button, a form, a letter typed. Never rejects. */
export const onInteraction = async (
  context: DiscordContext,
  find: FindConversation,
  suggest: Suggest,
  interaction: Interaction,
): Promise<void> => {
  try {
    await handle(context, find, suggest, interaction);
  } catch (error) {
    const code = codeOf(error);
    // Taken by another process, or repeated by a resumed connection.
    const isStale = code === apiCodes.alreadyAcknowledged || code === apiCodes.unknownInteraction;
    const explained = explainError(error, 'an interaction');
    context.services.log[isStale ? 'warn' : 'error'](
      { err: explained, channel: interaction.channelId },
      'an interaction could not be answered',
    );
    if (!isStale) await apologise(interaction, explained);
  }
};
