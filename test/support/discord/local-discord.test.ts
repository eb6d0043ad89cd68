import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { problemsOfCommands } from './check-commands.js';
import { problemsOfMessage } from './check-message.js';
import { problemsOfModal } from './check-modal.js';
import { type LocalDiscord, startLocalDiscord } from './local-discord.js';
import type { Json } from './payloads.js';
import { bits } from './permissions.js';
import { pingsOf } from './pings.js';

/* The journeys stand on what the local Discord refuses: here it is shown to refuse it. */

const v2 = 1 << 15;
const text = (content: string): Json => ({ type: 10, content });
const button = (custom_id: string): Json => ({ type: 2, style: 2, label: 'x', custom_id });
const row = (...components: Json[]): Json => ({ type: 1, components });
const command = (more: Json): Json => ({ name: 'ask', description: 'x', type: 1, ...more });
const option = (name: string, more: Json = {}): Json => ({ name, description: 'x', type: 3, ...more });
const label = (component: Json): Json => ({ type: 18, label: 'x', component });

describe('what Discord documents is refused', () => {
  const messages: readonly [string, Json, (readonly string[])?][] = [
    ['2,001 characters', { content: 'x'.repeat(2001) }],
    ['nothing', {}],
    ['components V2 without the flag', { components: [text('x')] }],
    ['content beside components V2', { flags: v2, content: 'x', components: [text('x')] }],
    ['4,001 characters of text in all', { flags: v2, components: [text('x'.repeat(4000)), text('x')] }],
    ['41 components', { flags: v2, components: Array.from({ length: 41 }, () => text('x')) }],
    ['six buttons in a row', { content: 'x', components: [row(...['1', '2', '3', '4', '5', '6'].map(button))] }],
    ['six rows', { content: 'x', components: ['1', '2', '3', '4', '5', '6'].map(id => row(button(id))) }],
    ['an id of 101 characters', { content: 'x', components: [row(button('x'.repeat(101)))] }],
    ['an id twice', { content: 'x', components: [row(button('1'), button('1'))] }],
    ['a button without an id', { content: 'x', components: [row({ type: 2, style: 2, label: 'x' })] }],
    [
      'an alt text of 1,025 characters',
      { flags: v2, components: [{ type: 12, items: [{ media: { url: 'attachment://a.png' }, description: 'x'.repeat(1025) }] }] },
      ['a.png'],
    ],
    ['a picture that no component shows', { flags: v2, components: [text('x')] }, ['a.png']],
    ['a picture that is not there', { flags: v2, components: [{ type: 12, items: [{ media: { url: 'attachment://a.png' } }] }] }],
  ];
  it.each(messages)('in a message: %s', (_, body, files = []) => expect(problemsOfMessage(body, files)).not.toEqual([]));

  const forms: readonly [string, Json][] = [
    ['no field', { title: 'x', custom_id: 'x', components: [] }],
    ['a title of 46 characters', { title: 'x'.repeat(46), custom_id: 'x', components: [text('x')] }],
    [
      '26 options',
      {
        title: 'x',
        custom_id: 'x',
        components: [
          label({
            type: 3,
            custom_id: 'x',
            options: Array.from({ length: 26 }, (_, value) => ({ label: 'x', value: `${value}` })),
          }),
        ],
      },
    ],
    [
      'a text of 4,001 characters',
      { title: 'x', custom_id: 'x', components: [label({ type: 4, custom_id: 'x', style: 1, max_length: 4001 })] },
    ],
  ];
  it.each(forms)('in a form: %s', (_, form) => expect(problemsOfModal(form)).not.toEqual([]));

  const registrations: readonly [string, readonly Json[]][] = [
    ['a capital letter', [command({ name: 'Ask' })]],
    ['a description of 101 characters', [command({ description: 'x'.repeat(101) })]],
    ['26 options', [command({ options: Array.from({ length: 26 }, (_, at) => option(`o${at}`)) })]],
    ['a required option behind an optional one', [command({ options: [option('a'), option('b', { required: true })] })]],
    ['a command twice', [command({}), command({})]],
    ['101 commands', Array.from({ length: 101 }, (_, at) => command({ name: `c${at}` }))],
    ['an option’s text of 6,001 characters', [command({ options: [option('a', { max_length: 6001 })] })]],
  ];
  it.each(registrations)('among commands: %s', (_, commands) => expect(problemsOfCommands(commands)).not.toEqual([]));

  it('nothing is wrong with what is right', () => {
    expect(problemsOfMessage({ flags: v2, components: [text('x'), row(button('1'), button('2'))] })).toEqual([]);
    expect(problemsOfModal({ title: 'x', custom_id: 'x', components: [label({ type: 4, custom_id: 'x', style: 2 })] })).toEqual(
      [],
    );
    expect(problemsOfCommands([command({ options: [option('a', { required: true }), option('b')] })])).toEqual([]);
  });
});

it('whom a message would notify is noticed, by its words and by what it allows', () => {
  const closed = { parse: [], replied_user: false };
  expect(pingsOf({ content: 'hi', allowed_mentions: closed })).toEqual([]);
  expect(pingsOf({ content: 'hi <@1>', allowed_mentions: closed })).toEqual(['mentions <@1>']);
  expect(pingsOf({ components: [text('hi @everyone')], allowed_mentions: closed })).toEqual(['mentions @everyone']);
  for (const allowed_mentions of [undefined, { parse: ['users'], replied_user: false }, { parse: [] }])
    expect(pingsOf({ content: 'hi', allowed_mentions })).toHaveLength(1);
});

describe('a local Discord', () => {
  let discord: LocalDiscord;
  beforeAll(async () => {
    discord = await startLocalDiscord();
  });
  afterAll(() => discord.close());

  const call = async (
    method: string,
    path: string,
    body: unknown,
  ): Promise<{ status: number; code: unknown; after: string | null }> => {
    const response = await fetch(`${discord.apiUrl}/v10${path}`, {
      method,
      headers: { authorization: `Bot ${discord.state.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const read = (await response.json().catch(() => ({}))) as Json;
    return { status: response.status, code: read.code, after: response.headers.get('retry-after') };
  };
  const message = { content: 'x', allowed_mentions: { parse: [], replied_user: false } };

  it.each([
    [4004, { token: 'wrong', intents: 1 }],
    [4010, { token: 'local.discord.token', intents: 1, shard: [2, 2] }],
    [4013, { token: 'local.discord.token', intents: 1 << 30 }],
    [4014, { token: 'local.discord.token', intents: 1 << 15 }],
  ])('closes the gateway with %i', async (code, d) => {
    discord.state.applicationFlags = 0;
    const socket = new WebSocket(discord.apiUrl.replace('http', 'ws').replace('/api', '/gateway'));
    const closed = new Promise(resolve => socket.on('close', resolve));
    socket.on('message', raw => {
      if (JSON.parse(String(raw)).op === 10) socket.send(JSON.stringify({ op: 2, d }));
    });
    expect(await closed).toBe(code);
  });

  it('refuses what is unknown, forbidden, late or done already', async () => {
    expect(await call('POST', '/channels/1/messages', message)).toMatchObject({ status: 404, code: 10_003 });
    discord.deny(discord.places.careers, bits.sendMessages);
    expect(await call('POST', `/channels/${discord.places.careers}/messages`, message)).toMatchObject({
      status: 403,
      code: 50_013,
    });
    const late = discord.invoke({ type: 2, data: {}, createdAt: Date.now() - 3100 });
    const answered = (one: typeof late): string => `/interactions/${one.id}/${one.token}/callback`;
    expect(await call('POST', answered(late), { type: 5 })).toMatchObject({ status: 404, code: 10_062 });
    const asked = discord.invoke({ type: 2, data: {} });
    expect(await call('POST', answered(asked), { type: 5, data: { flags: v2 } })).toMatchObject({ status: 400, code: 50_035 });
    expect((await call('POST', answered(asked), { type: 5 })).status).toBe(204);
    expect(await call('POST', answered(asked), { type: 5 })).toMatchObject({ status: 400, code: 40_060 });
    discord.state.interactionTokenMs = 0;
    expect(await call('POST', `/webhooks/1/${asked.token}`, message)).toMatchObject({ status: 404, code: 10_015 });
  });

  it('takes five follow-ups of an application that is installed to a member’s account', async () => {
    discord.state.interactionTokenMs = 900_000;
    discord.state.bucketLimit = undefined;
    const asked = discord.invoke({ type: 2, data: {}, userInstall: true });
    await call('POST', `/interactions/${asked.id}/${asked.token}/callback`, { type: 5 });
    const followUp = () => call('POST', `/webhooks/1/${asked.token}`, message);
    for (let count = 0; count < 5; count++) expect((await followUp()).status).toBe(200);
    expect((await followUp()).code).toBe(40_094);
  });

  it('makes one message of two with one nonce, and limits a bucket', async () => {
    const path = `/channels/${discord.places.general}/messages`;
    const before = discord.saidIn(discord.places.general).length;
    for (let count = 0; count < 2; count++) await call('POST', path, { ...message, nonce: '1', enforce_nonce: true });
    expect(discord.saidIn(discord.places.general)).toHaveLength(before + 1);
    discord.state.bucketLimit = { requests: 1, windowMs: 60_000 };
    await call('POST', path, message);
    const { status, after } = await call('POST', path, message);
    expect([status, Number(after) > 1]).toEqual([429, true]);
    discord.state.violations.splice(0);
    await call('POST', path, message);
    expect(discord.state.violations.join()).toContain('before Retry-After');
  });
});
