import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import { NextRungError } from '../../../src/domain/errors.js';

/** What Slack answers, and the step that puts it right. https://docs.slack.dev/reference/methods/chat.postMessage#errors */
const nextSteps: Readonly<Record<string, string>> = {
  not_in_channel: 'Invite the bot to the channel with /invite.',
  channel_not_found: 'The bot is not in that channel, or it is gone: invite the bot with /invite if it should answer there.',
  is_archived: 'The channel is archived; nothing can be posted there until someone unarchives it.',
  restricted_action: 'A setting of the workspace keeps apps from posting there; ask its admin.',
  missing_scope:
    'Add the scope under OAuth & Permissions (adapters/slack/manifest.yaml lists them all) and install the app again.',
  not_allowed_token_type: 'Use the bot token (xoxb-) as SLACK_BOT_TOKEN and the app-level token (xapp-) as SLACK_APP_TOKEN.',
  invalid_auth: 'Copy the token again from the app’s settings into .env and start again.',
  not_authed: 'Set the token in .env and start again.',
  token_revoked: 'The token was revoked: install the app again, put the new token into .env and start again.',
  token_expired: 'The token has expired: install the app again, put the new token into .env and start again.',
  account_inactive: 'The app was removed from the workspace or turned off: install it again.',
  org_login_required: 'The workspace is being moved; wait until its admin says that it is done.',
  team_access_not_granted: 'Install the app in that workspace first.',
  invalid_trigger_id: 'The click was too long ago; nothing to do.',
  expired_trigger_id: 'The click was too long ago; nothing to do.',
};

const mayNotWrite = 'I may not write in that channel. Please invite me there with /invite, or ask me in a direct message.';

/** What a member can do about it; empty where nobody is there to be told. */
const memberSentences: Readonly<Record<string, string>> = {
  not_in_channel: mayNotWrite,
  channel_not_found: mayNotWrite,
  is_archived: '',
  restricted_action:
    'A setting of this workspace keeps me from writing there. Please ask its admin, or ask me in a direct message.',
};

/** Whether a place takes no message of ours, whatever it says. */
export const isClosedToUs = (error: unknown): boolean => (slackCode(error) ?? '') in memberSentences;

/** A token that no call will take again: trying is pointless until someone acts. */
const deadTokens = new Set([
  'invalid_auth',
  'not_authed',
  'token_revoked',
  'token_expired',
  'account_inactive',
  'user_removed_from_team',
  'team_disabled',
  'not_allowed_token_type',
]);

/** Blocks that were refused, so that the same words without them may pass. Nothing was posted. */
const refusedBlocks = new Set([
  'invalid_blocks',
  'invalid_blocks_format',
  'msg_blocks_too_long',
  'only_one_table_allowed',
  'block_mismatch',
  'invalid_chunks',
  'invalid_attachments',
  'slack_file_not_found',
]);

/** A `response_url` that said no. */
export class RefusedResponse extends Error {
  readonly code: string;
  /** All that it said. */
  readonly body: string;
  constructor(code: string, body: string) {
    super(`Slack refused the response: ${code}`);
    this.code = code;
    this.body = body;
  }
}

/** Slack's own code for a failed call; undefined when it was not Slack that said no. */
export const slackCode = (error: unknown): string | undefined => {
  if (error instanceof RefusedResponse) return error.code;
  if (error instanceof WebAPIPlatformError) return error.data.error;
  return error instanceof NextRungError ? slackCode(error.cause) : undefined;
};

export const isDeadToken = (error: unknown): boolean => deadTokens.has(slackCode(error) ?? '');
export const areBlocksRefused = (error: unknown): boolean => refusedBlocks.has(slackCode(error) ?? '');

/** Whether the only thing wrong is a picture that Slack still works on. */
export const isPictureNotReady = (error: unknown): boolean => {
  const said =
    error instanceof RefusedResponse ? error.body : error instanceof WebAPIPlatformError ? JSON.stringify(error.data) : '';
  return /slack[_ ]file/i.test(said);
};

const scopesOf = (error: WebAPIPlatformError): string =>
  'needed' in error.data && typeof error.data.needed === 'string' ? ` (needs ${error.data.needed})` : '';

/** A failed call in one line for the log: what was refused and what to do. */
const describeFailure = (error: unknown): string => {
  if (error instanceof WebAPIPlatformError) {
    const { error: code } = error.data;
    return `Slack answered ${code}${scopesOf(error)}. ${nextSteps[code] ?? 'See https://docs.slack.dev/reference for what it means.'}`;
  }
  if (error instanceof RefusedResponse) return `${error.message}. ${nextSteps[error.code] ?? 'It was not shown to the member.'}`;
  if (error instanceof WebAPIRateLimitedError) return `Slack asks to wait ${error.retryAfter} s; too many calls at once.`;
  if (error instanceof WebAPIHTTPError)
    return `Slack answered HTTP ${error.statusCode}. See https://slack-status.com, then try again.`;
  if (error instanceof WebAPIRequestError)
    return 'Slack could not be reached. Check the network, and SLACK_API_URL if it is set.';
  return error instanceof Error ? error.message : String(error);
};

/** A failure with its next step; what already is one stays as it is. */
export const asNextRungError = (what: string, error: unknown): NextRungError =>
  error instanceof NextRungError
    ? error
    : new NextRungError('slack_failed', `${what}: ${describeFailure(error)}`, {
        cause: error,
        memberSentence: memberSentences[slackCode(error) ?? ''],
      });
