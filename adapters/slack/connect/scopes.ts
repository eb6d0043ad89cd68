/*
 * What the app asks for, each with its use. adapters/slack/manifest.yaml lists the same, and a test holds the two together; the installation
 * page asks for these, and doctor holds a token's against them. https://docs.slack.dev/reference/scopes
 */

/** Scopes of the bot token, and what is missing without them. */
export const scopeUses: Readonly<Record<string, string>> = {
  'app_mentions:read': 'mentions are not heard',
  'assistant:write': 'no prompts are suggested',
  'channels:history': 'follow-ups in channels are not heard',
  'chat:write': 'nothing can be answered',
  commands: '/coach and the shortcut do not work',
  'files:write': 'charts that Slack cannot draw are left out',
  'groups:history': 'follow-ups in private channels are not heard',
  'im:history': 'direct messages are not heard',
  'im:write': 'questions from the Home tab cannot be answered',
  'mpim:history': 'follow-ups in group messages are not heard',
  'reactions:read': 'the emoji that summons an answer is not seen',
};

export const botScopes: readonly string[] = Object.keys(scopeUses);

/** Events that the app subscribes to, with the scope that each needs; none for some. https://docs.slack.dev/reference/events */
export const botEvents: Readonly<Record<string, string | undefined>> = {
  agent_session_stopped: undefined,
  app_home_opened: undefined,
  app_mention: 'app_mentions:read',
  app_uninstalled: undefined,
  'message.channels': 'channels:history',
  'message.groups': 'groups:history',
  'message.im': 'im:history',
  'message.mpim': 'mpim:history',
  reaction_added: 'reactions:read',
  tokens_revoked: undefined,
};
