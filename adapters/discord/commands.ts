import {
  ApplicationCommandType,
  ApplicationIntegrationType,
  ChannelType,
  ContextMenuCommandBuilder,
  InteractionContextType,
  PermissionFlagsBits,
  type RESTPostAPIApplicationCommandsJSONBody,
  SlashCommandBuilder,
} from 'discord.js';
import { shorten } from '../shorten.js';
import { commandTextLength, descriptionLength } from './limits.js';

/** Both on a server and on one's own account, in servers, in direct messages with the bot and between members. */
const everywhere = <Builder extends SlashCommandBuilder | ContextMenuCommandBuilder>(builder: Builder): Builder => {
  builder
    .setIntegrationTypes(ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall)
    .setContexts(InteractionContextType.Guild, InteractionContextType.BotDM, InteractionContextType.PrivateChannel);
  return builder;
};

const command = (name: string, description: string): SlashCommandBuilder =>
  everywhere(new SlashCommandBuilder().setName(name).setDescription(description));

/** Where members write; threads go with the channel that they are in. */
const channelTypes = [
  ChannelType.GuildText,
  ChannelType.GuildAnnouncement,
  ChannelType.GuildForum,
  ChannelType.GuildVoice,
  ChannelType.GuildStageVoice,
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
] as const;

const onlyMe = 'Show the answer only to you';

const ask = command('ask', 'Ask the coach');
ask
  .addStringOption(option =>
    option.setName('question').setDescription('In your own words').setRequired(true).setMaxLength(commandTextLength),
  )
  .addBooleanOption(option => option.setName('private').setDescription(onlyMe));

const pay = command('pay', 'What a role, level or country pays; only you see the answer');
pay.addStringOption(option =>
  option
    .setName('role')
    .setDescription('A role, or “by level”; leave it out for everybody’s')
    .setMaxLength(200)
    .setAutocomplete(true),
);

const path = command('path', 'The way from one role to another');
path
  .addStringOption(option =>
    option.setName('from').setDescription('Where you are now').setRequired(true).setMaxLength(200).setAutocomplete(true),
  )
  .addStringOption(option =>
    option.setName('to').setDescription('Where you want to be').setRequired(true).setMaxLength(200).setAutocomplete(true),
  )
  .addBooleanOption(option => option.setName('private').setDescription(onlyMe));

const compare = command('compare', 'Two credentials or roles side by side');
compare
  .addStringOption(option =>
    option.setName('a').setDescription('The one').setRequired(true).setMaxLength(200).setAutocomplete(true),
  )
  .addStringOption(option =>
    option.setName('b').setDescription('The other').setRequired(true).setMaxLength(200).setAutocomplete(true),
  )
  .addBooleanOption(option => option.setName('private').setDescription(onlyMe));

const settings = new SlashCommandBuilder()
  .setName('coach-settings')
  .setDescription('Where and how the coach answers in this server')
  .setIntegrationTypes(ApplicationIntegrationType.GuildInstall)
  .setContexts(InteractionContextType.Guild)
  .setDefaultMemberPermissions(PermissionFlagsBits.ManageGuild)
  .addChannelOption(option =>
    option
      .setName('add-channel')
      .setDescription('Answer in this channel (and others that were added)')
      .addChannelTypes(...channelTypes),
  )
  .addChannelOption(option =>
    option
      .setName('remove-channel')
      .setDescription('Answer in this channel no longer')
      .addChannelTypes(...channelTypes),
  )
  .addBooleanOption(option => option.setName('everywhere').setDescription('Answer in every channel that the coach can see'))
  .addStringOption(option =>
    option.setName('reaction').setDescription('An emoji that summons an answer to a message, or “off”').setMaxLength(80),
  )
  .addBooleanOption(option =>
    option.setName('reaction-by-moderators').setDescription('Only those who may manage messages summon by reaction'),
  )
  .addIntegerOption(option =>
    option
      .setName('questions-per-hour')
      .setDescription('Of one member; 0 for the configured number')
      .setMinValue(0)
      .setMaxValue(100_000),
  )
  .addBooleanOption(option => option.setName('private').setDescription('Commands answer only who asks, unless asked otherwise'));

const askAbout = everywhere(
  new ContextMenuCommandBuilder().setName('Ask the coach about this').setType(ApplicationCommandType.Message),
);

/**
 * Everything that members can call, as Discord is told of it.
 *
 * @param subject what the coach is for
 */
export const commandsFor = (subject: string): readonly RESTPostAPIApplicationCommandsJSONBody[] =>
  [ask.setDescription(shorten(`Ask about ${subject}`, descriptionLength)), ...others].map(builder => builder.toJSON());

const others = [
  pay,
  path,
  compare,
  command('privacy', 'What the coach keeps, and for how long'),
  command('forget-me', 'Delete everything that the coach keeps of you here'),
  settings,
  askAbout,
];

export const commandNames: readonly string[] = [ask, ...others].map(({ name }) => name);
