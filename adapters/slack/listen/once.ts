import { LRUCache } from 'lru-cache';

/** Slack redelivers for some six minutes; a button may be pressed twice at any time, but not by a hand in such numbers. */
const most = 10_000;

/** True for the first to name a thing, false for all after it; of this process alone. */
export type Once = (name: string) => boolean;

export const createOnce = (): Once => {
  const seen = new LRUCache<string, true>({ max: most });
  return name => {
    if (seen.has(name)) return false;
    seen.set(name, true);
    return true;
  };
};
