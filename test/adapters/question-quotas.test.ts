import { pino } from 'pino';
import { describe, expect, it, vi } from 'vitest';
import { createQuestionQuotas } from '../../adapters/question-quotas.js';
import { openStores } from '../../src/create-stores.js';
import { incomingOf, keepReply, openInbound } from '../support/inbound.js';
import { createClock } from '../support/open-stores.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';

const folder = useTemporaryFolder();

describe('quotas', () => {
  it('let a member ask so much an hour, tell it once in a kind line, and then keep silent', async () => {
    const { handle } = await openInbound(folder.path(), { limits: { memberPerHour: 3, channelPerHour: 100 } });
    const replies = Array.from({ length: 6 }, () => keepReply());
    const results = [];
    for (const reply of replies) results.push(await handle(incomingOf(), reply));
    expect(results).toEqual(['answered', 'answered', 'answered', 'over_quota', 'over_quota', 'over_quota']);
    expect(replies.flatMap(reply => reply.told)).toEqual([
      'That’s more than 3 questions within the hour, and I keep some time for everyone. Ask me again in about 60 minutes.',
    ]);
    expect(replies[3]?.told).toHaveLength(1);
  });

  it('count each member by themself, and the same name in another community as someone else', async () => {
    const { handle } = await openInbound(folder.path(), { limits: { memberPerHour: 1, channelPerHour: 100 } });
    expect(await handle(incomingOf(), keepReply())).toBe('answered');
    expect(await handle(incomingOf({ member: 'U2' }), keepReply())).toBe('answered');
    expect(await handle(incomingOf({ community: 'slack:T2' }), keepReply())).toBe('answered');
    expect(await handle(incomingOf({ channel: 'C2', conversation: 'thread-9' }), keepReply())).toBe('over_quota');
  });

  it('let a channel take so much an hour, and tell each of its members once', async () => {
    const { handle } = await openInbound(folder.path(), { limits: { memberPerHour: 100, channelPerHour: 2 } });
    const ask = async (member: string, channel = 'C1') => {
      const reply = keepReply();
      return [await handle(incomingOf({ member, channel }), reply), reply.told.length];
    };
    expect(await ask('U1')).toEqual(['answered', 0]);
    expect(await ask('U2')).toEqual(['answered', 0]);
    expect(await ask('U1')).toEqual(['over_quota', 1]);
    expect(await ask('U3')).toEqual(['over_quota', 1]);
    expect(await ask('U1')).toEqual(['over_quota', 0]);
    expect(await ask('U1', 'C2')).toEqual(['answered', 0]);
  });

  it('do not count a redelivery, and a redelivery of what was turned away is not told again', async () => {
    const { handle } = await openInbound(folder.path(), { limits: { memberPerHour: 2, channelPerHour: 100 } });
    const [first, second, third] = [incomingOf(), incomingOf(), incomingOf()];
    for (const incoming of [first, first, first, second]) await handle(incoming, keepReply());
    const [reply, again] = [keepReply(), keepReply()];
    expect(await handle(third, reply)).toBe('over_quota');
    expect(await handle(third, again)).toBe('duplicate');
    expect([reply.told.length, again.told.length]).toEqual([1, 0]);
  });

  it('are a community’s own where it set them', async () => {
    const quotas = createQuestionQuotas({ memberPerHour: 100, channelPerHour: 100 });
    const strict = incomingOf({ quotas: { memberPerHour: 1 } });
    expect(await quotas.count(strict)).toEqual({ over: false });
    expect(await quotas.count(strict)).toMatchObject({
      over: true,
      sentence: expect.stringContaining('more than 1 question within'),
    });
    expect(await quotas.count(incomingOf({ community: 'slack:T2' }))).toEqual({ over: false });
  });

  it('hold nobody longer than an hour when the clock was put back, over a restart too', async () => {
    const clock = createClock();
    const dataDir = folder.path();
    const begin = async () => {
      const stores = await openStores({ dataDir, encryptionKey: undefined }, clock);
      const kept = { store: stores.quotas, log: pino({ level: 'silent' }) };
      return { quotas: createQuestionQuotas({ memberPerHour: 1, channelPerHour: 100, kept }), close: stores.close };
    };
    const first = await begin();
    await first.quotas.count(incomingOf());
    expect(await first.quotas.count(incomingOf())).toMatchObject({ over: true, sentence: expect.any(String) });
    await first.close();
    clock.forward(-24 * 60 * 60_000);
    const { quotas, close } = await begin();
    expect(await quotas.count(incomingOf())).toEqual({ over: false });
    // It is counted by the new time, and told anew.
    expect(await quotas.count(incomingOf())).toMatchObject({ sentence: expect.stringMatching(/again in about 60 minutes\.$/) });
    clock.forward(60 * 60_000);
    expect(await quotas.count(incomingOf())).toEqual({ over: false });
    await close();
  });

  it('begin anew after an hour, and say how long that is', async () => {
    vi.useFakeTimers({ now: 1_000_000 });
    try {
      const quotas = createQuestionQuotas({ memberPerHour: 1, channelPerHour: 100 });
      await quotas.count(incomingOf());
      vi.advanceTimersByTime(50 * 60_000);
      expect(await quotas.count(incomingOf())).toMatchObject({ sentence: expect.stringMatching(/again in about 10 minutes\.$/) });
      vi.advanceTimersByTime(10 * 60_000 + 1);
      expect(await quotas.count(incomingOf())).toEqual({ over: false });
      // A new hour: what is over is told once more.
      vi.advanceTimersByTime(59.5 * 60_000);
      expect(await quotas.count(incomingOf())).toMatchObject({ sentence: expect.stringMatching(/again in a minute\.$/) });
    } finally {
      vi.useRealTimers();
    }
  });
});
