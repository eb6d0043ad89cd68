import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Settled } from '../../adapters/incoming.js';
import { NextRungError } from '../../src/domain/errors.js';
import { incomingOf, keepReply, openInbound } from '../support/inbound.js';
import { answerOf, createScriptedCoach, textOf } from '../support/scripted-coach.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';

const folder = useTemporaryFolder();

/** Something a test lets happen when it wants to. */
const gate = () => {
  let open = (): void => undefined;
  const opened = new Promise<void>(resolve => {
    open = resolve;
  });
  return { open, opened };
};

describe('a question that comes in', () => {
  it('is answered: its turn is shown, then verified pieces, then the whole answer with the id it is kept under', async () => {
    const inbound = await openInbound(folder.path());
    const reply = keepReply();
    expect(await inbound.handle(incomingOf(), reply)).toBe('answered');
    expect(reply.begun).toHaveLength(1);
    expect(reply.events).toEqual(['status', 'piece']);
    expect(reply.shown.map(({ answer }) => textOf(answer))).toEqual(['re: what does a coder earn?']);
    const kept = await inbound.stores.conversations.findAnswer('slack:T1', reply.shown[0]?.id ?? '');
    expect(kept).toMatchObject({ member: 'U1', conversation: 'thread-1', question: 'what does a coder earn?' });
    expect(reply.told).toEqual([]);
  });

  it('is thought about while a slow status is shown, and nothing is shown before that', async () => {
    const slow = gate();
    const coach = createScriptedCoach();
    const { handle } = await openInbound(folder.path(), { coach });
    const [quiet, streaming] = [keepReply({ begin: () => slow.opened }), keepReply({ begin: () => slow.opened })];
    const { onEvent: _, ...withoutEvents } = quiet;
    const results = [handle(incomingOf(), withoutEvents), handle(incomingOf({ conversation: 'thread-2' }), streaming)];
    while (coach.asked.length === 0) await sleep(5);
    await sleep(30);
    expect([quiet.shown, streaming.shown, streaming.events]).toEqual([[], [], []]);
    slow.open();
    expect(await Promise.all(results)).toEqual(['answered', 'answered']);
    expect([quiet.shown.length, streaming.shown.length, streaming.events]).toEqual([1, 1, ['status', 'piece']]);
  });

  it('comes with the last turns of its conversation, oldest first, and of no other', async () => {
    const coach = createScriptedCoach();
    const { handle } = await openInbound(folder.path(), { coach });
    for (let at = 0; at < 6; at++) await handle(incomingOf({ text: `question ${at}` }), keepReply());
    await handle(incomingOf({ text: 'elsewhere', conversation: 'thread-2' }), keepReply());
    await handle(incomingOf({ text: 'elsewhere', community: 'slack:T2' }), keepReply());
    expect(coach.asked[0]?.history).toEqual([]);
    expect(coach.asked[5]?.history.map(turn => turn.content)).toEqual(
      [1, 2, 3, 4].flatMap(at => [`question ${at}`, `re: question ${at}`]),
    );
    expect(coach.asked.slice(6).map(question => question.history)).toEqual([[], []]);
  });

  it('leans on a private answer only when the same member asks, and what others see never does', async () => {
    const coach = createScriptedCoach();
    const { handle } = await openInbound(folder.path(), { coach });
    await handle(incomingOf({ text: 'my pay?', isPrivate: true }), keepReply());
    await handle(incomingOf({ text: 'and theirs?', member: 'U2' }), keepReply());
    await handle(incomingOf({ text: 'and mine?', isPrivate: true }), keepReply());
    await handle(incomingOf({ text: 'and ours?' }), keepReply());
    expect(coach.asked[1]?.history).toEqual([]);
    expect(coach.asked[3]?.history.map(turn => turn.content)).toEqual(['and theirs?', 're: and theirs?']);
    expect(coach.asked[2]?.history.map(turn => turn.content)).toEqual([
      'my pay?',
      're: my pay?',
      'and theirs?',
      're: and theirs?',
    ]);
  });

  it('leaves no words behind when it was declined, and later questions do not lean on it', async () => {
    const coach = createScriptedCoach(async question =>
      question.text.includes('pt Maria') ? answerOf('That looks like patient information.', 'declined') : undefined,
    );
    const { handle, stores, logged } = await openInbound(folder.path('declined'), { coach });
    const reply = keepReply();
    const text = 'pt Maria Lopez dob 3/4/61 was denied';
    expect(await handle(incomingOf({ text }), reply)).toBe('answered');
    await handle(incomingOf({ text: 'and now?' }), keepReply());
    expect(coach.asked[1]?.history).toEqual([]);
    expect(await stores.conversations.findAnswer('slack:T1', reply.shown[0]?.id ?? '')).toMatchObject({ question: '' });
    await stores.close();
    const { readFileSync } = await import('node:fs');
    expect(readFileSync(folder.path('declined/community.sqlite'), 'latin1')).not.toContain('Maria');
    expect(logged.join('')).not.toContain('Maria');
  });

  it('is told kindly when it cannot be read, and is not asked of the coach', async () => {
    const coach = createScriptedCoach();
    const { handle } = await openInbound(folder.path(), { coach });
    const replies = await Promise.all(
      ['', '  ...  ', 'x'.repeat(9_000), '\u0000\u0001\u0002 a \u0003\u0004'].map(async text => {
        const reply = keepReply();
        expect(await handle(incomingOf({ text }), reply)).toBe('unreadable');
        return reply;
      }),
    );
    for (const reply of replies) expect(reply.told).toHaveLength(1);
    expect(coach.asked).toEqual([]);
  });

  it('never shows its words in the log, whatever happens to it', async () => {
    const secret = 'zebrafish';
    const coach = createScriptedCoach(async ({ text }) => {
      if (text.includes('fail')) throw new Error('the coach broke');
      return undefined;
    });
    const { handle, logged } = await openInbound(folder.path(), { coach });
    await handle(incomingOf({ text: `${secret} ok` }), keepReply());
    await handle(incomingOf({ text: `${secret} fail` }), keepReply());
    await handle(incomingOf({ text: secret.repeat(2_000) }), keepReply());
    await handle(incomingOf({ text: `${secret} unshown` }), keepReply({ show: () => Promise.reject(new Error('no channel')) }));
    expect(logged.length).toBeGreaterThanOrEqual(4);
    expect(logged.join('')).not.toContain(secret);
    expect(logged.join('')).toContain('the coach broke');
    expect(logged.join('')).toContain('no channel');
  });
});

describe('what fails', () => {
  it('is told to the member in a kind sentence and to the log with its cause, and the conversation goes on', async () => {
    const coach = createScriptedCoach(async ({ text }) => {
      if (text === 'known')
        throw new NextRungError('embedder_failed', 'ENOENT /model: install it again', { memberSentence: 'I need a moment.' });
      if (text === 'unknown') throw new TypeError('x is not a function');
      return undefined;
    });
    const { handle, logged } = await openInbound(folder.path(), { coach });
    const [known, unknown, fine] = [keepReply(), keepReply(), keepReply()];
    const results = await Promise.all([
      handle(incomingOf({ text: 'known' }), known),
      handle(incomingOf({ text: 'unknown' }), unknown),
      handle(incomingOf({ text: 'fine' }), fine),
    ]);
    expect(results).toEqual(['failed', 'failed', 'answered']);
    expect(known.told).toEqual(['I need a moment.']);
    expect(unknown.told).toEqual(['Something went wrong on my side. Please ask again in a minute.']);
    expect(unknown.told.join()).not.toContain('function');
    expect(logged.join('')).toContain('ENOENT /model');
    expect(fine.shown).toHaveLength(1);
  });

  it('of what is shown besides does not keep the answer from the member', async () => {
    const { handle, logged } = await openInbound(folder.path());
    const broken = () => Promise.reject(new Error('status refused'));
    const reply = keepReply({ begin: broken, onEvent: broken });
    expect(await handle(incomingOf(), reply)).toBe('answered');
    expect(reply.shown).toHaveLength(1);
    expect(logged.filter(line => line.includes('status refused'))).toHaveLength(3);
  });

  it('never rejects, even when nothing can be shown or told and the stores are gone', async () => {
    const { handle, stores } = await openInbound(folder.path());
    const broken = () => Promise.reject(new Error('gone'));
    expect(await handle(incomingOf(), keepReply({ show: broken, tell: broken }))).toBe('failed');
    await stores.close();
    expect(await handle(incomingOf(), keepReply({ show: broken, tell: broken }))).toBe('failed');
  });

  it('to keep an answer is logged, and the member has the answer all the same', async () => {
    const inbound = await openInbound(folder.path(), {
      conversations: {
        recentTurns: async () => [],
        turnsSince: async () => [],
        remember: () => Promise.reject(new Error('the disk is full')),
      },
    });
    const reply = keepReply();
    expect(await inbound.handle(incomingOf(), reply)).toBe('answered');
    expect(reply.shown).toHaveLength(1);
    expect(inbound.logged.join('')).toContain('the disk is full');
  });
});

describe('a store that cannot write', () => {
  const full = () => Promise.reject(new Error('database or disk is full'));

  it('keeps no answer from the member, and the message is still answered once', async () => {
    const deliveries = { take: full, sending: full, done: full, release: full };
    const { handle, logged } = await openInbound(folder.path(), {
      deliveries,
      conversations: { recentTurns: async () => [], turnsSince: async () => [], remember: full },
    });
    const asked = incomingOf();
    const replies = [keepReply(), keepReply(), keepReply()];
    const [first, second] = await Promise.all(replies.slice(0, 2).map(reply => handle(asked, reply)));
    const third = await handle({ ...asked, deliveryKeys: [...asked.deliveryKeys, 'another name'] }, replies[2] ?? keepReply());
    expect([first, second, third]).toEqual(['answered', 'duplicate', 'duplicate']);
    expect(replies.map(({ shown }) => shown.length)).toEqual([1, 0, 0]);
    expect(logged.join('')).toMatch(/disk is full/);
  });

  it('keeps no word from the member when there is no answer', async () => {
    const deliveries = { take: async () => 'fresh' as const, sending: full, done: full, release: full };
    const coach = createScriptedCoach(() => Promise.reject(new Error('the coach broke')));
    const { handle } = await openInbound(folder.path(), { deliveries, coach });
    const reply = keepReply();
    expect(await handle(incomingOf(), reply)).toBe('failed');
    expect(reply.told).toEqual(['Something went wrong on my side. Please ask again in a minute.']);
  });
});

describe('a question that comes after others that have no place yet', () => {
  it('is taken at once, and answered behind them', async () => {
    let placed = (): void => undefined;
    const after = new Promise<void>(resolve => {
      placed = resolve;
    });
    const coach = createScriptedCoach();
    const { handle } = await openInbound(folder.path(), { coach });
    const late = [incomingOf({ text: 'second', after }), incomingOf({ text: 'third', after })];
    const answered = late.map(one => handle(one, keepReply()));
    expect(await handle(late[0] ?? incomingOf(), keepReply())).toBe('duplicate');
    const earlier = handle(incomingOf({ text: 'first' }), keepReply());
    placed();
    expect(await Promise.all([earlier, ...answered])).toEqual(['answered', 'answered', 'answered']);
    expect(coach.asked.map(({ text }) => text)).toEqual(['first', 'second', 'third']);
  });
});

describe('what a hand can ask again', () => {
  it('may, after a failure and after a full quota, but not after an answer', async () => {
    let broken = true;
    const coach = createScriptedCoach(async () => {
      if (broken) throw new Error('the coach broke');
      return undefined;
    });
    const { handle } = await openInbound(folder.path(), { coach, limits: { memberPerHour: 1, channelPerHour: 100 } });
    const press = incomingOf({ canAskAgain: true });
    expect(await handle(press, keepReply())).toBe('failed');
    for (const _ of [1, 2]) expect(await handle(press, keepReply())).toBe('over_quota');
    broken = false;
    expect(await handle({ ...press, member: 'U2' }, keepReply())).toBe('answered');
    expect(await handle({ ...press, member: 'U3' }, keepReply())).toBe('duplicate');
  });

  it('is not asked again once a piece of its answer was shown, nor is a message at all', async () => {
    const { handle } = await openInbound(folder.path());
    const broken = { show: () => Promise.reject(new Error('no channel')) };
    const press = incomingOf({ canAskAgain: true });
    expect(await handle(press, keepReply(broken))).toBe('failed');
    expect(await handle(press, keepReply())).toBe('duplicate');
    const { handle: withQuota } = await openInbound(folder.path(), { limits: { memberPerHour: 0, channelPerHour: 100 } });
    const message = incomingOf();
    expect(await withQuota(message, keepReply())).toBe('over_quota');
    expect(await withQuota({ ...message, member: 'U2' }, keepReply())).toBe('duplicate');
  });
});

describe('order', () => {
  it('is kept within a conversation, whatever takes long, and conversations do not wait for each other', async () => {
    const slow = gate();
    const coach = createScriptedCoach(async ({ text }) => {
      if (text === 'slow') await slow.opened;
      return undefined;
    });
    const { handle } = await openInbound(folder.path(), { coach });
    const shown: string[] = [];
    const reply = (name: string) => keepReply({ show: async () => void shown.push(name) });
    const first = [
      handle(incomingOf({ text: 'slow' }), reply('a1')),
      handle(incomingOf({ text: 'quick' }), reply('a2')),
      handle(incomingOf({ text: 'quick' }), reply('a3')),
    ];
    await handle(incomingOf({ conversation: 'thread-2' }), reply('b1'));
    expect(shown).toEqual(['b1']);
    slow.open();
    await Promise.all(first);
    expect(shown).toEqual(['b1', 'a1', 'a2', 'a3']);
  });

  it('lets only so many answers be written at once, and turns away what is too much to hold', async () => {
    const slow = gate();
    const coach = createScriptedCoach(async () => {
      await slow.opened;
      return undefined;
    });
    const { handle } = await openInbound(folder.path(), { coach, atOnce: 3, mostWaiting: 10 });
    const replies = Array.from({ length: 14 }, () => keepReply());
    const results = replies.map((reply, at) => handle(incomingOf({ conversation: `thread-${at}` }), reply));
    expect(await results[13]).toBe('over_quota');
    expect(replies[13]?.told).toEqual(['A lot of questions came in at once. Please ask again in a minute.']);
    slow.open();
    await Promise.all(results);
    expect(coach.mostAtOnce()).toBe(3);
    expect(replies.filter(reply => reply.shown.length === 1).length).toBe(10);
  });
});

describe('an answer under way', () => {
  it('stops when a member asks, in silence, and is not given again', async () => {
    const never = gate();
    const coach = createScriptedCoach(async ({ text }) => {
      if (text === 'long') await never.opened;
      return undefined;
    });
    const { handle, stop } = await openInbound(folder.path(), { coach });
    const [long, after] = [keepReply(), keepReply()];
    const asked = incomingOf({ text: 'long' });
    const results = [handle(asked, long), handle(incomingOf({ text: 'after' }), after)];
    while (coach.asked.length === 0) await sleep(5);
    expect(stop('slack:T1', 'another thread')).toBe(false);
    expect(stop('slack:T2', 'thread-1')).toBe(false);
    expect(stop('slack:T1', 'thread-1')).toBe(true);
    expect(await Promise.all(results)).toEqual(['stopped', 'answered']);
    expect([long.shown, long.told]).toEqual([[], []]);
    expect(await handle(asked, keepReply())).toBe('duplicate');
    expect(stop('slack:T1', 'thread-1')).toBe(false);
  });

  it('is finished when the process is to end, and what comes after is asked to come back', async () => {
    const slow = gate();
    const coach = createScriptedCoach(async () => {
      await slow.opened;
      return undefined;
    });
    const { handle, drain } = await openInbound(folder.path(), { coach });
    const [reply, late] = [keepReply(), keepReply()];
    const asked = handle(incomingOf(), reply);
    const drained = drain(5_000);
    expect(await handle(incomingOf({ conversation: 'thread-2' }), late)).toBe('restarting');
    expect(late.told).toEqual(['I’m being restarted just now. Please ask again in a minute.']);
    slow.open();
    await drained;
    expect(await asked).toBe('answered');
    expect(reply.shown).toHaveLength(1);
  });

  it('is stopped when the deadline of the end has passed, with all that wait behind it, each told', async () => {
    const coach = createScriptedCoach(() => new Promise(() => undefined));
    const { handle, drain } = await openInbound(folder.path(), { coach });
    const replies = Array.from({ length: 6 }, () => keepReply());
    const results = replies.map((reply, at) => handle(incomingOf({ conversation: `thread-${at % 2}` }), reply));
    while (coach.asked.length < 2) await sleep(5);
    const began = performance.now();
    await drain(200);
    expect(performance.now() - began).toBeLessThan(1_500);
    expect(await Promise.all(results)).toEqual(Array.from({ length: 6 }, () => 'restarting'));
    for (const reply of replies) expect(reply.told).toEqual(['I’m being restarted just now. Please ask again in a minute.']);
  });
});

describe('those who count', () => {
  it('are told what became of each question, without its words', async () => {
    const settled: Settled[] = [];
    const { handle, onSettled } = await openInbound(folder.path());
    onSettled(one => settled.push(one));
    const asked = incomingOf();
    await handle(asked, keepReply());
    await handle(asked, keepReply());
    expect(settled.map(({ community, result, answer }) => ({ community, result, answer }))).toEqual([
      { community: 'slack:T1', result: 'answered', answer: { outcome: 'answered', writer: 'extractive' } },
      { community: 'slack:T1', result: 'duplicate', answer: undefined },
    ]);
    expect(JSON.stringify(settled)).not.toContain('earn');
  });
});
