import type { ConversationStore } from '../../src/contracts/conversation-store.js';
import type { Incoming } from '../incoming.js';

/** Questions and answers: from the third answer on, a conversation would fill the channel. */
const longTurns = 6;

/** Whether a conversation has grown so long that a thread is offered for it. */
export const isLong = async (conversations: Pick<ConversationStore, 'recentTurns'>, incoming: Incoming): Promise<boolean> =>
  (await conversations.recentTurns(incoming, undefined, longTurns)).length >= longTurns;
