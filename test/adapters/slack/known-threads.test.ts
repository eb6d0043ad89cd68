import { describe, expect, it } from 'vitest';
import { createKnownThreads } from '../../../adapters/slack/listen/known-threads.js';
import { openStores } from '../../../src/create-stores.js';
import type { Answer } from '../../../src/domain/answer.js';
import { useTemporaryFolder } from '../../support/temporary-folder.js';

const answer: Answer = {
  outcome: 'answered',
  blocks: [{ kind: 'paragraph', sentences: [{ parts: [{ text: 'Yes.', marks: [] }] }] }],
  citations: [],
  disagreements: [],
  suggestions: [],
  confidence: 1,
  writer: 'extractive',
  charts: [],
};
/** What a new process is told of a thread: nobody else wrote in it, or somebody did. */
const alone = async (): Promise<boolean> => false;
const joined = async (): Promise<boolean> => true;
const [team, thread] = ['slack:T1', 'C1:1.1'] as const;

describe('a thread that the coach was called into', () => {
  const folder = useTemporaryFolder();

  const open = async () => {
    let now = Date.now();
    const stores = await openStores({ dataDir: folder.path(), encryptionKey: undefined });
    const { conversations } = stores;
    return {
      conversations,
      threads: createKnownThreads(conversations, () => now),
      later: (ms: number) => {
        now += ms;
      },
      close: () => stores.close(),
    };
  };

  it('is with the coach for the member who called, and for nobody else', async () => {
    const { threads, close } = await open();
    threads.noteCall(team, thread, 'ruth');
    expect(await threads.isForCoach(team, thread, 'ruth', alone)).toBe(true);
    expect(await threads.isForCoach(team, thread, 'sam', alone)).toBe(false);
    expect(await threads.isForCoach('slack:T2', thread, 'ruth', alone)).toBe(false);
    await close();
  });

  it('is no longer when others join in, until the coach is called again', async () => {
    const { threads, close } = await open();
    threads.noteCall(team, thread, 'ruth');
    await threads.noteOthers(team, thread);
    expect(await threads.isForCoach(team, thread, 'ruth', alone)).toBe(false);
    threads.noteCall(team, thread, 'sam');
    expect(await threads.isForCoach(team, thread, 'ruth', alone)).toBe(true);
    await close();
  });

  it('is no longer after an hour without a word', async () => {
    const { threads, later, close } = await open();
    threads.noteCall(team, thread, 'ruth');
    later(59 * 60_000);
    expect(await threads.isForCoach(team, thread, 'ruth', alone)).toBe(true);
    later(60_001);
    expect(await threads.isForCoach(team, thread, 'ruth', alone)).toBe(false);
    await close();
  });

  it('is known from what was kept when the process is a new one', async () => {
    const { threads, conversations, close } = await open();
    await conversations.remember(
      { community: team, conversation: thread },
      { member: 'ruth', question: 'Is it?', answer, isPrivate: false },
    );
    expect(await threads.isForCoach(team, thread, 'ruth', alone)).toBe(true);
    expect(await threads.isForCoach(team, 'C1:2.2', 'ruth', alone)).toBe(false);
    await close();
  });

  it('is silent in a new process where others had joined in, until it is called again', async () => {
    const { threads, conversations, close } = await open();
    await conversations.remember(
      { community: team, conversation: thread },
      { member: 'ruth', question: 'Is it?', answer, isPrivate: false },
    );
    expect(await threads.isForCoach(team, thread, 'ruth', joined)).toBe(false);
    expect(await threads.isForCoach(team, thread, 'ruth', alone)).toBe(false);
    threads.noteCall(team, thread, 'ruth');
    expect(await threads.isForCoach(team, thread, 'ruth', joined)).toBe(true);
    await close();
  });

  it('stays with the member who began it, whoever calls first in a new process', async () => {
    const { threads, conversations, close } = await open();
    await conversations.remember(
      { community: team, conversation: thread },
      { member: 'ruth', question: 'Is it?', answer, isPrivate: false },
    );
    threads.noteCall(team, thread, 'sam');
    expect(await threads.isForCoach(team, thread, 'sam', alone)).toBe(false);
    expect(await threads.isForCoach(team, thread, 'ruth', alone)).toBe(true);
    await close();
  });
});
