import { type ButtonInteraction, MessageFlags } from 'discord.js';
import { nextQuestions } from '../next-questions.js';
import { answerNoLongerKept, forgottenSentence, thanksForFeedback } from '../shared-texts.js';
import { answerCommand } from './answer-command.js';
import { communityOfInteraction, memberCommunities } from './community.js';
import type { DiscordContext } from './context.js';
import { type CustomId, readCustomId } from './custom-id.js';
import { whyForm } from './feedback-form.js';
import type { FindConversation } from './find-conversation.js';
import { openThread } from './open-thread.js';
import { shareAnswer } from './share-answer.js';
import { buttonTooOld, keptAsItIs } from './texts.js';

const ephemeral = MessageFlags.Ephemeral;

/** A next question: asked where its answer stood, and seen by whom that was seen. */
const askNext = async (
  context: DiscordContext,
  find: FindConversation,
  interaction: ButtonInteraction,
  { answerId, at }: Extract<CustomId, { kind: 'next' }>,
  receivedAt: number,
): Promise<void> => {
  const given = await context.services.conversations.findAnswer(communityOfInteraction(interaction), answerId);
  const question = given && nextQuestions(given.answer)[at]?.question;
  if (!given || !question) {
    await interaction.reply({ content: answerNoLongerKept, flags: ephemeral });
    return;
  }
  const isPrivate = interaction.message.flags.has(ephemeral);
  // What all see does not go on with what only one member saw.
  const goesOn = isPrivate || !given.isPrivate;
  await answerCommand(context, find, {
    interaction,
    question,
    isPrivate,
    receivedAt,
    standsAlone: true,
    ...(goesOn ? { conversation: given.conversation } : {}),
  });
};

const saveHelpful = async (context: DiscordContext, interaction: ButtonInteraction, answerId: string): Promise<void> => {
  await interaction.deferReply({ flags: ephemeral });
  const [community, member] = [communityOfInteraction(interaction), interaction.user.id];
  const known = await context.services.feedback.save({ community, member, answerId, helpful: true });
  await interaction.editReply(known ? thanksForFeedback : answerNoLongerKept);
};

/**
 * The form has to be the first thing that a click is answered with; that the answer did not help is kept even if it is never sent. Not
 * behind the form: one that is sent before Discord's answer is here would have its reason written over.
 */
const askWhy = async (context: DiscordContext, interaction: ButtonInteraction, answerId: string): Promise<void> => {
  const [community, member] = [communityOfInteraction(interaction), interaction.user.id];
  const shown = interaction.showModal(whyForm(answerId));
  await Promise.all([shown, context.services.feedback.save({ community, member, answerId, helpful: false })]);
};

/**
 * Deletes what is kept of a member here, in their direct messages, and in the communities of other members: who uses the buttons under an
 * answer of somebody's own app is kept there, and has no other place to ask from.
 */
const forget = async (context: DiscordContext, interaction: ButtonInteraction, choice: 'yes' | 'no'): Promise<void> => {
  if (choice === 'no') {
    await interaction.update({ content: keptAsItIs, components: [] });
    return;
  }
  await interaction.deferUpdate();
  const member = interaction.user.id;
  const { memberData } = context.services;
  const here = await memberData.forgetMember(communityOfInteraction(interaction), member);
  const elsewhere = await memberData.forgetMemberAcross(memberCommunities, member);
  const deleted = {
    conversations: here.conversations + elsewhere.conversations,
    answers: here.answers + elsewhere.answers,
    feedback: here.feedback + elsewhere.feedback,
  };
  await interaction.editReply({ content: forgottenSentence(deleted), components: [] });
};

export const onButton = async (
  context: DiscordContext,
  find: FindConversation,
  interaction: ButtonInteraction,
  receivedAt: number,
): Promise<void> => {
  const id = readCustomId(interaction.customId);
  switch (id?.kind) {
    case 'next':
      return askNext(context, find, interaction, id, receivedAt);
    case 'helpful':
      return saveHelpful(context, interaction, id.answerId);
    case 'unhelpful':
      return askWhy(context, interaction, id.answerId);
    case 'share':
      return shareAnswer(context, find, interaction, id.answerId);
    case 'thread':
      return openThread(context, interaction, id.answerId);
    case 'forget':
      return forget(context, interaction, id.choice);
    case 'why':
    case undefined:
      await interaction.reply({ content: buttonTooOld, flags: ephemeral });
      return;
    default:
      id satisfies never;
  }
};
