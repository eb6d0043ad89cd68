import {
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  type ModalSubmitInteraction,
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import { z } from 'zod';
import { feedbackReasons } from '../../src/contracts/feedback-store.js';
import { answerNoLongerKept, feedbackReasonLabels, thanksForFeedback } from '../shared-texts.js';
import { communityOfInteraction } from './community.js';
import type { DiscordContext } from './context.js';
import { readCustomId, writeCustomId } from './custom-id.js';
import { commentLength } from './limits.js';
import { buttonTooOld } from './texts.js';

/** Asks why an answer did not help. */
export const whyForm = (answerId: string): ModalBuilder =>
  new ModalBuilder()
    .setCustomId(writeCustomId({ kind: 'why', answerId }))
    .setTitle('What was wrong with the answer?')
    .addLabelComponents(
      new LabelBuilder().setLabel('Reason').setStringSelectMenuComponent(
        new StringSelectMenuBuilder()
          .setCustomId('reason')
          .setRequired(true)
          .addOptions(feedbackReasons.map(value => ({ value, label: feedbackReasonLabels[value] }))),
      ),
      new LabelBuilder()
        .setLabel('In your own words')
        .setDescription('If you like. Please leave out anything about patients.')
        .setTextInputComponent(
          new TextInputBuilder()
            .setCustomId('comment')
            .setStyle(TextInputStyle.Paragraph)
            .setRequired(false)
            .setMaxLength(commentLength),
        ),
    );

const sentSchema = z.object({ reason: z.enum(feedbackReasons), comment: z.string().trim().max(commentLength) });

/** Keeps what a member sent with the form. */
export const onForm = async (context: DiscordContext, interaction: ModalSubmitInteraction): Promise<void> => {
  const id = readCustomId(interaction.customId);
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const sent = sentSchema.safeParse({
    reason: interaction.fields.getStringSelectValues('reason')[0],
    comment: interaction.fields.getTextInputValue('comment'),
  });
  if (id?.kind !== 'why' || !sent.success) {
    await interaction.editReply(buttonTooOld);
    return;
  }
  const { reason, comment } = sent.data;
  const known = await context.services.feedback.save({
    community: communityOfInteraction(interaction),
    member: interaction.user.id,
    answerId: id.answerId,
    helpful: false,
    reason,
    ...(comment ? { comment } : {}),
  });
  await interaction.editReply(known ? thanksForFeedback : answerNoLongerKept);
};
