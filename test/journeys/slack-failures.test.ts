import { describe, expect, it } from 'vitest';
import type { Call } from '../support/slack/call.js';
import { type Journey, useJourney } from '../support/slack/journey.js';
import type { Member } from '../support/slack/member.js';
import type { Interference } from '../support/slack/web-api.js';
import type { Message } from '../support/slack/world.js';

/* What may go wrong between the coach and Slack: the member gets the answer if there is a way, and the operator the next step. */

const posts = (call: Call): boolean => call.method === 'chat.postMessage';
/** Meddles with the first so many calls that fit. */
const first = (times: number, fits: (call: Call) => boolean, how: Interference): ((call: Call) => Interference | undefined) => {
  let left = times;
  return call => (fits(call) && left-- > 0 ? how : undefined);
};

const ask = async ({ ruth, general, answers, textOf }: Journey, question = 'what do coders make'): Promise<string> => {
  const { message } = await ruth.mention(general, question);
  return textOf(await answers(general, message.ts));
};

describe('when Slack refuses', () => {
  const journey = useJourney('Socket Mode');

  it.each(['invalid_blocks', 'msg_blocks_too_long', 'only_one_table_allowed'])(
    'blocks with %s, the member still gets the answer as plain text',
    async error => {
      const { slack, ruth, general, answers } = journey();
      slack.interfere(call => (call.args.blocks || call.args.chunks ? { kind: 'refuse', error } : undefined));
      const { message } = await ruth.mention(general, 'what do coders make');
      const found = await answers(general, message.ts);
      const text = found.map(answer => answer.text).join('\n');
      for (const figure of ['$50,250', '$47,180', '$130k']) expect(text).toContain(figure);
      expect(found.flatMap(({ blocks }) => blocks)).toEqual([]);
    },
  );

  it('only the newest blocks, the answer keeps its buttons and sources', async () => {
    const { slack, ruth, general, answers, textOf, labelsOf } = journey();
    const isNew = (call: Call): boolean =>
      /"type":"(table|data_table|data_visualization|rich_text)"/.test(JSON.stringify(call.args));
    slack.interfere(call => (isNew(call) ? { kind: 'refuse', error: 'invalid_blocks' } : undefined));
    const { message } = await ruth.mention(general, 'what do coders make');
    const found = await answers(general, message.ts);
    expect(textOf(found)).toContain('$130k');
    expect(found.flatMap(labelsOf).length).toBeGreaterThan(2);
  });

  it('a status, the answer comes without one', async () => {
    const { slack } = journey();
    slack.interfere(call => (/setStatus/.test(call.method) ? { kind: 'refuse', error: 'not_allowed' } : undefined));
    expect(await ask(journey())).toContain('$50,250');
  });

  it('a picture, the answer comes without one', async () => {
    const { slack } = journey();
    slack.interfere(call => (call.method.startsWith('files.') ? { kind: 'refuse', error: 'internal_error' } : undefined));
    expect(await ask(journey())).toContain('$50,250');
  });

  it('a picture that it still works on, the answer waits for it', async () => {
    const { slack, ruth, general, answers } = journey();
    slack.state.settings.fileReadyMs = 2_000;
    const pictureIn = ({ blocks }: Message): boolean => blocks.some(({ type }) => type === 'image');
    const { message } = await ruth.mention(general, 'what do coders make by level');
    const inThread = await answers(general, message.ts);
    const directly = await ruth.writeDirectly('what does each level pay');
    const streamed = await answers(ruth.direct(), directly.message.ts);
    const refused = slack.calls.filter(call => call.error === 'invalid_blocks').map(call => call.method);
    expect(refused).toContain('chat.postMessage');
    expect([inThread, streamed].map(found => found.filter(pictureIn).length)).toEqual([1, 1]);
    expect([inThread.length, streamed.length]).toEqual([1, 1]);
  });

  it('a picture that someone deleted, the answer comes without one, and the next has it again', async () => {
    const { slack, ruth, general, answers, textOf } = journey();
    const pictures: number[] = [];
    for (const _ of [1, 2, 3]) {
      const { message } = await ruth.mention(general, 'what do coders make by level');
      const found = await answers(general, message.ts);
      expect(textOf(found)).toContain('$130k');
      pictures.push(found.flatMap(({ blocks }) => blocks).filter(({ type }) => type === 'image').length);
      if (pictures.length === 1) slack.state.files.clear();
    }
    expect(pictures).toEqual([1, 0, 1]);
  });

  it('because of its rate limit, the answer waits as long as Slack says, and comes once', async () => {
    const { slack, ruth, general, answers, saidIn, quiet } = journey();
    slack.interfere(first(1, posts, { kind: 'limit', retryAfterSeconds: 2 }));
    const { message } = await ruth.mention(general, 'what is the CPC?');
    await answers(general, message.ts);
    const [limited, done] = slack.callsTo('chat.postMessage').slice(-2);
    expect(limited?.error).toBe('ratelimited');
    expect((done?.at ?? 0) - (limited?.at ?? 0)).toBeGreaterThanOrEqual(1950);
    await quiet();
    expect(saidIn(general, message.ts)).toHaveLength(1);
  });

  it('one channel’s message for now, others are answered meanwhile', async () => {
    const { slack, ruth, sam, newChannel, answers, textOf } = journey();
    const [busy, free] = [newChannel(), newChannel()];
    slack.interfere(first(1, call => posts(call) && call.args.channel === busy.id, { kind: 'limit', retryAfterSeconds: 3 }));
    const { message } = await ruth.mention(busy, 'what is the CPC?');
    const other = await sam.mention(free, 'what is the CCS?');
    expect(textOf(await answers(free, other.message.ts))).toContain('CCS');
    expect(journey().saidIn(busy, message.ts)).toEqual([]);
    await answers(busy, message.ts);
  });

  it('to say whether a message was posted, it is not posted twice', async () => {
    const { slack, ruth, general, answers, saidIn, quiet } = journey();
    slack.interfere(first(1, posts, { kind: 'fail', status: 503, done: true }));
    const { message } = await ruth.mention(general, 'what is the CPC?');
    await answers(general, message.ts);
    await quiet(1500);
    expect(saidIn(general, message.ts).filter(({ blocks }) => blocks.length > 0)).toHaveLength(1);
  });

  it.each([
    ['is_archived', /unarchive/],
    ['not_in_channel', /invite/],
    ['channel_not_found', /invite/],
    ['missing_scope', /chat:write/],
    ['restricted_action', /admin/],
    ['token_revoked', /install/],
    ['account_inactive', /install/],
  ])('with %s, the log names the next step, and it tries no more than a few times', async (error, step) => {
    const { slack, ruth, general, waitFor, logged, quiet, product } = journey();
    const before = slack.calls.length;
    const lines = logged(error).length;
    slack.interfere(() => ({ kind: 'refuse', error }));
    await ruth.mention(general, 'what is the CPC?');
    await waitFor(() => logged(error).length > lines, 'a line in the log');
    await quiet(500);
    expect(slack.calls.length - before).toBeLessThan(12);
    if (error !== 'missing_scope') expect(logged(error).at(-1)).toMatch(step);
    expect(product().runs()).toBe(true);
  });

  it('to let it write in a channel, its member is told alone what to do, and the log has one line of it', async () => {
    const { slack, newMember, newChannel, team, waitFor, textOf, logged, quiet } = journey();
    const [kim, board] = [newMember(), newChannel('closed-board')];
    board.members.delete(team.bot.userId);
    const lines = logged('not_in_channel').length;
    await kim.mention(board, 'what is the CPC?');
    const told = () => team.messages.filter(({ channel }) => channel === kim.direct().id);
    await waitFor(() => told().length > 0, 'word to the member');
    expect(textOf(told())).toMatch(/may not write in that channel\. Please invite me there with \/invite/);
    await quiet();
    // None where the same trouble was told a moment before.
    expect(logged('not_in_channel').length - lines).toBeLessThanOrEqual(1);
    expect(slack.state.violations).toEqual([]);
  });

  it('for want of a scope, the log says which', async () => {
    const { slack, ruth, general, waitFor, logged } = journey();
    slack.team.token.scopes.delete('chat:write');
    const lines = logged('chat:write').length;
    await ruth.mention(general, 'what is the CPC?');
    await waitFor(() => logged('chat:write').length > lines, 'a line that names the scope');
    slack.team.token.scopes.add('chat:write');
    expect(await ask(journey())).toContain('$50,250');
  });

  it('to open a direct message, the home page says so and no more', async () => {
    const { slack, newMember, team, waitFor, quiet, textOf, button, logged } = journey();
    const kim = newMember();
    const home = () => slack.state.views.filter(({ surface, user }) => surface === 'home' && user === kim.id).at(-1);
    await kim.openHome();
    const first = await waitFor(home, 'the home page');
    slack.team.token.scopes.delete('im:write');
    await kim.pressInHome(button({ blocks: first.view.blocks } as Message, /\?$/), first);
    await waitFor(() => logged('im:write').length > 0, 'a line that names the scope');
    await quiet();
    slack.team.token.scopes.add('im:write');
    const text = textOf({ blocks: home()?.view.blocks, text: '', markdown: '' } as unknown as Message);
    expect(text).toMatch(/can’t write to you under Messages/);
    expect(text).not.toMatch(/on its way/);
    expect(team.messages.filter(({ channel }) => channel === kim.direct().id)).toEqual([]);
  });

  it('nothing, it goes on as before', async () => {
    expect(await ask(journey())).toContain('$50,250');
  });
});

describe('when Slack refuses what is answered to a command', () => {
  const journey = useJourney('Socket Mode');
  /** The ways in which a response_url is known to say no. */
  const ways: [how: string, status: number, body: string][] = [
    ['status 200 and JSON', 200, '{"ok":false,"error":"invalid_blocks"}'],
    ['status 200 and plain text', 200, 'invalid_blocks'],
    ['status 400 and JSON', 400, '{"ok":false,"error":"invalid_blocks"}'],
    ['status 400 and plain text', 400, 'invalid_blocks'],
  ];
  const refuseBlocks = (status: number, body: string): void => {
    journey().slack.state.settings.refuseResponse = sent => (sent.blocks ? { status, body } : undefined);
  };

  it.each(ways)('with %s, its member still gets the answer as plain text', async (_how, status, body) => {
    const { newMember, general, toldTo, told, quiet } = journey();
    const kim = newMember();
    refuseBlocks(status, body);
    await kim.command(general, 'what do coders make');
    await told(kim);
    await quiet();
    const text = toldTo(kim)
      .map(message => message.text)
      .join('\n');
    for (const figure of ['$50,250', '$47,180', '$130k']) expect(text).toContain(figure);
    expect(text).not.toMatch(/went wrong/);
  });

  it.each(ways)('with %s, a shared answer goes out as plain text', async (_how, status, body) => {
    const { newMember, newChannel, told, toldTo, button, saidIn, waitFor, quiet } = journey();
    const [kim, board] = [newMember(), newChannel('board', { withBot: false })];
    await kim.command(board, 'compare CPC CCS');
    const answer = await told(kim);
    refuseBlocks(status, body);
    await kim.press(answer, button(answer, 'Share to channel'));
    const shared = await waitFor(() => saidIn(board, undefined)[0], 'the shared answer');
    await quiet();
    expect(shared.text).toContain('AHIMA');
    expect(toldTo(kim).at(-1)?.text).toMatch(/^Shared/);
  });

  it('altogether, the log says so', async () => {
    const { newMember, general, slack, logged, waitFor } = journey();
    slack.state.settings.refuseResponse = () => ({ status: 404, body: '{"ok":false,"error":"expired_url"}' });
    await newMember().command(general, 'what do coders make');
    await waitFor(() => logged('expired_url').length > 0, 'a line that names what Slack said');
  });
});

describe('when the line breaks', () => {
  const journey = useJourney('Socket Mode');

  it('it is back within two seconds of Slack’s wish to reconnect, and answers what came meanwhile', async () => {
    const { slack, ruth, general, answers } = journey();
    const before = slack.sockets.connections();
    const began = Date.now();
    await slack.sockets.refresh();
    const { message } = await ruth.mention(general, 'what is the CPC?');
    expect(Date.now() - began).toBeLessThan(2500);
    expect(slack.sockets.connections()).toBe(before + 1);
    await answers(general, message.ts);
  });

  it('it is back after a line that was cut without a word', async () => {
    const { slack, ruth, general, answers, saidIn, quiet } = journey();
    slack.sockets.cut();
    const { message } = await ruth.mention(general, 'what is the CCS?');
    await answers(general, message.ts);
    await quiet();
    expect(saidIn(general, message.ts)).toHaveLength(1);
  });

  it('it asks again while Slack opens no connection, without hurry', async () => {
    const { slack, ruth, general, answers } = journey();
    const before = slack.handshakes();
    slack.refuseConnections(3);
    slack.sockets.cut();
    const { message } = await ruth.mention(general, 'what is the CIC?');
    await answers(general, message.ts);
    expect(slack.handshakes() - before).toBeLessThan(8);
  });

  it('no answer is lost on a connection that Slack closes just then', async () => {
    const { slack, ruth, general, answers } = journey();
    slack.state.settings.closesKeptConnections = true;
    for (const question of ['what is the CPC?', 'what is the CCS?', 'what do coders make']) {
      const { message } = await ruth.mention(general, question);
      await answers(general, message.ts);
    }
    slack.state.settings.closesKeptConnections = false;
  });

  it('calls that Slack is slow to answer hold up nobody else', async () => {
    const { slack, ruth, sam, newChannel, answers } = journey();
    const [slow, quick] = [newChannel(), newChannel()];
    slack.interfere(call => (call.args.channel === slow.id ? { kind: 'wait', ms: 4000 } : undefined));
    const first = await ruth.mention(slow, 'what is the CPC?');
    for (const { ackMs } of first.deliveries) expect(ackMs[0]).toBeLessThan(1000);
    const { message } = await sam.mention(quick, 'what is the CCS?');
    await answers(quick, message.ts);
    expect(journey().saidIn(slow, first.message.ts)).toEqual([]);
    await answers(slow, first.message.ts);
  });
});

describe('members who ask a great deal', () => {
  const journey = useJourney('Socket Mode', {
    env: { MEMBER_QUESTIONS_PER_HOUR: '2', CHANNEL_QUESTIONS_PER_HOUR: '4', SLACK_REACTION: 'bulb' },
  });
  /** A member who may ask no more within the hour. */
  const tiredMember = async (): Promise<Member> => {
    const { newMember, newChannel, answers } = journey();
    const [kim, channel] = [newMember(), newChannel()];
    for (const question of ['what is the CPC?', 'what is the CCS?']) {
      const { message } = await kim.mention(channel, question);
      await answers(channel, message.ts);
    }
    return kim;
  };

  it('leave a button and an emoji to others, and to themselves later', async () => {
    const { newMember, newChannel, answers, told, toldTo, textOf, saidIn, button, quiet } = journey();
    const [kim, lee, max, channel] = [await tiredMember(), newMember(), newMember(), newChannel()];
    const { message } = await lee.mention(channel, 'what is the CPC?');
    const [answer] = await answers(channel, message.ts);
    if (!answer) throw new Error('there is an answer');
    await kim.press(answer, button(answer, /\?$/));
    expect(textOf(await told(kim))).toMatch(/hour/);
    const emoji = await lee.say(channel, 'what do coders make?');
    await kim.react(channel, emoji.message, 'bulb');
    await quiet();
    expect([saidIn(channel, message.ts), saidIn(channel, emoji.message.ts)].flat()).toEqual([answer]);
    await max.press(answer, button(answer, /\?$/));
    await answers(channel, message.ts, 2);
    await max.react(channel, emoji.message, 'bulb');
    await answers(channel, emoji.message.ts);
    await lee.press(answer, button(answer, /\?$/));
    await quiet();
    expect(saidIn(channel, message.ts)).toHaveLength(2);
    expect(toldTo(kim)).toHaveLength(1);
  });

  it('get one kind line that only they see, and others are answered', async () => {
    const { ruth, sam, general, answers, toldTo, told, saidIn, quiet, textOf } = journey();
    for (const question of ['what is the CPC?', 'what is the CCS?']) {
      const { message } = await ruth.mention(general, question);
      await answers(general, message.ts);
    }
    const third = await ruth.mention(general, 'what is the CIC?');
    expect(textOf(await told(ruth))).toMatch(/hour|minute|later/i);
    const fourth = await ruth.mention(general, 'what is the COC?');
    await quiet();
    expect(toldTo(ruth)).toHaveLength(1);
    for (const { message } of [third, fourth]) expect(saidIn(general, message.ts)).toEqual([]);
    const { message } = await sam.mention(general, 'what is the CIC?');
    await answers(general, message.ts);
  });

  it('from the home page are told there, and no thread is left with nothing in it', async () => {
    const { newMember, slack, team, waitFor, quiet, textOf, button } = journey();
    const kim = newMember();
    const home = () => {
      const shown = slack.state.views.filter(({ surface, user }) => surface === 'home' && user === kim.id).at(-1);
      return shown && { ...shown, text: textOf({ blocks: shown.view.blocks, text: '', markdown: '' } as unknown as Message) };
    };
    await kim.openHome();
    const first = await waitFor(home, 'the home page');
    const ask = async (): Promise<void> => {
      const suggestion = button({ blocks: first.view.blocks } as Message, /\?$/);
      await kim.pressInHome(suggestion, first);
      await quiet();
    };
    const said = () =>
      team.messages.filter(
        ({ channel, author, state }) => channel === kim.direct().id && author === team.bot.userId && state !== 'deleted',
      );
    await ask();
    expect(home()?.text).toMatch(/on its way/);
    await ask();
    await ask();
    expect(home()?.text).toMatch(/more than 2 questions/);
    expect(home()?.text).not.toMatch(/on its way/);
    const before = said().length;
    await ask();
    expect(home()?.text).toMatch(/asked a lot/);
    expect(home()?.text).not.toMatch(/on its way/);
    expect(said()).toHaveLength(before);
  });

  it('a channel has a quota too', async () => {
    const { newMember, newChannel, answers, told, textOf } = journey();
    const channel = newChannel();
    for (let at = 0; at < 4; at++) {
      const { message } = await newMember().mention(channel, 'what is the CPC?');
      await answers(channel, message.ts);
    }
    const late = newMember();
    await late.mention(channel, 'what is the CPC?');
    expect(textOf(await told(late))).toMatch(/place|channel/i);
  });

  it('a question of 40,000 characters is declined kindly', async () => {
    const { newMember, newChannel, general, saidIn, toldTo, waitFor, textOf } = journey();
    const kim = newMember();
    const { message } = await kim.mention(newChannel() ?? general, `what is the CPC? ${'so '.repeat(13_000)}`);
    const shown = () => [...toldTo(kim), ...saidIn(general, message.ts)];
    await waitFor(() => shown().length > 0, 'a word to the member');
    expect(textOf(shown())).toMatch(/long|short/i);
  });
});
