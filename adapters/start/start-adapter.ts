import { NextRungError } from '../../src/domain/errors.js';
import type { Running, Services, StartAdapter } from '../services.js';

/** An adapter that may be started: its name, and its code, which is loaded only when it is. */
export type AdapterToStart = { readonly name: string; load(): Promise<StartAdapter> };
export type StartedAdapter = { readonly name: string; readonly running: Running };

/** Starts one adapter. What fails is logged with its next step and takes nothing else down: then undefined. */
export const startAdapter = async ({ name, load }: AdapterToStart, services: Services): Promise<StartedAdapter | undefined> => {
  try {
    const start = await load();
    return { name, running: await start(services) };
  } catch (err) {
    const known = err instanceof NextRungError;
    services.log.error(
      known && !err.cause ? {} : { err: known ? err.cause : err },
      `${name} did not start: ${
        known ? err.message : 'something unexpected failed. Run it again with LOG_LEVEL=debug to see where.'
      }`,
    );
    return undefined;
  }
};
