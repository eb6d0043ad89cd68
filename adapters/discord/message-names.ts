import type { Message } from 'discord.js';

/**
 * All names of a message for the delivery store: it is answered once, however it was summoned. The longer one says where it stands, so that
 * it can be read again.
 */
export const deliveryKeysOf = ({ id, channelId }: Pick<Message, 'id' | 'channelId'>): readonly string[] => [
  `message:${id}`,
  `message:${channelId}:${id}`,
];

/** Where a message stands; undefined for what is no message: a command, a button. */
export const placeOfKeys = (keys: readonly string[]): { readonly channelId: string; readonly messageId: string } | undefined => {
  for (const key of keys) {
    const [, channelId, messageId] = /^message:(\d+):(\d+)$/.exec(key) ?? [];
    if (channelId && messageId) return { channelId, messageId };
  }
  return undefined;
};
