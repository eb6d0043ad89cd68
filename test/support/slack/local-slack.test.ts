import { App, type Logger, LogLevel, SocketModeReceiver } from '@slack/bolt';
import { type KnownBlock, type View, WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { appToken, type LocalSlack, signingSecret, startLocalSlack } from './local-slack.js';
import { memberOf } from './member.js';
import { addMessage } from './methods/chat.js';
import { addChannel } from './world.js';

/* The local Slack itself, asked by Slack's own client and framework: what it takes, what it refuses, what it writes down. */

let slack: LocalSlack;
beforeEach(async () => {
  slack = await startLocalSlack();
});
afterEach(() => slack.close());

const ignore = (): void => undefined;
/** Refusals are what is looked for here. */
const logger: Logger = {
  debug: ignore,
  info: ignore,
  warn: ignore,
  error: ignore,
  setLevel: ignore,
  setName: ignore,
  getLevel: () => LogLevel.ERROR,
};
const quiet = { retryConfig: { retries: 0 }, logger };
const client = (token = slack.team.token.value): WebClient =>
  new WebClient(token, { slackApiUrl: slack.apiUrl, rejectRateLimitedCalls: true, ...quiet });
const general = (): string => [...slack.team.channels.keys()][0] ?? '';
const member = (of = slack.team) => memberOf(slack, of, [...of.members.keys()][0] ?? '');
const post = (blocks: readonly object[], text = 'x') =>
  client().chat.postMessage({ channel: general(), text, blocks: blocks as KnownBlock[] });
const section = (text: string, type = 'mrkdwn'): object => ({ type: 'section', text: { type, text } });

const refusals: [what: string, blocks: () => object[], error: string][] = [
  ['51 blocks', () => Array.from({ length: 51 }, () => ({ type: 'divider' })), 'invalid_blocks'],
  ['a section of 3,001 characters', () => [section('x'.repeat(3001))], 'invalid_blocks'],
  ['an empty section', () => [section('')], 'invalid_blocks'],
  ['a block that it does not know', () => [{ type: 'marquee', text: 'x' }], 'invalid_blocks'],
  ['a property that a block does not have', () => [{ type: 'divider', colour: 'red' }], 'invalid_blocks'],
  [
    'a header of 151 characters',
    () => [{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }],
    'invalid_blocks',
  ],
  ['a header in mrkdwn', () => [{ type: 'header', text: { type: 'mrkdwn', text: 'x' } }], 'invalid_blocks'],
  [
    'a button of 76 characters',
    () => [{ type: 'actions', elements: [{ type: 'button', text: { type: 'plain_text', text: 'x'.repeat(76) } }] }],
    'invalid_blocks',
  ],
  ['a table of 101 rows', () => [{ type: 'table', rows: Array(101).fill([{ type: 'raw_text', text: 'x' }]) }], 'invalid_blocks'],
  ['a table with an empty cell', () => [{ type: 'table', rows: [[{ type: 'raw_text', text: '' }]] }], 'invalid_blocks'],
  ['two tables', () => Array(2).fill({ type: 'table', rows: [[{ type: 'raw_text', text: 'x' }]] }), 'only_one_table_allowed'],
  [
    'a chart whose points are not its categories',
    () => [
      {
        type: 'data_visualization',
        title: 'Pay',
        chart: {
          type: 'bar',
          series: [{ name: 'BLS', data: [{ label: 'Junior', value: 1 }] }],
          axis_config: { categories: ['Junior', 'Senior'] },
        },
      },
    ],
    'invalid_blocks',
  ],
  ['an image without alt text', () => [{ type: 'image', image_url: 'https://example.org/a.png' }], 'invalid_blocks'],
  ['a picture that was not uploaded', () => [{ type: 'image', alt_text: 'x', slack_file: { id: 'F0' } }], 'invalid_blocks'],
  ['blocks of more than 9,600 characters in all', () => Array(4).fill(section('x'.repeat(2500))), 'msg_blocks_too_long'],
  [
    'an action id twice in a block',
    () => [
      {
        type: 'actions',
        elements: ['a', 'b'].map(text => ({ type: 'button', action_id: 'same', text: { type: 'plain_text', text } })),
      },
    ],
    'invalid_blocks',
  ],
];

describe('messages', () => {
  it.each(refusals)('refuses %s', async (_what, blocks, error) => {
    await expect(post(blocks())).rejects.toMatchObject({ data: { error } });
  });

  it('takes what is within the limits', async () => {
    const cell = (text: string) => ({ type: 'raw_text', text });
    await expect(
      post([
        section('x'.repeat(3000)),
        {
          type: 'table',
          rows: [
            [cell('level'), cell('pay')],
            [cell('junior'), cell('$42k')],
          ],
          column_settings: [{ align: 'left' }, null],
        },
        { type: 'context', elements: [{ type: 'mrkdwn', text: 'Sources' }] },
        { type: 'markdown', text: '**bold**' },
      ]),
    ).resolves.toMatchObject({ ok: true });
  });

  it('cuts a text at 40,000 characters and says so', async () => {
    const { warning } = await client().chat.postMessage({ channel: general(), text: 'x'.repeat(40_001) });
    expect(warning).toBe('message_truncated');
    expect(slack.team.messages.at(-1)?.text).toHaveLength(40_000);
  });

  it('refuses an update of more than 4,000 characters, and one of somebody else’s message', async () => {
    const { ts = '' } = await client().chat.postMessage({ channel: general(), text: 'x' });
    await expect(client().chat.update({ channel: general(), ts, text: 'x'.repeat(4001) })).rejects.toMatchObject({
      data: { error: 'msg_too_long' },
    });
    const theirs = slack.team.messages.at(-1);
    if (theirs) Object.assign(theirs, { author: 'U0' });
    await expect(client().chat.update({ channel: general(), ts, text: 'y' })).rejects.toMatchObject({
      data: { error: 'cant_update_message' },
    });
  });

  it.each(['<!channel>', '<!here|here>', '<!everyone>', '<!subteam^S123ABC|@coders>', '<@U06RUTH00>', '<#C06GENERAL|general>'])(
    'counts %s as a ping in text and in mrkdwn, and its escaped form not',
    async ping => {
      const escaped = ping.replaceAll('<', '&lt;').replaceAll('>', '&gt;');
      await post([section(escaped), section(ping, 'plain_text')], escaped);
      expect(slack.state.violations).toEqual([]);
      await post([section(`hello ${ping}`)], ping);
      expect(slack.state.violations).toHaveLength(2);
    },
  );

  it('refuses a channel without the bot, an archived one, and one of another workspace', async () => {
    const [closed, archived] = [addChannel(slack.team, 'board', { withBot: false }), addChannel(slack.team, 'old')];
    archived.archived = true;
    const elsewhere = [...slack.addTeam('Beta Coders').channels.keys()][0] ?? '';
    const expectError = (channel: string, error: string) =>
      expect(client().chat.postMessage({ channel, text: 'x' })).rejects.toMatchObject({ data: { error } });
    await expectError(closed.id, 'not_in_channel');
    await expectError(archived.id, 'is_archived');
    await expectError(elsewhere, 'channel_not_found');
  });
});

describe('streams', () => {
  it('grow until they are stopped, and end by themselves', async () => {
    const direct = member().direct();
    const message = addMessage({ team: slack.team }, direct, { text: 'hello', how: 'member', author: member().id });
    const channel = direct.id;
    const { ts = '' } = await client().chat.startStream({ channel, thread_ts: message.ts, markdown_text: 'One. ' });
    await client().chat.appendStream({ channel, ts, markdown_text: 'Two.' });
    await expect(client().chat.update({ channel, ts, text: 'x' })).rejects.toMatchObject({
      data: { error: 'streaming_state_conflict' },
    });
    slack.state.settings.streamMs = 0;
    const expired = { data: { error: 'message_not_in_streaming_state' } };
    await expect(client().chat.appendStream({ channel, ts, markdown_text: 'Three.' })).rejects.toMatchObject(expired);
    await expect(client().chat.stopStream({ channel, ts })).rejects.toMatchObject(expired);
    await client().chat.update({ channel, ts, text: 'One. Two. Three.' });
    expect(slack.team.messages.at(-1)).toMatchObject({ state: 'final', text: 'One. Two. Three.' });
  });

  it('need a recipient outside direct messages, and count a ping that comes in two halves', async () => {
    const { ts: thread_ts = '' } = await client().chat.postMessage({ channel: general(), text: 'x' });
    await expect(client().chat.startStream({ channel: general(), thread_ts, markdown_text: 'x' })).rejects.toMatchObject({
      data: { error: 'missing_recipient_team_id' },
    });
    const { ts = '' } = await client().chat.startStream({
      channel: general(),
      thread_ts,
      markdown_text: 'Hi <!chan',
      recipient_team_id: slack.team.id,
      recipient_user_id: member().id,
    });
    await client().chat.appendStream({ channel: general(), ts, markdown_text: 'nel> all' });
    expect(slack.state.violations).toEqual(['the streamed text pings <!channel>']);
  });
});

describe('tokens', () => {
  it('do what their scopes allow, until they are revoked', async () => {
    slack.team.token.scopes.delete('chat:write');
    await expect(post([])).rejects.toMatchObject({ data: { error: 'missing_scope', needed: 'chat:write' } });
    slack.team.token.revoked = true;
    await expect(client().auth.test()).rejects.toMatchObject({ data: { error: 'token_revoked' } });
    await expect(client('xoxb-unknown').auth.test()).rejects.toMatchObject({ data: { error: 'invalid_auth' } });
  });

  it('used for another workspace are written down', async () => {
    await client().apiCall('auth.test', { team_id: 'T0OTHER' });
    expect(slack.state.violations).toHaveLength(1);
  });
});

describe('limits on time', () => {
  it('a call that was limited waits as long as it was told', async () => {
    let limited = false;
    slack.interfere(() => (limited ? undefined : { kind: 'limit', retryAfterSeconds: 30 }));
    await expect(post([])).rejects.toMatchObject({ retryAfter: 30 });
    limited = true;
    await new Promise(resolve => setTimeout(resolve, 600));
    await post([]);
    expect(slack.state.violations).toEqual(['chat.postMessage was called again before the time that Slack asked for']);
  });

  it('a trigger opens one view', async () => {
    slack.state.triggers.set('t', { at: Date.now(), team: slack.team.id, used: false });
    slack.state.triggers.set('old', { at: Date.now() - 3001, team: slack.team.id, used: false });
    const view: View = { type: 'modal', title: { type: 'plain_text', text: 'Why' }, blocks: [] };
    await client().views.open({ trigger_id: 't', view });
    await expect(client().views.open({ trigger_id: 't', view })).rejects.toMatchObject({
      data: { error: 'exchanged_trigger_id' },
    });
    await expect(client().views.open({ trigger_id: 'old', view })).rejects.toMatchObject({
      data: { error: 'expired_trigger_id' },
    });
  });
});

describe('an app over Socket Mode', () => {
  const start = async (): Promise<App> => {
    const app = new App({
      token: slack.team.token.value,
      logger,
      receiver: new SocketModeReceiver({
        appToken,
        clientPingTimeout: 200,
        logger,
        installerOptions: { clientOptions: { slackApiUrl: slack.apiUrl, ...quiet } },
      }),
      clientOptions: { slackApiUrl: slack.apiUrl, ...quiet },
    });
    app.event('app_mention', async ({ event, say, body }) => {
      await say({ text: `heard ${(body as { retry_attempt?: number }).retry_attempt ?? 0}`, thread_ts: event.ts });
    });
    await app.start();
    return app;
  };

  it('hears a mention, acknowledges it and answers in the thread, also on a new connection', async () => {
    const app = await start();
    const channel = [...slack.team.channels.values()][0];
    if (!channel) throw new Error('the workspace has a channel');
    const said = await member().mention(channel, 'hello');
    expect(said.deliveries.map(({ attempts }) => attempts)).toEqual([1, 1]);
    await expect.poll(() => slack.team.messages.at(-1)).toMatchObject({ thread: said.message.ts, text: 'heard 0' });
    await slack.sockets.refresh();
    const again = await member().mention(channel, 'hello again');
    await expect.poll(() => slack.team.messages.at(-1)?.thread).toBe(again.message.ts);
    expect(slack.sockets.connections()).toBe(2);
    await app.stop();
  });

  it('is sent an event again that it did not acknowledge', async () => {
    const heard: { retry_attempt: number; envelope_id: string }[] = [];
    const { url } = (await (
      await fetch(`${slack.apiUrl}apps.connections.open`, { method: 'POST', headers: { authorization: `Bearer ${appToken}` } })
    ).json()) as { url: string };
    const socket = new WebSocket(url);
    socket.on('message', data => {
      const envelope = JSON.parse(data.toString());
      if (envelope.type !== 'events_api') return;
      heard.push(envelope);
      if (envelope.retry_attempt > 0) socket.send(JSON.stringify({ envelope_id: envelope.envelope_id }));
    });
    const delivery = await member().openHome();
    expect(delivery).toMatchObject({ attempts: 2, ackMs: [undefined, expect.any(Number)] });
    expect(heard.map(envelope => envelope.retry_attempt)).toEqual([0, 1]);
  });
});

describe('an app over HTTP', () => {
  it('is sent signed requests that Bolt takes, and its answers come back', async () => {
    const app = new App({
      token: slack.team.token.value,
      signingSecret,
      logger,
      clientOptions: { slackApiUrl: slack.apiUrl, ...quiet },
    });
    app.command('/coach', async ({ ack, respond, command }) => {
      await ack(`you said ${command.text}`);
      for (let time = 0; time < 6; time++) await respond(`response ${time}`).catch(() => undefined);
    });
    const server = await app.start(0);
    const address = server.address();
    slack.sendTo(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/slack/events`);
    const channel = [...slack.team.channels.values()][0];
    if (!channel) throw new Error('the workspace has a channel');
    const delivery = await member().command(channel, 'help me');
    expect(delivery.body).toBe('you said help me');
    await expect.poll(() => slack.state.violations).toEqual(['a response_url was used more than five times']);
    expect(slack.team.messages.map(({ text, onlyFor }) => [text, onlyFor])).toEqual([
      ['you said help me', member().id],
      ...[0, 1, 2, 3, 4].map(time => [`response ${time}`, member().id]),
    ]);
    await app.stop();
  });
});
