import { type ChatInputCommandInteraction, type MessageContextMenuCommandInteraction, MessageFlags } from 'discord.js';
import { NextRungError } from '../../src/domain/errors.js';
import type { Pack } from '../../src/domain/pack.js';
import { compareQuestion, pathQuestion, payQuestion } from '../career-questions.js';
import { privacyParagraphs } from '../shared-texts.js';
import { forgetButtons } from './answer-buttons.js';
import { answerCommand } from './answer-command.js';
import type { DiscordContext } from './context.js';
import { escapePlain } from './escape-text.js';
import type { FindConversation } from './find-conversation.js';
import { onSettingsCommand } from './on-settings-command.js';
import { questionText } from './question-text.js';
import { forgetQuestion, nothingToRead, onlyPeople } from './texts.js';

const ephemeral = MessageFlags.Ephemeral;

/** What a command asks, as a member would type it; undefined for one that asks nothing. Throws `input_invalid` for a name that is not known. */
const questionOf = ({ commandName, options }: ChatInputCommandInteraction, pack: Pack): string | undefined => {
  switch (commandName) {
    case 'ask':
      return questionText(options.getString('question', true));
    case 'pay':
      return payQuestion(questionText(options.getString('role') ?? ''), pack);
    case 'path':
      return pathQuestion([questionText(options.getString('from', true)), questionText(options.getString('to', true))], pack);
    case 'compare':
      return compareQuestion([questionText(options.getString('a', true)), questionText(options.getString('b', true))], pack);
    default:
      return undefined;
  }
};

export const onCommand = async (
  context: DiscordContext,
  find: FindConversation,
  interaction: ChatInputCommandInteraction,
  receivedAt: number,
): Promise<void> => {
  const { config, pack } = context.services;
  let question: string | undefined;
  try {
    question = questionOf(interaction, pack);
  } catch (error) {
    if (!(error instanceof NextRungError)) throw error;
    await interaction.reply({ content: escapePlain(error.memberSentence), flags: ephemeral });
    return;
  }
  if (question !== undefined) {
    // Pay is nobody else's business unless the asker shares it.
    const wanted = interaction.commandName === 'pay' ? true : interaction.options.getBoolean('private');
    // `/ask` is what a member types; the others say by themselves what they ask.
    const standsAlone = interaction.commandName !== 'ask';
    return answerCommand(context, find, { interaction, question, isPrivate: wanted ?? undefined, receivedAt, standsAlone });
  }
  switch (interaction.commandName) {
    case 'privacy': {
      const content = privacyParagraphs(config, '/forget-me').join('\n\n');
      await interaction.reply({ content, flags: ephemeral });
      return;
    }
    case 'forget-me':
      await interaction.reply({ content: forgetQuestion, components: forgetButtons(), flags: ephemeral });
      return;
    case 'coach-settings':
      return onSettingsCommand(context, interaction);
    default:
      context.services.log.warn(
        { command: interaction.commandName },
        'an unknown command came in; it will go when commands are registered again',
      );
  }
};

/** "Ask the coach about this": the answer is its asker's alone, until they share it. */
export const onMessageCommand = async (
  context: DiscordContext,
  find: FindConversation,
  interaction: MessageContextMenuCommandInteraction,
  receivedAt: number,
): Promise<void> => {
  const { targetMessage } = interaction;
  const question = questionText(targetMessage.content);
  const refusal = targetMessage.author.bot ? onlyPeople : question ? undefined : nothingToRead;
  if (refusal) {
    await interaction.reply({ content: refusal, flags: ephemeral });
    return;
  }
  await answerCommand(context, find, { interaction, question, isPrivate: true, receivedAt });
};
