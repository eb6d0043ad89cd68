/*
 * What the app asks for, each with its use; adapters/slack/manifest.yaml lists the same, and a test holds the two together.
 * https://docs.slack.dev/reference/scopes
 */

/** Scopes of the bot token. */
export const botScopes: readonly string[] = [
  /** Mentions. */
  'app_mentions:read',
  /** The status line, suggested prompts and streams of an agent. */
  'assistant:write',
  /** Follow-ups in threads of channels, and messages that were reacted to. */
  'channels:history',
  'groups:history',
  'mpim:history',
  /** Answers. */
  'chat:write',
  /** `/coach` and the message shortcut. */
  'commands',
  /** Charts as pictures. */
  'files:write',
  /** Direct messages. */
  'im:history',
  /** The answer to a question from the Home tab. */
  'im:write',
  /** The emoji that summons an answer, if one is configured. */
  'reactions:read',
];

/** Events that the app subscribes to. https://docs.slack.dev/reference/events */
export const botEvents: readonly string[] = [
  'agent_session_stopped',
  'app_home_opened',
  'app_mention',
  'app_uninstalled',
  'message.channels',
  'message.groups',
  'message.im',
  'message.mpim',
  'reaction_added',
  'tokens_revoked',
];
