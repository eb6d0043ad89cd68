import { describe, expect, it } from 'vitest';
import { feedbackReasons } from '../../src/contracts/feedback-store.js';
import { citedAnswer, storeBackends } from '../support/open-stores.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';

const folder = useTemporaryFolder();
const community = 'slack:T1';

describe.each(storeBackends)('feedback kept in $name', ({ open }) => {
  const withAnswer = async () => {
    const stores = await open(folder.path());
    const key = { community, conversation: 'thread-1' };
    const answerId = await stores.conversations.remember(key, {
      member: 'U1',
      question: 'what is the 25th percentile?',
      answer: citedAnswer(),
      isPrivate: false,
    });
    return { ...stores, answerId };
  };

  it('stands with the question, the answer and the passages it was about', async () => {
    const { feedback, answerId, close } = await withAnswer();
    const said = { community, answerId, member: 'U2', helpful: false, reason: 'out_of_date', comment: 'That was 2023.' } as const;
    expect(await feedback.save(said)).toBe(true);
    expect(await feedback.list(community)).toEqual([
      { ...said, question: 'what is the 25th percentile?', passages: ['resumegeni-path#pay-by-percentile'] },
    ]);
    await close();
  });

  it('of one member is one word: a later one replaces the earlier, reason and all', async () => {
    const { feedback, answerId, close } = await withAnswer();
    for (const reason of feedbackReasons) await feedback.save({ community, answerId, member: 'U1', helpful: false, reason });
    expect((await feedback.list(community)).map(one => one.reason)).toEqual(['not_what_i_asked']);
    await feedback.save({ community, answerId, member: 'U1', helpful: true });
    await feedback.save({ community, answerId, member: 'U2', helpful: false });
    expect((await feedback.list(community)).map(({ member, helpful, reason }) => ({ member, helpful, reason }))).toEqual([
      { member: 'U1', helpful: true, reason: undefined },
      { member: 'U2', helpful: false, reason: undefined },
    ]);
    await close();
  });

  it('on an answer of another community, or of none, is not taken', async () => {
    const { feedback, answerId, close } = await withAnswer();
    expect(await feedback.save({ community: 'slack:T2', answerId, member: 'U1', helpful: true })).toBe(false);
    expect(await feedback.save({ community, answerId: 'unknown', member: 'U1', helpful: true })).toBe(false);
    expect(await feedback.list(community)).toEqual([]);
    expect(await feedback.list('slack:T2')).toEqual([]);
    await close();
  });

  it('keeps no patient data that a member put into a comment, and cuts what is too long', async () => {
    const { feedback, answerId, close } = await withAnswer();
    await feedback.save({ community, answerId, member: 'U1', helpful: false, comment: 'pt Maria Lopez, MRN 88213, was denied' });
    await feedback.save({ community, answerId, member: 'U2', helpful: false, comment: 'long '.repeat(1_000) });
    const [first, second] = await feedback.list(community);
    expect(first).toMatchObject({ member: 'U1', helpful: false });
    expect(first).not.toHaveProperty('comment');
    expect(second?.comment).toHaveLength(2_000);
    await close();
  });
});
