import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkAdapters } from '../../adapters/doctor.js';
import { readConfig } from '../../src/config.js';
import { nextrungHere } from '../support/nextrung-here.js';
import { nextrung } from '../support/run-nextrung.js';
import { appToken, type LocalSlack, signingSecret, startLocalSlack } from '../support/slack/local-slack.js';
import { manifest } from '../support/slack/manifest.js';

/* `doctor` before the bot is started: are the tokens of the right kind, and may they do what the bot does? */

let slack: LocalSlack;
beforeEach(async () => {
  slack = await startLocalSlack();
});
afterEach(() => slack.close());

const envOf = (settings: Record<string, string>): Record<string, string> => ({
  SLACK_API_URL: slack.apiUrl,
  SLACK_BOT_TOKEN: slack.team.token.value,
  ...settings,
});
/** What `doctor` tells of Slack, without its other checks, one of which runs the embedding model. */
const doctor = async (settings: Record<string, string>): Promise<{ told: string; ready: boolean }> => {
  const checks = await checkAdapters(readConfig({ DATA_DIR: process.env.DATA_DIR, ...envOf(settings) }, process.cwd()));
  const told = checks.map(({ name, text, next = '' }) => `${name} ${text} ${next}`).join('\n');
  return { told, ready: checks.every(({ state }) => state !== 'problem') };
};

describe('doctor', () => {
  it('finds nothing to say of tokens with the manifest’s scopes, and posts nothing', async () => {
    const { stdout } = await nextrung(['doctor'], { env: envOf({ SLACK_APP_TOKEN: appToken }) });
    expect(stdout).toContain(slack.team.name);
    expect(stdout).toMatch(/all \d+ that are needed/);
    expect(stdout).toMatch(/Socket Mode can be used/);
    expect(slack.team.messages).toEqual([]);
    expect(slack.sockets.connections()).toBe(0);
  });

  it('names every scope that is missing, with what to do', async () => {
    slack.team.token.scopes.clear();
    const { told } = await doctor({ SLACK_SIGNING_SECRET: signingSecret });
    for (const scope of manifest.oauth_config.scopes.bot) expect(told).toContain(scope);
    expect(told).toMatch(/install\s+the\s+app\s+again/);
  });

  it('names a scope that is not needed', async () => {
    slack.team.token.scopes.add('admin');
    expect((await doctor({ SLACK_SIGNING_SECRET: signingSecret })).told).toMatch(/wider than needed: admin/);
  });

  it('tells a token of the wrong kind by its setting', async () => {
    const env = envOf({ SLACK_BOT_TOKEN: appToken, SLACK_APP_TOKEN: slack.team.token.value });
    const { code, stdout, stderr } = await nextrungHere(['doctor'], { env });
    expect(code).not.toBe(0);
    expect(stdout + stderr).toMatch(/SLACK_BOT_TOKEN: must begin\s+with xoxb-/);
    expect(stdout + stderr).toMatch(/SLACK_APP_TOKEN: must begin\s+with xapp-/);
  });

  const faults: [what: string, settings: () => Record<string, string>, expected: RegExp][] = [
    [
      'a bot token that was revoked',
      () => {
        slack.team.token.revoked = true;
        return {};
      },
      /token_revoked/,
    ],
    ['an app token that Slack does not know', () => ({ SLACK_APP_TOKEN: 'xapp-1-unknown' }), /connections:write/],
    ['a Slack that cannot be reached', () => ({ SLACK_API_URL: 'http://127.0.0.1:9/api/' }), /could\s+not\s+be\s+reached/],
  ];
  it.each(faults)('finds %s, and says the next step', async (_what, settings, expected) => {
    const { told, ready } = await doctor({ SLACK_APP_TOKEN: appToken, ...settings() });
    expect(told).toMatch(expected);
    expect(ready).toBe(false);
  });

  it('never prints a token or a secret', async () => {
    const env = envOf({ SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret });
    const { stdout, stderr } = await nextrung(['doctor'], { env });
    for (const secret of [appToken, signingSecret, slack.team.token.value]) expect(stdout + stderr).not.toContain(secret);
  });
});

describe('the manifest', () => {
  it('asks for the scopes that its events need, and for none that nothing uses', () => {
    const neededByEvents: Record<string, string> = {
      app_mention: 'app_mentions:read',
      'message.channels': 'channels:history',
      'message.groups': 'groups:history',
      'message.im': 'im:history',
      'message.mpim': 'mpim:history',
      reaction_added: 'reactions:read',
    };
    const { bot } = manifest.oauth_config.scopes;
    const { bot_events: events } = manifest.settings.event_subscriptions;
    const needed = events.flatMap(event => neededByEvents[event] ?? []);
    const usedByCalls = ['assistant:write', 'chat:write', 'commands', 'files:write', 'im:write'];
    expect(bot.toSorted()).toEqual([...needed, ...usedByCalls].toSorted());
  });
});
