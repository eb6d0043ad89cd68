import { describe, expect, it } from 'vitest';
import { encode, sign } from '../support/slack/deliver.js';
import { useJourney } from '../support/slack/journey.js';
import { signingSecret } from '../support/slack/local-slack.js';
import type { Payload } from '../support/slack/payload.js';

/* The door that Slack knocks at: whose requests it takes, and what it tells of its health. */

const urlVerification = {
  token: 'XXYYZZ',
  challenge: '3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P',
  type: 'url_verification',
};

describe('requests over HTTP', () => {
  const journey = useJourney('HTTP');
  const post = (payload: Payload, headers: (body: string) => Record<string, string>): Promise<Response> => {
    const { body, contentType } = encode('events_api', payload);
    return fetch(`${journey().product().url}/slack/events`, {
      method: 'POST',
      body,
      headers: { 'content-type': contentType, ...headers(body) },
    });
  };
  const now = (): number => Math.floor(Date.now() / 1000);

  it('answers Slack’s challenge', async () => {
    const response = await post(urlVerification, body => sign(body, signingSecret));
    expect(response.status).toBe(200);
    expect(await response.text()).toContain(urlVerification.challenge);
  });

  const refused: [what: string, headers: (body: string) => Record<string, string>][] = [
    ['no signature', () => ({})],
    ['another secret’s signature', body => sign(body, 'another secret')],
    ['a signature of other words', () => sign('{}', signingSecret)],
    ['a time six minutes ago', body => sign(body, signingSecret, now() - 360)],
    ['a time six minutes ahead', body => sign(body, signingSecret, now() + 360)],
    ['a time an hour ahead', body => sign(body, signingSecret, now() + 3600)],
    ['a time that is no number', body => ({ ...sign(body, signingSecret), 'x-slack-request-timestamp': 'soon' })],
  ];
  it.each(refused)('refuses a request with %s', async (_what, headers) => {
    const response = await post(urlVerification, headers);
    expect(response.status).toBe(401);
    expect(await response.text()).not.toContain(urlVerification.challenge);
  });

  it('takes a clock that is two minutes off, either way', async () => {
    for (const off of [-120, 120]) {
      expect((await post(urlVerification, body => sign(body, signingSecret, now() + off))).status).toBe(200);
    }
  });

  it('does not answer a question that somebody else signed', async () => {
    const { ruth, team, quiet, general, slack } = journey();
    const before = team.messages.length;
    const calls = slack.calls.length;
    const payload = {
      ...urlVerification,
      type: 'event_callback',
      team_id: team.id,
      event: { type: 'app_mention', user: ruth.id, channel: general.id },
    };
    await post(payload, body => sign(body, 'another secret'));
    await quiet();
    expect(team.messages).toHaveLength(before);
    expect(slack.calls).toHaveLength(calls);
  });

  it('acknowledges a message once it has been taken, not as it comes', async () => {
    const { ruth, team, general, answers } = journey();
    const { ts } = ruth.write(general, 'what do coders make?');
    const payload = {
      ...urlVerification,
      type: 'event_callback',
      event_id: 'EvTaken',
      team_id: team.id,
      event: { type: 'app_mention', user: ruth.id, channel: general.id, text: `<@${team.bot.userId}> what do coders make?`, ts },
    };
    const began = Date.now();
    const response = await post(payload, body => sign(body, signingSecret));
    expect(response.status).toBe(200);
    expect(Date.now() - began).toBeGreaterThan(150);
    await answers(general, ts);
  });

  it('refuses a body of many megabytes and one that is not JSON, and runs on', async () => {
    const statuses = [];
    for (const body of ['x'.repeat(6_000_000), '{"type":', '']) {
      const response = await fetch(`${journey().product().url}/slack/events`, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json', ...sign(body, signingSecret) },
      }).catch(() => undefined);
      statuses.push(response?.status ?? 0);
    }
    for (const status of statuses) expect(status === 0 || status >= 400).toBe(true);
    expect((await post(urlVerification, body => sign(body, signingSecret))).status).toBe(200);
  });

  const postForm = async (fields: Record<string, string>): Promise<number> => {
    const body = new URLSearchParams(fields).toString();
    const response = await fetch(`${journey().product().url}/slack/events`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8', ...sign(body, signingSecret) },
    });
    return response.status;
  };

  it('takes a form that names its character set, as a form without', async () => {
    const { newMember, general, slack, told } = journey();
    const kim = newMember();
    await kim.command(general, 'help');
    await told(kim);
    const payload = slack.deliveries.at(-1)?.payload as Record<string, string>;
    expect(await postForm({ ...payload, trigger_id: `${payload.trigger_id}.1` })).toBe(200);
    await told(kim, 2);
  });

  it('answers Slack’s look at its certificate, and takes it for no command', async () => {
    const { slack, quiet } = journey();
    const calls = slack.calls.length;
    expect(await postForm({ ssl_check: '1', token: 'XXYYZZ' })).toBe(200);
    await quiet();
    expect(slack.calls).toHaveLength(calls);
  });

  it('tells whether it lives and whether it is ready', async () => {
    const { product } = journey();
    for (const path of ['/healthz', '/readyz']) {
      const response = await fetch(`${product().url}${path}`);
      expect([path, response.status]).toEqual([path, 200]);
    }
  });

  it('knows no other pages, and tells nothing of itself on them', async () => {
    const response = await fetch(`${journey().product().url}/admin`);
    expect(response.status).toBe(404);
    expect(await response.text()).not.toMatch(/bolt|node|at .*\.js/i);
  });
});
