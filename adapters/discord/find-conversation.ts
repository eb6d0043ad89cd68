import type { AnyThreadChannel, Message } from 'discord.js';
import { LRUCache } from 'lru-cache';
import type { ConversationStore } from '../../src/contracts/conversation-store.js';
import { readCustomId } from './custom-id.js';
import { isNetworkError } from './explain-error.js';

/** The answer that a message of ours shows, by the ids of its buttons. */
const answerIdOf = (message: Pick<Message, 'components'>): string | undefined => {
  const ids = JSON.stringify(message.components.map(component => component.toJSON())).matchAll(/"custom_id":"([^"]+)"/g);
  for (const [, text = ''] of ids) {
    const id = readCustomId(text);
    if (id && id.kind !== 'forget') return id.answerId;
  }
  return undefined;
};

export type FindConversation = {
  /** Of the message that a reply answers; undefined when it shows no answer that is still kept, or one that only its asker saw. */
  ofMessage(community: string, message: Message): Promise<string | undefined>;
  /** Of a thread: that of the answer that it was opened on, otherwise its own. */
  ofThread(community: string, thread: AnyThreadChannel): Promise<string>;
  /** Whether a thread was opened on an answer of ours, as far as it is known without asking Discord. */
  isOurs(thread: AnyThreadChannel): boolean;
};

/**
 * Which conversation a message belongs to. Nothing is kept for it: the buttons of an answer name the answer, and the answer its
 * conversation. So it works after a restart.
 */
export const createFindConversation = (conversations: Pick<ConversationStore, 'findAnswer'>, botId: string): FindConversation => {
  const threads = new LRUCache<string, Promise<string>>({ max: 2000 });
  const onAnswers = new LRUCache<string, true>({ max: 2000 });

  const ofMessage = async (community: string, message: Message): Promise<string | undefined> => {
    if (message.author.id !== botId) return undefined;
    const answerId = answerIdOf(message);
    const given = answerId ? await conversations.findAnswer(community, answerId) : undefined;
    return given?.isPrivate ? undefined : given?.conversation;
  };

  const lookUp = async (community: string, thread: AnyThreadChannel): Promise<string> => {
    const starter = await thread.fetchStarterMessage().catch((error: unknown) => {
      // What Discord could not tell just now it may tell the next time.
      if (isNetworkError(error)) threads.delete(thread.id);
      return null;
    });
    const conversation = starter ? await ofMessage(community, starter) : undefined;
    if (conversation) onAnswers.set(thread.id, true);
    return conversation ?? thread.id;
  };

  return {
    ofMessage,
    ofThread(community, thread) {
      const known = threads.get(thread.id);
      if (known) return known;
      const found = lookUp(community, thread);
      threads.set(thread.id, found);
      return found;
    },
    isOurs: thread => thread.ownerId === botId || onAnswers.has(thread.id),
  };
};
