import { LRUCache } from 'lru-cache';

/** Slack redelivers for some six minutes; a button may be pressed twice at any time, but not by a hand in such numbers. */
const most = 10_000;

/** Of this process alone. */
export type Once = {
  /** True for the first to name a thing, false for all after it. */
  (name: string): boolean;
  /** What was begun did not come about: it may be begun again. */
  forget(name: string): void;
};

export const createOnce = (): Once => {
  const seen = new LRUCache<string, true>({ max: most });
  const once = (name: string): boolean => {
    if (seen.has(name)) return false;
    seen.set(name, true);
    return true;
  };
  return Object.assign(once, { forget: (name: string) => void seen.delete(name) });
};
