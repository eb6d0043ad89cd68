import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import type { DeliveryMarks } from '../src/contracts/delivery-store.js';

/** Some hours of a busy community; a platform sends a message again within minutes. */
const mostKeys = 20_000;

/**
 * Delivery marks that a full disk does not silence: what the store cannot take is held in memory, so that a message is still answered, and
 * once as long as this process runs. The log says each time what is wrong.
 */
export const createForgivingDeliveries = (store: DeliveryMarks, log: Logger): DeliveryMarks => {
  const held = new LRUCache<string, true>({ max: mostKeys });
  const nameOf = (community: string, key: string): string => JSON.stringify([community, key]);
  const isHeld = (community: string, keys: readonly string[]): boolean => keys.some(key => held.has(nameOf(community, key)));
  const tellLog = (err: unknown, community: string): void =>
    log.error({ err, community }, 'a message could not be marked as answered; check the disk that DATA_DIR is on');

  return {
    async take(community, keys, isUnanswered) {
      try {
        if (!isHeld(community, keys)) return await store.take(community, keys, isUnanswered);
      } catch (err) {
        tellLog(err, community);
      }
      // Of two deliveries that the store refused, the first that comes here has it.
      const taken = isHeld(community, keys);
      for (const key of keys) held.set(nameOf(community, key), true);
      return taken ? 'taken' : 'fresh';
    },
    async sending(community, keys) {
      await store.sending(community, keys).catch(err => tellLog(err, community));
    },
    async done(community, keys) {
      await store.done(community, keys).catch(err => tellLog(err, community));
    },
    async release(community, keys) {
      for (const key of keys) held.delete(nameOf(community, key));
      await store.release(community, keys).catch(err => tellLog(err, community));
    },
  };
};
