import type { Logger } from 'pino';
import type { Coach } from '../../src/coach/coach.js';
import type { Config } from '../../src/config.js';
import { type OpenedCoach, openCoach } from '../../src/create-coach.js';
import type { Pack } from '../../src/domain/pack.js';
import type { CoachState } from '../services.js';
import { coachWhenReady } from './coach-when-ready.js';

export type OpeningCoach = {
  readonly coach: Coach;
  readonly pack: Pack;
  state(): CoachState;
  /** Settles when the coach can answer, or cannot ever. */
  readonly ready: Promise<unknown>;
  close(): Promise<void>;
};

export type OpeningOptions = {
  readonly config: Config;
  readonly log: Logger;
  readonly onBuild: (reason: string) => void;
  readonly onProgress: (progress: { readonly done: number; readonly total: number }) => void;
};

const readPack = async (config: Config): Promise<Pack> => {
  const [{ readPackFiles }, { compilePackOrThrow }] = await Promise.all([
    import('../../src/knowledge/pack-files.js'),
    import('../../src/knowledge/compile-pack.js'),
  ]);
  return compilePackOrThrow(await readPackFiles(config.packDir), config.packDir);
};

/**
 * Begins to open the coach, and comes back as soon as the guides are read: adapters need not wait for an index that is built. Rejects
 * when the guides cannot be read.
 */
export const beginCoach = async ({ config, log, onBuild, onProgress }: OpeningOptions): Promise<OpeningCoach> => {
  let state: CoachState = { state: 'starting' };
  const stopping = new AbortController();
  let building = (): void => undefined;
  let began = false;
  const mustBuild = new Promise<void>(resolve => {
    building = () => {
      began = true;
      resolve();
    };
  });
  const opening: Promise<OpenedCoach> = openCoach(config, {
    signal: stopping.signal,
    onBuild(reason) {
      state = { state: 'building', done: 0, total: 0 };
      onBuild(reason);
      building();
    },
    onProgress(progress) {
      state = { state: 'building', ...progress };
      onProgress(progress);
    },
    onDropped: lines => log.info({ lines: lines.length }, 'lines of the model were left out'),
    onTrouble: trouble => log.warn({ code: trouble.code }, trouble.message),
  });
  const ready = opening.then(
    () => {
      state = { state: 'ready' };
    },
    (error: unknown) => {
      state = { state: 'failed', detail: error instanceof Error ? error.message : String(error) };
    },
  );
  /** Answers by words alone for as long as the index is built. */
  const meanwhile = mustBuild.then(async () => {
    const { openKeywordCoach } = await import('../../src/open-keyword-coach.js');
    return openKeywordCoach(config, stopping.signal);
  });
  meanwhile.catch(err => {
    if (!stopping.signal.aborted) log.warn({ err }, 'nothing can be answered until the index is built');
  });
  const pack = await Promise.race([opening.then(({ base }) => base.pack), mustBuild.then(() => readPack(config))]);
  return {
    coach: coachWhenReady(
      opening.then(({ coach }) => coach),
      meanwhile.then(({ coach }) => coach),
    ),
    pack,
    state: () => state,
    ready: opening,
    async close() {
      stopping.abort();
      const opened = await opening.catch(() => undefined);
      await ready;
      await opened?.close();
      // It was begun only where an index had to be built.
      if (began) await (await meanwhile.catch(() => undefined))?.close();
    },
  };
};
