import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OpenedStores } from '../../src/create-stores.js';
import { forAllAsync } from '../support/for-all.js';
import { citedAnswer, createClock, storeBackends } from '../support/open-stores.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';

const folder = useTemporaryFolder();

const remember = (stores: OpenedStores, community: string, conversation: string, member: string, question = 'a question') =>
  stores.conversations.remember({ community, conversation }, { member, question, answer: citedAnswer(), isPrivate: false });

describe.each(storeBackends)('people’s data in $name', ({ open }) => {
  it('is deleted for one member, all of it, and no one else’s', async () => {
    const stores = await open(folder.path());
    const own = await remember(stores, 'c', 'thread-1', 'U1');
    const others = await remember(stores, 'c', 'thread-1', 'U2');
    const elsewhere = await remember(stores, 'd', 'thread-1', 'U1');
    const say = (community: string, answerId: string, member: string) =>
      stores.feedback.save({ community, answerId, member, helpful: true });
    for (const member of ['U1', 'U2']) await say('c', others, member);
    await say('c', own, 'U2');
    await say('d', elsewhere, 'U1');

    expect(await stores.memberData.forgetMember('c', 'U1')).toEqual({ conversations: 1, answers: 1, feedback: 2 });
    expect(await stores.conversations.findAnswer('c', own)).toBeUndefined();
    expect(await stores.conversations.find({ community: 'c', conversation: 'thread-1' })).toBeUndefined();
    expect(await stores.conversations.findAnswer('c', others)).toMatchObject({ member: 'U2' });
    expect((await stores.feedback.list('c')).map(one => one.member)).toEqual(['U2']);
    expect(await stores.conversations.findAnswer('d', elsewhere)).toMatchObject({ member: 'U1' });
    expect(await stores.feedback.list('d')).toHaveLength(1);
    expect(await stores.memberData.forgetMember('c', 'U1')).toEqual({ conversations: 0, answers: 0, feedback: 0 });
    await stores.close();
  });

  it('is deleted for one member across communities of a kind, and of no other kind', async () => {
    const stores = await open(folder.path());
    for (const community of ['d:user:1', 'd:user:2', 'd:us', 'D:user:3', 'd:1'])
      for (const member of ['U1', 'U2']) await remember(stores, community, 'thread-1', member);
    const others = await remember(stores, 'd:user:1', 'thread-1', 'U2');
    await stores.feedback.save({ community: 'd:user:1', answerId: others, member: 'U1', helpful: true });
    expect(await stores.memberData.forgetMemberAcross('d:user:', 'U1')).toEqual({ conversations: 2, answers: 2, feedback: 1 });
    expect(await stores.conversations.findAnswer('d:user:1', others)).toBeDefined();
    for (const community of ['d:us', 'D:user:3', 'd:1'])
      expect(await stores.conversations.find({ community, conversation: 'thread-1' })).toMatchObject({ startedBy: 'U1' });
    await stores.close();
  });

  it('is known by the communities that it is of', async () => {
    const stores = await open(folder.path());
    await remember(stores, 'd:1', 'thread-1', 'U1');
    await stores.settings.write('d:2', {});
    await stores.deliveries.take('d:3', ['event-1']);
    await remember(stores, 's:1', 'thread-1', 'U1');
    expect(await stores.memberData.communities('d:')).toEqual(['d:1', 'd:2', 'd:3']);
    await stores.memberData.forgetCommunity('d:1');
    expect(await stores.memberData.communities('d:')).toEqual(['d:2', 'd:3']);
    await stores.close();
  });

  it('is gone from the disk when it was forgotten, not only out of reach', async () => {
    const path = folder.path();
    const stores = await open(path);
    for (let at = 0; at < 30; at++) await remember(stores, 'c', `thread-${at}`, 'U1', `zebrafish question ${at}`);
    await remember(stores, 'c', 'thread-1', 'U2', 'ordinary question');
    await stores.memberData.forgetMember('c', 'U1');
    const bytes = ['', '-wal'].map(end => readFileSync(join(path, `community.sqlite${end}`), 'latin1')).join('');
    expect(bytes).toContain('ordinary question');
    expect(bytes).not.toContain('zebrafish');
    await stores.close();
  });

  it('of a community is deleted with its settings and delivery marks', async () => {
    const stores = await open(folder.path());
    for (const community of ['c', 'd']) {
      const answerId = await remember(stores, community, 'thread-1', 'U1');
      await stores.feedback.save({ community, answerId, member: 'U2', helpful: false });
      await stores.settings.write(community, { channels: [] });
      await stores.deliveries.take(community, ['event-1']);
    }
    expect(await stores.memberData.forgetCommunity('c')).toEqual({ conversations: 1, answers: 1, feedback: 1 });
    expect(await stores.settings.read('c')).toBeUndefined();
    expect(await stores.feedback.list('c')).toEqual([]);
    expect(await stores.deliveries.take('c', ['event-1'])).toBe('fresh');
    expect(await stores.settings.read('d')).toEqual({ channels: [] });
    expect(await stores.feedback.list('d')).toHaveLength(1);
    expect(await stores.deliveries.take('d', ['event-1'])).toBe('taken');
    await stores.close();
  });

  it('is deleted when it is older than the retention, and not before', async () => {
    const clock = createClock();
    const stores = await open(folder.path(), clock);
    const old = await remember(stores, 'c', 'thread-1', 'U1');
    await remember(stores, 'c', 'thread-2', 'U1');
    await stores.feedback.save({ community: 'c', answerId: old, member: 'U2', helpful: false });
    await stores.deliveries.take('c', ['event-1']);
    const firstDay = clock.now();
    clock.forward(24 * 60 * 60 * 1_000);
    const recent = await remember(stores, 'c', 'thread-2', 'U1');
    expect(await stores.memberData.deleteOlderThan(firstDay)).toEqual({ conversations: 0, answers: 0, feedback: 0 });
    const deleted = await stores.memberData.deleteOlderThan(new Date(firstDay.getTime() + 1));
    expect(deleted).toEqual({ conversations: 1, answers: 2, feedback: 1 });
    expect(await stores.conversations.findAnswer('c', old)).toBeUndefined();
    expect(await stores.conversations.findAnswer('c', recent)).toBeDefined();
    expect(await stores.conversations.find({ community: 'c', conversation: 'thread-2' })).toBeDefined();
    expect(await stores.deliveries.take('c', ['event-1'])).toBe('fresh');
    await stores.close();
  });

  it('of one community is never read, changed or deleted by another, in any order of doings', async () => {
    const member = fc.constantFrom('U1', 'U2');
    const doing = fc.oneof(
      { weight: 4, arbitrary: fc.record({ kind: fc.constant('ask' as const), member }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('rate' as const), member }) },
      fc.record({ kind: fc.constant('set' as const), member }),
      fc.record({ kind: fc.constant('forget' as const), member }),
      fc.record({ kind: fc.constant('leave' as const), member }),
    );
    /** All that a community can see of itself, ids left out. */
    const view = async (stores: OpenedStores, community: string) => ({
      turns: await stores.conversations.recentTurns({ community, conversation: 't' }, 'U1', 100),
      begun: (await stores.conversations.find({ community, conversation: 't' }))?.startedBy,
      // Two that come within a millisecond of each other have no order in time.
      feedback: new Set((await stores.feedback.list(community)).map(one => `${one.member} ${one.helpful} ${one.question}`)),
      settings: await stores.settings.read(community),
    });
    await forAllAsync(
      [fc.array(fc.record({ community: fc.constantFrom('a', 'b'), doing }), { minLength: 4, maxLength: 24 })],
      async steps => {
        const run = async (only?: string) => {
          const stores = await open(folder.path());
          const last = new Map<string, string>();
          for (const [at, { community, doing: step }] of steps.entries()) {
            if (only !== undefined && community !== only) continue;
            if (step.kind === 'ask') last.set(community, await remember(stores, community, 't', step.member, `question ${at}`));
            const answerId = last.get(community) ?? 'none';
            if (step.kind === 'rate')
              await stores.feedback.save({ community, answerId, member: step.member, helpful: at % 2 === 0 });
            if (step.kind === 'set') await stores.settings.write(community, { at });
            if (step.kind === 'forget') await stores.memberData.forgetMember(community, step.member);
            if (step.kind === 'leave') await stores.memberData.forgetCommunity(community);
          }
          const views = { a: await view(stores, 'a'), b: await view(stores, 'b') };
          await stores.close();
          return views;
        };
        // Each community sees what it would see if it were alone.
        const together = await run();
        expect(together.a).toEqual((await run('a')).a);
        expect(together.b).toEqual((await run('b')).b);
      },
      { numRuns: 20 },
    );
  });
});
