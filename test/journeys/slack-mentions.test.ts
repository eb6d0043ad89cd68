import { describe, expect, it } from 'vitest';
import { useJourney } from '../support/slack/journey.js';

/* The coach in a workspace's channels: whom it answers, where, and when it keeps still. */

describe('the coach in channels', () => {
  const journey = useJourney('Socket Mode', { env: { SLACK_REACTION: 'bulb' } });

  it('answers a mention in its thread, once, though Slack tells of it twice', async () => {
    const { ruth, general, answers, saidIn, textOf, quiet, slack } = journey();
    const { message, deliveries } = await ruth.mention(general, 'what do coders make');
    const [answer] = await answers(general, message.ts);
    expect(textOf(answer ?? [])).toContain('$50,250');
    await quiet();
    expect(saidIn(general, message.ts)).toHaveLength(1);
    expect(saidIn(general, undefined)).toEqual([]);
    for (const { ackMs } of deliveries) expect(ackMs).toEqual([expect.any(Number)]);
    expect(slack.calls.filter(call => call.method.startsWith('chat.') && call.token !== slack.team.token.value)).toEqual([]);
  });

  it('answers each message once, whether it comes again with the same id, with a new one, or both at once', async () => {
    const { slack, team, ruth, general, answers, saidIn, quiet } = journey();
    const { message, deliveries } = await ruth.mention(general, 'what is the CPC?');
    const [mention, plain] = deliveries.map(({ payload }) => payload);
    if (!mention || !plain) throw new Error('a mention is delivered twice');
    const again = (payload: object, id?: string) =>
      slack.deliver('events_api', { ...payload, ...(id ? { event_id: id } : {}) }, { attempt: 1 });
    await Promise.all([again(mention), again(mention, 'EvNEW1'), again(plain, 'EvNEW2')]);
    await answers(general, message.ts);
    await Promise.all([again(mention), again(mention, 'EvNEW3'), again(plain, 'EvNEW4')]);
    await quiet();
    expect(saidIn(general, message.ts)).toHaveLength(1);
    expect(team.messages.filter(({ thread, author }) => thread === message.ts && author === team.bot.userId)).toHaveLength(1);
  });

  it('follows up in the thread without a mention, and knows what was said', async () => {
    const { ruth, general, answers, textOf } = journey();
    const { message } = await ruth.mention(general, 'what is the best first credential for outpatient work?');
    const [first] = await answers(general, message.ts);
    expect(textOf(first ?? [])).toContain('CPC');
    await ruth.say(general, 'and for inpatient?', { thread: message.ts });
    const second = (await answers(general, message.ts, 2))[1];
    expect(textOf(second ?? [])).toContain('CCS');
  });

  it('says what a follow-up leaned on, and asks it on its own when that is pressed', async () => {
    const { ruth, general, answers, textOf, labelsOf, button } = journey();
    const { message } = await ruth.mention(general, 'what does a coding manager make?');
    await answers(general, message.ts);
    await ruth.say(general, 'and a director?', { thread: message.ts });
    const [, second] = await answers(general, message.ts, 2);
    if (!second) throw new Error('no second answer');
    expect(textOf(second)).toContain('130');
    expect(textOf(second)).toContain('Following up on: what does a coding manager make?');
    expect(labelsOf(second)).toContain('Ask it on its own');
    await ruth.press(second, button(second, 'Ask it on its own'));
    const [, , third] = await answers(general, message.ts, 3);
    expect(textOf(third ?? [])).not.toContain('Following up on');
  });

  it('says nothing to thanks and asides in a thread, and a few words when it is called', async () => {
    const { ruth, newChannel, answers, saidIn, textOf, quiet } = journey();
    const room = newChannel();
    const { message } = await ruth.mention(room, 'what is the CCS?');
    await answers(room, message.ts);
    for (const text of ['thanks!', 'ok thx that helps', 'good to know']) await ruth.say(room, text, { thread: message.ts });
    await quiet();
    expect(saidIn(room, message.ts)).toHaveLength(1);
    await ruth.mention(room, 'thank you!', { thread: message.ts });
    const [, thanked] = await answers(room, message.ts, 2);
    expect(textOf(thanked ?? []).split(/\s+/).length).toBeLessThan(8);
  });

  it('tells somebody who may be in danger where to turn, and nobody else', async () => {
    const { ruth, newChannel, saidIn, told, textOf, quiet, labelsOf } = journey();
    const room = newChannel();
    const { message } = await ruth.mention(
      room,
      'i failed again and i dont want to be alive anymore. been thinking about ending my life',
    );
    const word = await told(ruth);
    expect(textOf(word)).toContain('988');
    expect(labelsOf(word)).toEqual([]);
    await quiet();
    expect(saidIn(room, message.ts)).toEqual([]);
  });

  it('follows up on a reply that is also sent to the channel, once', async () => {
    const { ruth, general, answers, saidIn, quiet } = journey();
    const { message } = await ruth.mention(general, 'what is the best first credential for outpatient work?');
    await answers(general, message.ts);
    const { ts, text } = ruth.write(general, 'and for inpatient?', { thread: message.ts });
    await ruth.send('thread-reply', general, {
      subtype: 'thread_broadcast',
      ts,
      event_ts: ts,
      text,
      thread_ts: message.ts,
      root: { type: 'message', user: ruth.id, ts: message.ts, text: message.text, thread_ts: message.ts, reply_count: 2 },
    });
    await answers(general, message.ts, 2);
    await quiet();
    expect(saidIn(general, undefined)).toEqual([]);
    expect(saidIn(general, message.ts)).toHaveLength(2);
  });

  it('answers others in the thread when they mention it, and keeps still when they do not', async () => {
    const { ruth, sam, general, answers, saidIn, quiet } = journey();
    const { message } = await ruth.mention(general, 'what is the CCS?');
    await answers(general, message.ts);
    await sam.mention(general, 'what does a coding auditor do?', { thread: message.ts });
    await answers(general, message.ts, 2);
    await sam.say(general, 'thanks, and how long does that take?', { thread: message.ts });
    await quiet();
    expect(saidIn(general, message.ts)).toHaveLength(2);
  });

  it('falls silent when the thread goes on among members, until it is called again', async () => {
    const { ruth, sam, general, answers, saidIn, quiet } = journey();
    const { message } = await ruth.mention(general, 'what does a CDI specialist do?');
    await answers(general, message.ts);
    await sam.say(general, 'I did that for a year. Happy to talk.', { thread: message.ts });
    await ruth.say(general, 'oh nice, how much did you make?', { thread: message.ts });
    await ruth.say(general, `<@${sam.id}> can I call you tonight?`, { thread: message.ts });
    await quiet();
    expect(saidIn(general, message.ts)).toHaveLength(1);
    await ruth.mention(general, 'what does a coding auditor do?', { thread: message.ts });
    await answers(general, message.ts, 2);
  });

  it('stays silent there though Slack sends the call again', async () => {
    const { slack, ruth, sam, general, answers, saidIn, quiet } = journey();
    const { message, deliveries } = await ruth.mention(general, 'what does a CDI specialist do?');
    await answers(general, message.ts);
    await sam.say(general, 'I did that for a year. Happy to talk.', { thread: message.ts });
    await slack.deliver('events_api', { ...deliveries[0]?.payload, event_id: `Ev${message.ts}` }, { attempt: 1 });
    await ruth.say(general, 'oh nice, how much did you make?', { thread: message.ts });
    await quiet();
    expect(saidIn(general, message.ts)).toHaveLength(1);
  });

  it('keeps still when the asker turns to another member in the thread', async () => {
    const { ruth, sam, general, answers, saidIn, quiet } = journey();
    const { message } = await ruth.mention(general, 'what does a coding manager do?');
    await answers(general, message.ts);
    await ruth.say(general, `<@${sam.id}> what do you think?`, { thread: message.ts });
    await quiet();
    expect(saidIn(general, message.ts)).toHaveLength(1);
  });

  it('keeps still about messages, joins, edits, deletions, and what it or another bot says', async () => {
    const { ruth, team, general, quiet, slack, answers } = journey();
    const { message } = await ruth.mention(general, 'what is the CPC?');
    await answers(general, message.ts);
    const before = team.messages.length;
    const ts = { ts: message.ts };
    await ruth.say(general, 'what do coders make?');
    await ruth.send('channel-join', general);
    await ruth.send('message-changed', general, { message: ts, previous_message: ts });
    await ruth.send('message-deleted', general, { previous_message: ts, deleted_ts: message.ts });
    await ruth.send('bot-message', general, { ts: '1764000001.000100' });
    await ruth.send('classic-bot-message', general, { ts: '1764000001.000200' });
    await ruth.send('own-message', general, { ts: '1764000001.000300', thread_ts: message.ts });
    await quiet();
    // Only Ruth's own message came.
    expect(team.messages.length - before).toBe(1);
    expect(slack.state.violations).toEqual([]);
  });

  it('takes events that it did not ask for without a word', async () => {
    const { ruth, general, team, quiet, slack, logged } = journey();
    const before = [team.messages.length, slack.calls.length];
    for (const scenario of ['app-context-changed', 'channel-archive', 'member-left-channel', 'app-rate-limited'])
      expect((await ruth.send(scenario, general)).attempts).toBe(1);
    await quiet();
    expect([team.messages.length, slack.calls.length]).toEqual(before);
    expect(logged('"level":50')).toEqual([]);
  });

  it('does not answer another bot that mentions it', async () => {
    const { ruth, general, team, quiet } = journey();
    const before = team.messages.length;
    const event = { ts: '1764000002.000100', event_ts: '1764000002.000100', type: 'app_mention', channel_type: undefined };
    await ruth.send('bot-message', general, event);
    await quiet();
    expect(team.messages.length).toBe(before);
  });

  it('reads a mention whose words stand in its blocks alone', async () => {
    const { ruth, general, answers, textOf } = journey();
    const { ts } = ruth.write(general, '');
    await ruth.send('blocks-without-text', general, { ts, event_ts: ts });
    expect(textOf(await answers(general, ts))).toContain('$50,250');
  });

  it('answers a mention without a question with one message', async () => {
    const { newMember, general, saidIn, toldTo, waitFor, quiet } = journey();
    const kim = newMember();
    const { message } = await kim.mention(general, '');
    const shown = () => [...saidIn(general, message.ts), ...toldTo(kim)];
    await waitFor(() => shown().length > 0, 'a word to the member');
    await quiet();
    expect(shown()).toHaveLength(1);
  });

  it('keeps the order of questions in a thread, and answers other threads meanwhile', async () => {
    const { ruth, sam, general, answers, textOf } = journey();
    const { message } = await ruth.mention(general, 'what is the CPC?');
    await Promise.all([
      ruth.mention(general, 'what does a coding auditor do?', { thread: message.ts }),
      ruth.mention(general, 'what does a CDI specialist do?', { thread: message.ts }),
      ruth.mention(general, 'what is the CCS?', { thread: message.ts }),
    ]);
    const other = await sam.mention(general, 'what is the CIC?');
    // Each answer begins with what was asked about.
    const words = ['CPC', 'auditor', 'CDI', 'CCS'];
    const firstWordOf = (text: string): string | undefined =>
      words.filter(word => text.includes(word)).toSorted((a, b) => text.indexOf(a) - text.indexOf(b))[0];
    expect((await answers(general, message.ts, 4)).map(answer => firstWordOf(textOf(answer)))).toEqual(words);
    expect(textOf(await answers(general, other.message.ts))).toContain('CIC');
  });

  it('answers in a thread that it was called into, and keeps to it', async () => {
    const { ruth, sam, general, answers, saidIn } = journey();
    const { message } = await sam.say(general, 'anyone here who knows the CPC?');
    await ruth.mention(general, 'what is the CPC?', { thread: message.ts });
    await answers(general, message.ts);
    expect(saidIn(general, undefined)).toEqual([]);
  });

  it('answers in a private channel and in a group of members too', async () => {
    const { ruth, newChannel, answers, textOf } = journey();
    for (const kind of ['private', 'mpim'] as const) {
      const channel = newChannel(kind, { kind });
      const { message } = await ruth.mention(channel, 'what do coders make');
      expect(textOf(await answers(channel, message.ts))).toContain('$50,250');
    }
  });

  it('is summoned by the emoji that was set, once per message, whoever adds it and however often', async () => {
    const { ruth, sam, general, answers, textOf, saidIn, quiet } = journey();
    const { message } = await ruth.say(general, 'what do coders make?');
    await sam.react(general, message, 'thumbsup');
    await quiet();
    expect(saidIn(general, message.ts)).toEqual([]);
    await sam.react(general, message, 'bulb');
    expect(textOf(await answers(general, message.ts))).toContain('$50,250');
    await ruth.react(general, message, 'bulb');
    await sam.react(general, message, 'bulb');
    await sam.react(general, message, 'bulb::skin-tone-3');
    await quiet();
    expect(saidIn(general, message.ts)).toHaveLength(1);
  });

  it('is summoned by the emoji in any tone of skin', async () => {
    const { ruth, sam, general, answers } = journey();
    const { message } = await ruth.say(general, 'what do coders make?');
    await sam.react(general, message, 'bulb::skin-tone-3');
    await answers(general, message.ts);
  });

  it('finds a message in a thread by the emoji on it, and leaves its own messages alone', async () => {
    const { ruth, sam, general, answers, saidIn, quiet } = journey();
    const { message } = await ruth.say(general, 'a question below');
    const reply = (await ruth.say(general, 'what is the CPC?', { thread: message.ts })).message;
    await sam.react(general, reply, 'bulb');
    const [answer] = await answers(general, message.ts);
    if (answer) await sam.react(general, answer, 'bulb');
    await quiet();
    expect(saidIn(general, message.ts)).toHaveLength(1);
  });
});
