import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { botScopes } from '../../../adapters/slack/connect/scopes.js';
import { checkSlack } from '../../../adapters/slack/doctor.js';
import { readConfig } from '../../../src/config.js';
import { appToken, type LocalSlack, signingSecret, startLocalSlack } from '../../support/slack/local-slack.js';

let slack: LocalSlack;
beforeAll(async () => {
  slack = await startLocalSlack({ scopes: botScopes });
});
afterAll(() => slack.close());

const check = async (env: Readonly<Record<string, string>>) => {
  const checks = await checkSlack(readConfig({ SLACK_API_URL: slack.apiUrl, ...env }, '/'));
  return new Map(checks.map(each => [each.name, each]));
};

describe('doctor on Slack', () => {
  it('says whose token it is, and that scopes and events are those of the manifest', async () => {
    const checks = await check({ SLACK_BOT_TOKEN: slack.team.token.value, SLACK_APP_TOKEN: appToken });
    expect(checks.get('Slack bot token')).toMatchObject({ state: 'ok', text: expect.stringContaining(slack.team.name) });
    expect(checks.get('Slack scopes')?.state).toBe('ok');
    expect(checks.get('Slack events')?.state).toBe('ok');
    expect(checks.get('Slack app token')?.state).toBe('ok');
  });

  it('names missing scopes, what they cost and the events that cannot come', async () => {
    const scopes = slack.team.token.scopes;
    for (const scope of ['im:history', 'files:write']) scopes.delete(scope);
    try {
      const checks = await check({ SLACK_BOT_TOKEN: slack.team.token.value, SLACK_APP_TOKEN: appToken });
      expect(checks.get('Slack scopes')).toMatchObject({
        state: 'note',
        text: expect.stringContaining('im:history (direct messages are not heard)'),
        next: expect.stringContaining('manifest.yaml'),
      });
      expect(checks.get('Slack events')?.text).toContain('message.im');
    } finally {
      for (const scope of ['im:history', 'files:write']) scopes.add(scope);
    }
  });

  it('notes scopes that are wider than needed', async () => {
    slack.team.token.scopes.add('users:read');
    const checks = await check({ SLACK_BOT_TOKEN: slack.team.token.value, SLACK_SIGNING_SECRET: signingSecret });
    slack.team.token.scopes.delete('users:read');
    expect(checks.get('Slack scopes')).toMatchObject({ state: 'note', text: 'wider than needed: users:read' });
    expect(checks.get('Slack signing secret')?.state).toBe('ok');
  });

  it('says what to do with a token that Slack refuses', async () => {
    const checks = await check({ SLACK_BOT_TOKEN: 'xoxb-wrong', SLACK_APP_TOKEN: 'xapp-wrong' });
    expect(checks.get('Slack bot token')).toMatchObject({
      state: 'problem',
      text: expect.stringContaining('Copy the token again'),
    });
    expect(checks.get('Slack app token')).toMatchObject({ state: 'problem', next: expect.stringContaining('connections:write') });
  });

  it('checks several workspaces without a bot token, and nothing when Slack is not set', async () => {
    const env = {
      SLACK_CLIENT_ID: '1.2',
      SLACK_CLIENT_SECRET: 'x',
      SLACK_STATE_SECRET: 'y',
      ENCRYPTION_KEY: 'a key of more than sixteen letters',
      SLACK_SIGNING_SECRET: signingSecret,
    };
    expect((await check(env)).get('Slack OAuth')?.state).toBe('ok');
    expect(await checkSlack(readConfig({}, '/'))).toEqual([]);
  });
});
