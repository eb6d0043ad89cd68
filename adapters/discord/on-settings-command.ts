import { type ChatInputCommandInteraction, MessageFlags, PermissionFlagsBits } from 'discord.js';
import { communityOfServer } from './community.js';
import { type CommunitySettings, mostChannels } from './community-settings.js';
import type { DiscordContext } from './context.js';
import { escapePlain } from './escape-text.js';
import { namesOfChannels, notHere, onlyOfficers } from './texts.js';

const customEmoji = /^<a?:(\w{2,32}):(\d{5,25})>$/;
/** Written as text: the language version that is compiled for does not know the flag yet, Node does. */
const unicodeSets: string = 'v';
const oneEmoji = new RegExp('^\\p{RGI_Emoji}$', unicodeSets);

/** One emoji, with or without the selector that asks for its coloured form. */
const isUnicodeEmoji = (text: string): boolean => [text, `${text}\uFE0F`].some(form => oneEmoji.test(form));

/** An emoji as it is kept: itself, or `name:id` of a server's own. Undefined when it is none. */
const readEmoji = (text: string): string | undefined => {
  const [, name, id] = customEmoji.exec(text) ?? [];
  if (name && id) return `${name}:${id}`;
  return isUnicodeEmoji(text) ? text : undefined;
};

const showEmoji = (reaction: string): string => (reaction.includes(':') ? `<:${reaction}>` : reaction);

type Change = { readonly settings: CommunitySettings; readonly problem?: string };

const readChange = (settings: CommunitySettings, { options }: ChatInputCommandInteraction): Change => {
  const [added, removed] = [options.getChannel('add-channel')?.id, options.getChannel('remove-channel')?.id];
  const everywhere = options.getBoolean('everywhere');
  const channels = everywhere ? [] : [...new Set([...settings.channels, ...(added ? [added] : [])])].filter(id => id !== removed);
  const wanted = options.getString('reaction')?.trim();
  const emoji = wanted === undefined || /^off$/i.test(wanted) ? undefined : readEmoji(wanted);
  const perHour = options.getInteger('questions-per-hour');
  const changed: CommunitySettings = {
    ...settings,
    channels,
    reaction: wanted === undefined ? settings.reaction : emoji,
    reactionByModeratorsOnly: options.getBoolean('reaction-by-moderators') ?? settings.reactionByModeratorsOnly,
    memberPerHour: perHour === null ? settings.memberPerHour : perHour || undefined,
    privateByDefault: options.getBoolean('private') ?? settings.privateByDefault,
  };
  const isWrong = wanted !== undefined && !/^off$/i.test(wanted) && emoji === undefined;
  if (channels.length > mostChannels)
    return { settings, problem: `I can keep to ${mostChannels} channels at most. Remove one first. Nothing was changed.` };
  return isWrong
    ? { settings, problem: `“${escapePlain(wanted)}” is no emoji that I know. Nothing was changed.` }
    : { settings: changed };
};

const describe = (settings: CommunitySettings, memberPerHour: number, readsMessages: boolean): string =>
  [
    `Answers in: ${settings.channels.length > 0 ? namesOfChannels(settings.channels) : 'every channel that I can see'}`,
    `Reaction that summons an answer: ${settings.reaction ? `${showEmoji(settings.reaction)}${settings.reactionByModeratorsOnly ? ', by moderators only' : ''}` : 'off'}`,
    `Questions of one member within an hour: ${settings.memberPerHour ?? `${memberPerHour} (as configured)`}`,
    `Commands answer ${settings.privateByDefault ? 'only who asks' : 'everyone in the channel'}, unless asked otherwise; pay only who asks`,
    ...(settings.reaction && !readsMessages
      ? ['A reaction does nothing yet: I may not read messages here. Who runs me can turn on Message Content Intent.']
      : []),
  ]
    .map(line => `- ${line}`)
    .join('\n');

/** `/coach-settings`: changes what is given and shows how things stand. */
export const onSettingsCommand = async (context: DiscordContext, interaction: ChatInputCommandInteraction): Promise<void> => {
  const say = async (content: string): Promise<void> => {
    await interaction.reply({ content, flags: MessageFlags.Ephemeral });
  };
  if (!interaction.inCachedGuild()) return say(notHere);
  // The command asks for the permission already; an officer may have opened the command to others.
  if (!interaction.memberPermissions.has(PermissionFlagsBits.ManageGuild)) return say(onlyOfficers);
  const community = communityOfServer(interaction.guildId);
  const { settings, problem } = readChange(await context.settings.read(community), interaction);
  if (problem) return say(problem);
  if (interaction.options.data.length > 0) await context.settings.write(community, settings);
  const { memberPerHour } = context.services.config.quotas;
  await say(`How I am set in this server:\n${describe(settings, memberPerHour, context.readsMessages)}`);
};
