import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { savedBytes } from '../support/saved-bytes.js';
import { install } from '../support/slack/install.js';
import { createJourney, type Journey } from '../support/slack/journey.js';
import { appToken, type LocalSlack, oauthApp, signingSecret, startLocalSlack } from '../support/slack/local-slack.js';
import { type Member, memberOf } from '../support/slack/member.js';
import { type Mode, type Product, startProductHere } from '../support/slack/run-product.js';
import { addChannel, type Channel, type Message, type Team } from '../support/slack/world.js';

/* Several workspaces by OAuth: each with its own token, and nothing of one ever serves another. */

const environment = (mode: Mode, key = 'an encryption key of enough letters'): Record<string, string> => ({
  SLACK_CLIENT_ID: oauthApp.clientId,
  SLACK_CLIENT_SECRET: oauthApp.clientSecret,
  SLACK_STATE_SECRET: 'a state secret of enough letters',
  ENCRYPTION_KEY: key,
  ...(mode === 'HTTP' ? { SLACK_SIGNING_SECRET: signingSecret } : { SLACK_APP_TOKEN: appToken }),
});

const memberIn = (slack: LocalSlack, team: Team): Member => memberOf(slack, team, [...team.members.keys()][0] ?? '');
const channelIn = (team: Team): Channel => [...team.channels.values()][0] as Channel;

// One story, told in order.
describe('several workspaces', { shuffle: false }, () => {
  let slack: LocalSlack;
  let product: Product;
  let journey: Journey;
  let [acme, beta]: Team[] = [];
  beforeAll(async () => {
    slack = await startLocalSlack();
    product = await startProductHere(slack, 'HTTP', { env: environment('HTTP') });
    journey = createJourney(slack, () => product);
    [acme, beta] = [slack.team, slack.addTeam('Beta Coders')];
  });
  afterAll(async () => {
    expect(slack.state.violations).toEqual([]);
    await product.clear();
    await slack.close();
  });
  const teams = (): [Team, Team] => [acme as Team, beta as Team];
  const ask = async (team: Team, question: string, channel = channelIn(team), thread?: string): Promise<Message[]> => {
    const before = thread ? journey.saidIn(channel, thread, team).length : 0;
    const { message } = await memberIn(slack, team).mention(channel, question, { thread });
    return (await journey.answers(channel, thread ?? message.ts, before + 1, team)).slice(before);
  };

  it('are installed by their officers, with the scopes of the manifest, and each is answered with its own token', async () => {
    for (const team of teams()) {
      const page = await install(slack, product, team);
      expect(page.status).toBeLessThan(400);
      expect(journey.textOf(await ask(team, 'what do coders make'))).toContain('$50,250');
      const used = slack.calls.filter(call => call.method.startsWith('chat.') && call.team === team.id);
      expect(new Set(used.map(call => call.token))).toEqual(new Set([team.token.value]));
    }
  });

  it('refuse an installation that nobody began here, and a code that was used', async () => {
    const forged = await fetch(`${product.url}/slack/oauth_redirect?code=code1&state=forged`, { redirect: 'manual' });
    expect(forged.status).toBeGreaterThanOrEqual(400);
    expect(slack.calls.filter(call => call.method === 'oauth.v2.access')).toEqual([]);
  });

  it('are not put out by a request that holds no address', async () => {
    const statuses = await Promise.all(['//', 'http://['].map(target => requestRaw(product.url, target)));
    for (const status of statuses) expect(status).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(product.runs()).toBe(true);
    expect((await fetch(`${product.url}/healthz`)).status).toBe(200);
  });

  it('keep their tokens encrypted', async () => {
    const saved = await savedBytes(product.dataDir);
    expect(saved.length).toBeGreaterThan(1000);
    for (const team of teams()) expect(saved).not.toContain(team.token.value);
    expect(product.stderr() + product.stdout()).not.toMatch(/xoxb-|xapp-/);
  });

  it('keep their answers apart when both ask at once', async () => {
    const asked = teams().flatMap(team => Array.from({ length: 5 }, () => ask(team, 'what is the CPC?')));
    for (const answer of await Promise.all(asked)) expect(answer).toHaveLength(1);
  });

  it('share no history, even where channel and thread have the same name', async () => {
    const [one, other] = teams();
    const room = addChannel(one, 'twins');
    const twin: Channel = { ...room, members: new Set([...other.members.keys(), other.bot.userId]) };
    other.channels.set(twin.id, twin);
    const first = await ask(one, 'what is the best first credential for outpatient work?', room);
    const thread = first[0]?.thread ?? '';
    const root = one.messages.find(({ ts }) => ts === thread);
    if (root) other.messages.push({ ...root, team: other.id });
    await memberIn(slack, other).say(twin, 'and for inpatient?', { thread });
    await journey.quiet();
    expect(journey.saidIn(twin, thread, other)).toEqual([]);
    const lone = journey.textOf(await ask(other, 'and what does that pay?', twin, thread));
    expect(lone).not.toMatch(/\bCPC\b|outpatient/);
  });

  it('share no answers: a button of one does nothing in another', async () => {
    const [one, other] = teams();
    const [answer] = await ask(one, 'what does a CDI specialist do?');
    if (!answer) throw new Error('there is an answer');
    const before = other.messages.length;
    const member = memberIn(slack, other);
    for (const { action } of [/^Helpful|^Good/i].map(label => ({ action: journey.button(answer, label) })))
      await member.press({ ...answer, channel: channelIn(other).id }, action);
    await journey.quiet();
    const shown = journey.textOf(other.messages.slice(before));
    expect(shown).not.toMatch(/CDI/);
  });

  it('are still installed after a restart', async () => {
    await product.stop();
    product = await startProductHere(slack, 'HTTP', { env: environment('HTTP'), dataDir: product.dataDir });
    for (const team of teams()) expect(journey.textOf(await ask(team, 'what is the CCS?'))).toContain('CCS');
  });

  it('are forgotten when the app is removed: nothing that was said there is kept, no token, and no call is made with it', async () => {
    const [, other] = teams();
    const member = memberIn(slack, other);
    const [answer] = await ask(other, 'what is the CPC good for, asked a zebrafish?');
    if (!answer) throw new Error('there is an answer');
    await member.press(answer, journey.button(answer, 'Helpful'));
    await journey.quiet();
    const traces = ['zebrafish', `slack:${other.id}`, member.id];
    const before = await savedBytes(product.dataDir);
    expect(traces.filter(trace => !before.includes(trace))).toEqual([]);
    other.token.revoked = true;
    await member.send('tokens-revoked', channelIn(other));
    await member.send('app-uninstalled', channelIn(other));
    await journey.quiet();
    const after = await savedBytes(product.dataDir);
    expect(traces.filter(trace => after.includes(trace))).toEqual([]);
    const calls = slack.calls.length;
    const said = await slackQuietly(() => member.mention(channelIn(other), 'what is the CPC?'));
    await journey.quiet();
    expect(slack.calls.slice(calls).filter(call => call.token === other.token.value)).toEqual([]);
    expect(said).toBeDefined();
    expect(journey.textOf(await ask(teams()[0], 'what is the CIC?'))).toContain('CIC');
  });

  it('are answered again when they install anew', async () => {
    const [, other] = teams();
    await install(slack, product, other);
    expect(journey.textOf(await ask(other, 'what is the CPC?'))).toContain('CPC');
  });

  it('are forgotten at the next start when the app was removed while nothing ran, and no other is', async () => {
    const [one, other] = teams();
    await ask(one, 'what is the CPC, asks the walnut?');
    await ask(other, 'what is the CPC, asks the quagga?');
    await product.stop();
    slack.interfere(({ method, token }) =>
      method === 'auth.test' && token === other.token.value ? { kind: 'refuse', error: 'account_inactive' } : undefined,
    );
    product = await startProductHere(slack, 'HTTP', { env: environment('HTTP'), dataDir: product.dataDir });
    await journey.waitFor(() => journey.logged(/removed from a workspace while it was off/).length > 0, 'a line in the log');
    slack.interfere(() => undefined);
    expect(await savedBytes(product.dataDir)).toContain('walnut');
    expect(await savedBytes(product.dataDir)).not.toContain('quagga');
    expect(journey.textOf(await ask(one, 'what is the CIC?'))).toContain('CIC');
  });

  it('are told apart from a wrong key: a clear line, and no crash', async () => {
    await product.stop();
    product = await startProductHere(slack, 'HTTP', {
      env: environment('HTTP', 'quite another key of enough letters'),
      dataDir: product.dataDir,
    });
    await slackQuietly(() => memberIn(slack, teams()[0]).mention(channelIn(teams()[0]), 'what is the CPC?'));
    await journey.waitFor(() => journey.logged(/ENCRYPTION_KEY/).length > 0, 'a line that names the key');
    expect(product.runs()).toBe(true);
  });
});

it('over Socket Mode they are installed and answered, each with its own token, too', async () => {
  const slack = await startLocalSlack();
  const product = await startProductHere(slack, 'Socket Mode', { env: environment('Socket Mode') });
  const journey = createJourney(slack, () => product);
  for (const team of [slack.team, slack.addTeam('Beta Coders')]) {
    expect((await install(slack, product, team)).status).toBeLessThan(400);
    const { message } = await memberIn(slack, team).mention(channelIn(team), 'what is the CPC?');
    await journey.answers(channelIn(team), message.ts, 1, team);
    const used = slack.calls.filter(call => call.method.startsWith('chat.') && call.team === team.id);
    expect(new Set(used.map(call => call.token))).toEqual(new Set([team.token.value]));
  }
  await product.clear();
  await slack.close();
  expect(slack.state.violations).toEqual([]);
});

/** The first line of what is answered to a request for this target, just as it stands: no client of ours would send it. */
const requestRaw = async (url: string, target: string): Promise<string> => {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.end(`GET ${target} HTTP/1.1\r\nHost: ${hostname}\r\nConnection: close\r\n\r\n`);
  return (await text(socket)).split('\r\n')[0] ?? '';
};

/** An event that is not acknowledged is sent again for a while; the test does not wait for that. */
const slackQuietly = async (send: () => Promise<unknown>): Promise<unknown> =>
  Promise.race([send(), new Promise(resolve => setTimeout(() => resolve('not acknowledged'), 2500))]);
