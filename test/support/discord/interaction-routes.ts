import { problemsOfModal } from './check-modal.js';
import type { MessageRoutes } from './message-routes.js';
import type { Json } from './payloads.js';
import { alreadyAcknowledged, invalidForm, mostFollowUps, type Reply, unknown } from './refusals.js';
import type { Call, Interaction, State } from './state.js';

/* Interactions: discord.com/developers/docs/interactions/receiving-and-responding */

const ephemeral = 1 << 6;
const loading = 1 << 7;
const choices = { count: 25, length: 100 };
/** Of an application that is installed to the member's account and not to the server. */
const followUpsOfUserInstall = 5;
const kinds = { message: 4, deferral: 5, update: 7, choices: 8, form: 9 };

const problemsOfCallback = (type: number, data: Json): string[] => {
  if (type === kinds.deferral && Number(data.flags ?? 0) & ~ephemeral) return ['a deferral takes no flag but ephemeral'];
  if (type === kinds.form) return problemsOfModal(data);
  if (type !== kinds.choices) return [];
  const offered = (data.choices ?? []) as { name?: string; value?: unknown }[];
  const isWrong = offered.some(
    ({ name = '', value }) => name.length < 1 || name.length > choices.length || String(value ?? '').length > choices.length,
  );
  return [
    ...(offered.length > choices.count ? ['too many choices'] : []),
    ...(isWrong ? ['a choice of 1 to 100 characters'] : []),
  ];
};

export const createInteractionRoutes = (state: State, messages: MessageRoutes) => {
  /** By its token, while that lives and after its first answer. */
  const interactionOf = (token: string): Interaction | undefined => {
    const found = state.tokens.get(token);
    const lives = found && Date.now() - found.createdAt < state.interactionTokenMs;
    return lives && found.callbackType !== undefined ? found : undefined;
  };

  const callback = (call: Call, id: string, token: string): Reply => {
    const interaction = state.interactions.get(id);
    if (!interaction || interaction.token !== token || call.at - interaction.createdAt > state.interactionDeadlineMs)
      return unknown.interaction;
    if (interaction.callbackType !== undefined) return alreadyAcknowledged;
    const { type, data = {} } = call.body as { type: number; data?: Json };
    if (type === kinds.message || type === kinds.update) {
      const refused = messages.check(call, data);
      if (refused) return refused;
    }
    const problems = problemsOfCallback(type, data);
    for (const problem of problems) state.violations.push(`${call.path} was refused: ${problem}`);
    if (problems.length > 0) return invalidForm(problems);
    interaction.callbackType = type;
    interaction.callback = data;
    interaction.acknowledgedAt = Date.now();
    const message = interaction.payload.message as Json | undefined;
    if (type === kinds.message || type === kinds.deferral) {
      const flags = Number(data.flags ?? 0) | (type === kinds.deferral ? loading : 0);
      const by = {
        id,
        type: interaction.payload.type,
        user: interaction.payload.user ?? (interaction.payload.member as Json | undefined)?.user,
        authorizing_integration_owners: interaction.payload.authorizing_integration_owners,
      };
      const stored = messages.store(interaction.channelId, { ...data, flags }, call.files, { interaction_metadata: by });
      interaction.original = String(stored.id);
    } else if (message) interaction.original = String(message.id);
    if (type === kinds.update && interaction.original)
      state.messages.set(interaction.original, { ...state.messages.get(interaction.original), ...data });
    if (call.query.get('with_response') !== 'true') return { status: 204 };
    const resource = interaction.original ? state.messages.get(interaction.original) : undefined;
    return {
      status: 200,
      body: {
        interaction: { id, type: interaction.payload.type },
        resource: { type, ...(resource ? { message: resource } : {}) },
      },
    };
  };

  const followUp = (call: Call, token: string): Reply => {
    const interaction = interactionOf(token);
    if (!interaction) return unknown.webhook;
    const owners = interaction.payload.authorizing_integration_owners as Json | undefined;
    const isUserInstall = owners?.[1] !== undefined && owners[0] === undefined;
    if (isUserInstall && interaction.followUps >= followUpsOfUserInstall) return mostFollowUps;
    const refused = messages.check(call);
    if (refused) return refused;
    interaction.followUps++;
    return { status: 200, body: messages.store(interaction.channelId, call.body, call.files) };
  };

  /** The message that `@original` or a number names, with an interaction that may still be spoken for. */
  const messageOf = (token: string, id: string): string | undefined => {
    const interaction = interactionOf(token);
    return interaction && (id === '@original' ? (interaction.original ?? '') : id);
  };

  return {
    callback,
    followUp,
    edit(call: Call, token: string, id: string): Reply {
      const message = messageOf(token, id);
      return message === undefined ? unknown.webhook : messages.edit(call, message);
    },
    read(token: string, id: string): Reply {
      const message = state.messages.get(messageOf(token, id) ?? '');
      return message ? { status: 200, body: message } : unknown.message;
    },
    remove(token: string, id: string): Reply {
      const message = messageOf(token, id);
      if (message === undefined) return unknown.webhook;
      return state.messages.delete(message) ? { status: 204 } : unknown.message;
    },
  };
};
