import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { mean } from './statistics.js';

/* What the loads on platforms share. */

/** Questions that stand alone, each with an answer that begins like no other's. */
export const busyQuestions = [
  'what is the CPC?',
  'what does a coding auditor do?',
  'what does a CDI specialist do?',
  'what do coders make',
  'cpc vs ccs for hospital work',
  'how long does a certificate program take?',
  'what does a coding manager earn?',
  'can coders work from home?',
  'which software do coders use?',
  'what does a compliance officer do?',
] as const;

/** Bytes that a process holds in memory; NaN when it has ended. */
export const residentOf = async (pid: number): Promise<number> =>
  Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8').catch(() => ''))?.[1] ?? Number.NaN) * 1024;

/** Whether something came within a time. */
export const within = async (ms: number, look: () => boolean): Promise<boolean> => {
  const end = Date.now() + ms;
  while (!look() && Date.now() < end) await sleep(50);
  return look();
};

/** Mean resident memory in the second and the last quarter of a run: the first is warming up. */
export const earlyAndLate = (bytes: readonly number[]): { readonly early: number; readonly late: number } => {
  const quarter = (from: number): number =>
    mean(bytes.slice(Math.floor(bytes.length * from), Math.floor(bytes.length * (from + 0.25))));
  return { early: quarter(0.25), late: quarter(0.75) };
};
