import { LRUCache } from 'lru-cache';
import type { ConversationStore } from '../../../src/contracts/conversation-store.js';
import type { Reply } from '../../incoming.js';

/** After this long without a word, a thread is no longer a conversation with the coach. */
const followUpMs = 60 * 60_000;
/** Threads remembered in memory; those before are looked up in the store. */
const mostThreads = 5_000;

type Known = {
  readonly startedBy: string;
  readonly lastAt: number;
  /** Undefined in a new process: what was kept does not tell it. */
  readonly withOthers: boolean | undefined;
  /** Whether the store was asked who began it: who calls first after a restart need not be who began. */
  readonly isLookedUp: boolean;
};

/**
 * Whose threads the coach is in. In a channel it follows up without being mentioned only while the conversation is with it: the member
 * who began it asks on, within an hour, and nobody else has joined in since it was last called. Then it falls silent until it is mentioned.
 */
export type KnownThreads = {
  /** A member called the coach in a thread, or it is about to answer their follow-up. */
  noteCall(community: string, conversation: string, member: string): void;
  /** Somebody wrote in a thread and did not mean the coach. */
  noteOthers(community: string, conversation: string): Promise<void>;
  /**
   * Whether a message that does not mention the coach is still for it.
   *
   * @param hasOthers whether somebody else joined in since a time; asked once for a thread that only the store knows
   */
  isForCoach(
    community: string,
    conversation: string,
    member: string,
    hasOthers: (since: Date) => Promise<boolean>,
  ): Promise<boolean>;
};

export const createKnownThreads = (
  conversations: Pick<ConversationStore, 'find'>,
  now: () => number = Date.now,
): KnownThreads => {
  const threads = new LRUCache<string, Known>({ max: mostThreads });
  const keyOf = (community: string, conversation: string): string => `${community} ${conversation}`;

  const find = async (community: string, conversation: string): Promise<Known | undefined> => {
    const key = keyOf(community, conversation);
    const known = threads.get(key);
    if (known?.isLookedUp) return known;
    const stored = await conversations.find({ community, conversation });
    if (!stored) return known;
    // A call may have been noted while the store was read.
    const noted = threads.get(key) ?? { lastAt: stored.lastTurnAt.getTime(), withOthers: undefined };
    const found: Known = { ...noted, startedBy: stored.startedBy, isLookedUp: true };
    threads.set(key, found);
    return found;
  };

  return {
    noteCall(community, conversation, member) {
      const key = keyOf(community, conversation);
      const { startedBy = member, isLookedUp = false } = threads.get(key) ?? {};
      threads.set(key, { startedBy, lastAt: now(), withOthers: false, isLookedUp });
    },
    async noteOthers(community, conversation) {
      const known = await find(community, conversation);
      if (known) threads.set(keyOf(community, conversation), { ...known, withOthers: true });
    },
    async isForCoach(community, conversation, member, hasOthers) {
      const known = await find(community, conversation);
      if (!known || known.startedBy !== member || now() - known.lastAt >= followUpMs) return false;
      if (known.withOthers !== undefined) return !known.withOthers;
      const found = await hasOthers(new Date(known.lastAt));
      const key = keyOf(community, conversation);
      // Something may have been noted while that was asked, and then stands.
      const { withOthers = found } = threads.get(key) ?? {};
      threads.set(key, { ...known, ...threads.get(key), withOthers });
      return !withOthers;
    },
  };
};

/** A reply whose turn is a call of the coach: noted when it comes, and so not by a message that comes again. */
export const notingCall = <Given extends Reply>(reply: Given, note: () => void): Given => ({
  ...reply,
  async begin() {
    note();
    await reply.begin?.();
  },
});
