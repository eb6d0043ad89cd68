import { setTimeout as sleep } from 'node:timers/promises';

/** Answers wait for acknowledgements no longer than this: a request to Discord that hangs must not hold everybody up. */
const patienceMs = 2500;
const lookMs = 5;

/**
 * Acknowledgements go before answers. Both are this process's work, and when many questions come at once, the answers to the first would
 * let the three seconds of the last pass.
 */
export type Acknowledgements = {
  run<Result>(send: () => Promise<Result>): Promise<Result>;
  /** Resolves when no acknowledgement is under way, or after a while. */
  quiet(): Promise<void>;
};

export const createAcknowledgements = (): Acknowledgements => {
  let pending = 0;
  return {
    async run(send) {
      pending++;
      try {
        return await send();
      } finally {
        pending--;
      }
    },
    async quiet() {
      const end = performance.now() + patienceMs;
      while (pending > 0 && performance.now() < end) await sleep(lookMs);
    },
  };
};
