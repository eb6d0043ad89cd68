import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalDiscord, startLocalDiscord } from '../support/discord/local-discord.js';
import { appToken, type LocalSlack, startLocalSlack } from '../support/slack/local-slack.js';
import { type Here, startHere } from '../support/start-here.js';

/* A platform goes away and comes back: `/readyz` says so while it lasts, and the others go on. */

let slack: LocalSlack;
let discord: LocalDiscord;
let product: Here;
beforeAll(async () => {
  [slack, discord] = await Promise.all([startLocalSlack(), startLocalDiscord()]);
  product = await startHere({
    SLACK_API_URL: slack.apiUrl,
    SLACK_BOT_TOKEN: slack.team.token.value,
    SLACK_APP_TOKEN: appToken,
    SLACK_PORT: '0',
    DISCORD_API_URL: discord.apiUrl,
    DISCORD_TOKEN: discord.state.token,
  });
});
afterAll(async () => {
  await product?.clear();
  await slack?.close();
  await discord?.close();
});

const readiness = async (): Promise<{ status: number; text: string }> => {
  const response = await fetch(`${product.address}/readyz`);
  return { status: response.status, text: await response.text() };
};
const comesTo = (status: number, text: RegExp): Promise<void> =>
  expect.poll(readiness, { timeout: 20_000, interval: 50 }).toEqual({ status, text: expect.stringMatching(text) });

describe('an outage', { timeout: 60_000 }, () => {
  it.each([
    { name: 'Slack', platform: () => slack, away: /^ready\nSlack: not ready, \w.*\nDiscord: ready\n$/ },
    { name: 'Discord', platform: () => discord, away: /^ready\nSlack: ready\nDiscord: not ready, \w.*\n$/ },
  ])('of $name is told by /readyz with 503 and why, until it is over', async ({ platform, away }) => {
    const all = /^ready\nSlack: ready\nDiscord: ready\n$/;
    await comesTo(200, all);
    await platform().goAway();
    await comesTo(503, away);
    expect((await fetch(`${product.address}/healthz`)).status).toBe(200);
    await platform().comeBack();
    await comesTo(200, all);
  });
});
