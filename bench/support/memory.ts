import { setTimeout as sleep } from 'node:timers/promises';

/** Bytes that this process holds in memory once garbage is gone; needs `--expose-gc`, which `runTask` sets. */
export const settledResidentBytes = async (): Promise<number> => {
  for (let round = 0; round < 3; round++) {
    globalThis.gc?.();
    await sleep(50);
  }
  return process.memoryUsage.rss();
};
