import { InteractionContextType, MessageFlags, type RepliableInteraction } from 'discord.js';
import { askedLine } from './asked-line.js';
import { communityOfInteraction, isInstalledInServer } from './community.js';
import { answersIn } from './community-settings.js';
import type { DiscordContext } from './context.js';
import type { FindConversation } from './find-conversation.js';
import { answerInteraction, defer } from './interaction-reply.js';
import { answersElsewhere } from './texts.js';

type CommandQuestion = {
  readonly interaction: RepliableInteraction;
  readonly question: string;
  /** Whether only the asker sees the answer; undefined leaves it to the server's settings. */
  readonly isPrivate: boolean | undefined;
  readonly receivedAt: number;
  /** It says by itself what it asks, whatever came before. */
  readonly standsAlone?: boolean;
  /** The conversation that it goes on in; by default the place's own. */
  readonly conversation?: string;
};

const conversationOf = async (
  find: FindConversation,
  { interaction, conversation }: CommandQuestion,
  community: string,
  hidden: boolean,
): Promise<string> => {
  if (conversation) return conversation;
  if (interaction.context === InteractionContextType.BotDM) return interaction.channelId ?? interaction.user.id;
  if (interaction.inCachedGuild() && interaction.channel?.isThread()) return find.ofThread(community, interaction.channel);
  return hidden ? `member:${interaction.channelId}:${interaction.user.id}` : `interaction:${interaction.id}`;
};

/** Answers a question that came by a command or a button: acknowledged first, then asked. */
export const answerCommand = async (context: DiscordContext, find: FindConversation, asked: CommandQuestion): Promise<void> => {
  const { interaction, question, receivedAt } = asked;
  const community = communityOfInteraction(interaction);
  const settings = await context.settings.read(community);
  // In a direct message with the bot nobody else is there: nothing to hide, and nothing to share.
  const alone = interaction.context === InteractionContextType.BotDM;
  const hidden = !alone && (asked.isPrivate ?? settings.privateByDefault);
  const parent = interaction.inCachedGuild() && interaction.channel?.isThread() ? interaction.channel.parentId : null;
  if (isInstalledInServer(interaction) && !answersIn(settings, interaction.channelId ?? '', parent)) {
    await interaction.reply({ content: answersElsewhere(settings.channels), flags: MessageFlags.Ephemeral });
    return;
  }
  if (!(await defer(context, interaction, hidden))) return;
  const lead = alone || hidden ? undefined : askedLine(interaction.user.displayName, context.services.redact(question) ?? '');
  await answerInteraction(
    context,
    { interaction, isPrivate: hidden, receivedAt, lead },
    {
      community,
      channel: interaction.channelId ?? community,
      conversation: await conversationOf(find, asked, community, hidden),
      member: interaction.user.id,
      text: question,
      deliveryKeys: [`interaction:${interaction.id}`],
      isPrivate: hidden || alone,
      standsAlone: asked.standsAlone ?? false,
      quotas: { memberPerHour: settings.memberPerHour },
    },
    hidden,
  );
};
