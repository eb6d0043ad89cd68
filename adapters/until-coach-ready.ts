import { setTimeout as sleep } from 'node:timers/promises';
import type { Services } from './services.js';

const lookMs = 250;

/** Resolves when the index is there, when it never will be, or when nobody waits any more. */
export const untilCoachReady = async ({ coachState }: Pick<Services, 'coachState'>, stopped: () => boolean): Promise<void> => {
  while (!stopped() && ['starting', 'building'].includes(coachState().state)) await sleep(lookMs, undefined, { ref: false });
};
