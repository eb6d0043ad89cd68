import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RememberedAnswer } from '../../src/contracts/conversation-store.js';
import { openRedactor } from '../../src/open-redactor.js';
import { forAllAsync } from '../support/for-all.js';
import { citedAnswer, createClock, storeBackends } from '../support/open-stores.js';
import { answerOf } from '../support/scripted-coach.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';

const folder = useTemporaryFolder();
const key = { community: 'slack:T1', conversation: 'thread-1' };
const given = (over: Partial<RememberedAnswer> = {}): RememberedAnswer => ({
  member: 'U1',
  question: 'what is the 25th percentile?',
  answer: citedAnswer(),
  isPrivate: false,
  ...over,
});

describe.each(storeBackends)('conversations kept in $name', ({ open }) => {
  it('are not there before their first question, and then know who began them and when they went on', async () => {
    const clock = createClock();
    const { conversations, close } = await open(folder.path(), clock);
    expect(await conversations.find(key)).toBeUndefined();
    expect(await conversations.recentTurns(key, 'U1', 8)).toEqual([]);
    await conversations.remember(key, given());
    clock.forward(60_000);
    await conversations.remember(key, given({ member: 'U2' }));
    expect(await conversations.find(key)).toEqual({ startedBy: 'U1', lastTurnAt: clock.now() });
    await close();
  });

  it('give an answer back as it was, by its id, also after they were closed and opened', async () => {
    const path = folder.path();
    const first = await open(path);
    const id = await first.conversations.remember(key, given());
    await first.close();
    const { conversations, close } = await open(path);
    expect(await conversations.findAnswer('slack:T1', id)).toEqual({
      id,
      ...key,
      member: 'U1',
      question: 'what is the 25th percentile?',
      answer: citedAnswer(),
      isPrivate: false,
    });
    expect(await conversations.findAnswer('slack:T1', 'another-id')).toBeUndefined();
    await close();
  });

  it('give the latest turns, oldest first, with the marks that were shown', async () => {
    const { conversations, close } = await open(folder.path());
    for (let at = 0; at < 5; at++) await conversations.remember(key, given({ question: `question ${at}` }));
    const said = 'The 25th percentile is $41,600 [1].';
    expect(await conversations.recentTurns(key, 'U1', 4)).toEqual([
      { role: 'user', content: 'question 3' },
      { role: 'assistant', content: said, suggestions: [] },
      { role: 'user', content: 'question 4' },
      { role: 'assistant', content: said, suggestions: [] },
    ]);
    expect((await conversations.recentTurns(key, 'U1', 3)).map(turn => turn.content)).toEqual([said, 'question 4', said]);
    expect(await conversations.recentTurns(key, 'U1', 100)).toHaveLength(10);
    await close();
  });

  it('give a member’s own latest turns in all conversations of one place, since a moment', async () => {
    const { conversations, close } = await open(folder.path());
    const began = new Date();
    const place = { community: key.community, place: 'D1:' };
    const inThread = (conversation: string) => ({ community: key.community, conversation });
    await conversations.remember(inThread('D1:1'), given({ question: 'first' }));
    await conversations.remember(inThread('D1:2'), given({ question: 'second' }));
    await conversations.remember(inThread('D2:1'), given({ question: 'elsewhere' }));
    const said = async (member: string, since: Date) =>
      (await conversations.turnsSince(place, member, since, 8)).filter(turn => turn.role === 'user').map(turn => turn.content);
    expect(await said('U1', began)).toEqual(['first', 'second']);
    expect(await said('U2', began)).toEqual([]);
    expect(await said('U1', new Date(Date.now() + 60_000))).toEqual([]);
    await close();
  });

  it('keep an answer under the id that it was shown with', async () => {
    const { conversations, close } = await open(folder.path());
    expect(await conversations.remember(key, given({ id: 'shown-before', isPrivate: true }))).toBe('shown-before');
    expect(await conversations.findAnswer('slack:T1', 'shown-before')).toMatchObject({ id: 'shown-before', isPrivate: true });
    await close();
  });

  it('give a private turn to its member only, and to nobody where all see the answer', async () => {
    const { conversations, close } = await open(folder.path());
    await conversations.remember(key, given({ question: 'open' }));
    await conversations.remember(key, given({ question: 'private', isPrivate: true }));
    const asked = async (member: string | undefined) =>
      (await conversations.recentTurns(key, member, 8)).filter(turn => turn.role === 'user').map(turn => turn.content);
    expect(await asked('U1')).toEqual(['open', 'private']);
    expect(await asked('U2')).toEqual(['open']);
    expect(await asked(undefined)).toEqual(['open']);
    await close();
  });

  it('keep no words of a declined question', async () => {
    const { conversations, close } = await open(folder.path());
    const id = await conversations.remember(
      key,
      given({ question: 'pt Maria Lopez', answer: answerOf('Declined.', 'declined') }),
    );
    expect(await conversations.recentTurns(key, 'U1', 8)).toEqual([]);
    expect(await conversations.find(key)).toMatchObject({ startedBy: 'U1' });
    expect((await conversations.findAnswer('slack:T1', id))?.question).toBe('');
    await close();
  });

  it('of one community never serve another, whatever the names', async () => {
    // Names that would collide if they were joined, or compared loosely.
    const name = fc.constantFrom('a', 'a:b', 'b', 'A', 'a%', '_', '', "'", 'a\u0000b', 'é', 'é');
    const { conversations, close } = await open(folder.path());
    const kept: { community: string; conversation: string; member: string; question: string; id: string }[] = [];
    await forAllAsync(
      [name, name, name],
      async (community, conversation, member) => {
        const question = `${kept.length}`;
        const id = await conversations.remember({ community, conversation }, given({ member, question }));
        kept.push({ community, conversation, member, question, id });
        const own = kept.filter(one => one.community === community && one.conversation === conversation);
        const turns = await conversations.recentTurns({ community, conversation }, member, 10_000);
        expect(turns.filter(turn => turn.role === 'user').map(turn => turn.content)).toEqual(own.map(one => one.question));
        expect((await conversations.find({ community, conversation }))?.startedBy).toBe(own[0]?.member);
        for (const other of kept) {
          const found = await conversations.findAnswer(community, other.id);
          expect(found?.question).toBe(other.community === community ? other.question : undefined);
        }
      },
      { numRuns: 60 },
    );
    await close();
  });

  it('take any text', async () => {
    const { conversations, close } = await open(folder.path());
    const redact = await openRedactor();
    await forAllAsync(
      // What the redactor would change is kept as it leaves it; the rest as it is.
      [fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }).filter(text => !/\p{Cs}/u.test(text) && redact(text) === text)],
      async question => {
        const id = await conversations.remember(key, given({ question, answer: citedAnswer(question) }));
        expect(await conversations.findAnswer('slack:T1', id)).toMatchObject({ question, answer: citedAnswer(question) });
      },
      { numRuns: 50 },
    );
    await conversations.remember(key, given({ question: 'x'.repeat(40_000) }));
    expect((await conversations.recentTurns(key, 'U1', 2))[0]?.content).toHaveLength(20_000);
    await close();
  });
});
