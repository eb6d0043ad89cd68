import { setTimeout as sleep } from 'node:timers/promises';
import { isNetworkError } from './explain-error.js';

/** discord.js repeats a request whose connection was reset, not one whose idle connection was closed under it. */
const usualPausesMs: readonly number[] = [200, 1000, 3000];

/**
 * Sends something again when the connection broke. Only for what may be sent twice: an edit, an acknowledgement, a message with a nonce,
 * of which Discord makes one message however often it comes within minutes (resources/message#create-message).
 */
export const persist = async <Result>(send: () => Promise<Result>, pausesMs = usualPausesMs): Promise<Result> => {
  for (const pauseMs of pausesMs) {
    try {
      return await send();
    } catch (error) {
      if (!isNetworkError(error)) throw error;
      await sleep(pauseMs);
    }
  }
  return send();
};
