import { NextRungError } from '../../src/domain/errors.js';
import type { Running, Services, StartAdapter } from '../services.js';

/** An adapter that may be started: its name, and its code, which is loaded only when it is. */
export type AdapterToStart = { readonly name: string; load(): Promise<StartAdapter> };
export type StartedAdapter = { readonly name: string; readonly running: Running };
/** One that did not start, with what the log says of it. */
export type FailedAdapter = { readonly name: string; readonly failed: string };

/** Starts one adapter. What fails is logged with its next step and takes nothing else down. */
export const startAdapter = async (
  { name, load }: AdapterToStart,
  services: Services,
): Promise<StartedAdapter | FailedAdapter> => {
  try {
    const start = await load();
    return { name, running: await start(services) };
  } catch (err) {
    const known = err instanceof NextRungError;
    const failed = `did not start: ${
      known ? err.message : 'something unexpected failed. Run it again with LOG_LEVEL=debug to see where.'
    }`;
    services.log.error(known && !err.cause ? {} : { err: known ? err.cause : err }, `${name} ${failed}`);
    return { name, failed };
  }
};
