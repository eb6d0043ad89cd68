import { WebClient } from '@slack/web-api';
import { pino } from 'pino';
import { z } from 'zod';
import type { Config, SlackConfig } from '../../src/config.js';
import { NextRungError } from '../../src/domain/errors.js';
import type { Check } from '../check.js';
import { createClientOptions } from './connect/client-options.js';
import { botEvents, botScopes, scopeUses } from './connect/scopes.js';
import { identify } from './connect/single-workspace.js';
import { asNextRungError } from './send/slack-errors.js';

const manifest = 'adapters/slack/manifest.yaml';
const reinstall = `Set the scopes of ${manifest} under OAuth & Permissions, then install the app again.`;

const scopesSchema = z.object({ response_metadata: z.object({ scopes: z.array(z.string()) }) });

const problem = (name: string, error: unknown): Check => ({
  name,
  state: 'problem',
  text: error instanceof NextRungError ? error.message : String(error),
});

/** The scopes of a token as Slack tells them with every answer, and the events that they let through. */
const checkScopes = (granted: readonly string[]): Check[] => {
  const missing = botScopes.filter(scope => !granted.includes(scope));
  const unused = granted.filter(scope => !botScopes.includes(scope));
  const deaf = Object.entries(botEvents).filter(([, scope]) => scope !== undefined && missing.includes(scope));
  const scopes: Check =
    missing.length > 0
      ? {
          name: 'Slack scopes',
          state: missing.includes('chat:write') ? 'problem' : 'note',
          text: `missing: ${missing.map(scope => `${scope} (${scopeUses[scope]})`).join(', ')}`,
          next: reinstall,
        }
      : unused.length > 0
        ? { name: 'Slack scopes', state: 'note', text: `wider than needed: ${unused.join(', ')}`, next: reinstall }
        : { name: 'Slack scopes', state: 'ok', text: `all ${botScopes.length} that are needed, and no other` };
  const events: Check =
    deaf.length > 0
      ? { name: 'Slack events', state: 'note', text: `cannot come: ${deaf.map(([event]) => event).join(', ')}`, next: reinstall }
      : {
          name: 'Slack events',
          state: 'ok',
          // Subscriptions can be read with a configuration token only, which the app has no other use for.
          text: `the scopes let all ${Object.keys(botEvents).length} through; see that Event Subscriptions lists those of ${manifest}`,
        };
  return [scopes, events];
};

const checkBot = async (token: string, options: ReturnType<typeof createClientOptions>): Promise<Check[]> => {
  try {
    const identity = await identify(token, options());
    const found = scopesSchema.safeParse(await new WebClient(token, options()).auth.test());
    return [
      { name: 'Slack bot token', state: 'ok', text: `${identity.user} in ${identity.team} (${identity.teamId})` },
      ...(found.success
        ? checkScopes(found.data.response_metadata.scopes)
        : [{ name: 'Slack scopes', state: 'note' as const, text: 'Slack did not tell them' }]),
    ];
  } catch (error) {
    return [problem('Slack bot token', error)];
  }
};

/** Opens no connection: Slack only gives the address for one, which needs the scope connections:write. */
const checkSocketMode = async (token: string, options: ReturnType<typeof createClientOptions>): Promise<Check> => {
  const name = 'Slack app token';
  try {
    await new WebClient(token, options()).apps.connections.open();
    return { name, state: 'ok', text: 'Socket Mode can be used' };
  } catch (error) {
    return {
      ...problem(name, asNextRungError('Socket Mode cannot be used', error)),
      next: 'It needs the scope connections:write.',
    };
  }
};

const checkHttp = ({ signingSecret, port }: SlackConfig): Check => {
  const name = 'Slack signing secret';
  if (!signingSecret) {
    return {
      name,
      state: 'problem',
      text: 'neither SLACK_APP_TOKEN nor SLACK_SIGNING_SECRET is set',
      next: 'Set SLACK_APP_TOKEN for Socket Mode, or SLACK_SIGNING_SECRET for HTTP.',
    };
  }
  return /^[0-9a-z]{32}$/.test(signingSecret)
    ? { name, state: 'ok', text: `requests are checked on port ${port}` }
    : {
        name,
        state: 'note',
        text: 'it does not look like one (32 letters and digits)',
        next: 'Compare it with Basic Information, App Credentials.',
      };
};

const checkSeveral = ({ clientId, clientSecret, stateSecret }: SlackConfig, encryptionKey: string | undefined): Check => {
  const name = 'Slack OAuth';
  const missing = Object.entries({
    SLACK_CLIENT_ID: clientId,
    SLACK_CLIENT_SECRET: clientSecret,
    SLACK_STATE_SECRET: stateSecret,
    ENCRYPTION_KEY: encryptionKey,
  }).flatMap(([setting, value]) => (value ? [] : [setting]));
  return missing.length > 0
    ? { name, state: 'problem', text: `not set: ${missing.join(', ')}`, next: 'Set them in .env.' }
    : { name, state: 'ok', text: 'several workspaces; each installs from /slack/install' };
};

/** What can be known of Slack's settings without answering anyone: token kinds, scopes and events against the manifest. */
export const checkSlack = async (config: Config): Promise<Check[]> => {
  const { slack } = config;
  if (!slack) return [];
  const options = createClientOptions(slack, pino({ level: 'silent' }));
  const [bot, connection] = await Promise.all([
    slack.botToken ? checkBot(slack.botToken, options) : [checkSeveral(slack, config.encryptionKey)],
    slack.appToken ? checkSocketMode(slack.appToken, options) : checkHttp(slack),
  ]);
  return [...bot, connection];
};
