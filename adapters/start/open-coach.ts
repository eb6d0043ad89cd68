import type { Logger } from 'pino';
import type { Coach } from '../../src/coach/coach.js';
import type { Config } from '../../src/config.js';
import { type OpenedCoach, type OpenOptions, openCoach } from '../../src/create-coach.js';
import type { Pack } from '../../src/domain/pack.js';
import { openRedactor, type Redact } from '../../src/open-redactor.js';
import type { CoachState } from '../services.js';
import { coachWhenReady } from './coach-when-ready.js';
import { followGuides } from './follow-guides.js';
import { followIndex } from './follow-index.js';

/** What was being answered from an index that was replaced may go on for this long, besides a model's deadline. */
const lingerMs = 30_000;

export type OpeningCoach = {
  readonly coach: Coach;
  /** Of the index in use: it changes when another takes its place. */
  readonly pack: Pack;
  /** Knows the guides' words as soon as a coach does. */
  readonly redact: Redact;
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
  /** Between two looks at whether another index took the place of the one in use. */
  readonly followEveryMs?: number;
};

const readPack = async (config: Config): Promise<Pack> => {
  const [{ openPack }, { compilePackOrThrow }] = await Promise.all([
    import('../../src/open-pack.js'),
    import('../../src/knowledge/compile-pack.js'),
  ]);
  const { files, folder } = await openPack(config);
  return compilePackOrThrow(files, folder);
};

/**
 * Begins to open the coach, and comes back as soon as the guides are read: adapters need not wait for an index that is built. Rejects
 * when the guides cannot be read.
 */
export const beginCoach = async ({ config, log, onBuild, onProgress, followEveryMs }: OpeningOptions): Promise<OpeningCoach> => {
  let state: CoachState = { state: 'starting' };
  const { stampOfPack } = await import('../../src/open-pack.js');
  const since = await stampOfPack(config);
  const stopping = new AbortController();
  let building = (): void => undefined;
  let began = false;
  const mustBuild = new Promise<void>(resolve => {
    building = () => {
      began = true;
      resolve();
    };
  });
  const shared: OpenOptions = {
    signal: stopping.signal,
    onDropped: lines => log.info({ lines: lines.length }, 'lines of the model were left out'),
    onTrouble: trouble => log.warn({ code: trouble.code }, trouble.message),
  };
  const opening: Promise<OpenedCoach> = openCoach(config, {
    ...shared,
    onBuild(reason) {
      state = { state: 'building', done: 0, total: 0 };
      onBuild(reason);
      building();
    },
    onProgress(progress) {
      state = { state: 'building', ...progress };
      onProgress(progress);
    },
  });
  const ready = opening.then(
    ({ manifest }) => {
      state = { state: 'ready', builtAt: manifest.builtAt };
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
  let pack = await Promise.race([opening.then(({ base }) => base.pack), mustBuild.then(() => readPack(config))]);
  let redact = await openRedactor();
  for (const one of [meanwhile, opening])
    one.then(
      opened => {
        redact = opened.redact;
      },
      () => undefined,
    );
  let coach = coachWhenReady(
    opening.then(opened => opened.coach),
    meanwhile.then(opened => opened.coach),
  );
  /** Closed when answers that began on them have long been given. */
  const replaced = new Set<OpenedCoach>();
  let latest: OpenedCoach | undefined;
  const replace = (opened: OpenedCoach): void => {
    const old = latest;
    [latest, coach, pack, redact] = [opened, opened.coach, opened.base.pack, opened.redact];
    state = { state: 'ready', builtAt: opened.manifest.builtAt };
    if (!old) return;
    replaced.add(old);
    const close = (): void => {
      if (replaced.delete(old)) void old.close();
    };
    setTimeout(close, lingerMs + (config.model?.deadlineMs ?? 0)).unref();
  };
  let stopFollowing = (): void => undefined;
  opening.then(
    opened => {
      latest = opened;
      if (stopping.signal.aborted) return;
      const often = followEveryMs === undefined ? {} : { everyMs: followEveryMs };
      const stops = [
        followIndex({ config, log, open: () => openCoach(config, shared), onOpened: replace, ...often }),
        followGuides({ config, log, since, signal: stopping.signal, ...often }),
      ];
      stopFollowing = () => {
        for (const stop of stops) stop();
      };
    },
    () => undefined,
  );
  return {
    coach: {
      ask: (question, signal) => coach.ask(question, signal),
      stream: (question, signal) => coach.stream(question, signal),
    },
    redact: text => redact(text),
    get pack() {
      return pack;
    },
    state: () => state,
    ready: opening,
    async close() {
      stopping.abort();
      stopFollowing();
      await opening.catch(() => undefined);
      await ready;
      for (const opened of [...replaced, ...(latest ? [latest] : [])]) await opened.close();
      replaced.clear();
      // It was begun only where an index had to be built.
      if (began) await (await meanwhile.catch(() => undefined))?.close();
    },
  };
};
