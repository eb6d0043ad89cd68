import type { Answer, Block, Citation } from '../../../../../src/domain/answer.js';

/** One question and what has come of it so far. */
export type Turn = {
  readonly key: number;
  /** Empty once the coach has declined it: what may be patient data is not left on the screen, to be copied, or asked again. */
  readonly question: string;
  readonly state: 'searching' | 'writing' | 'done' | 'stopped' | 'failed';
  /** Verified blocks: growing while the answer is written. */
  readonly blocks: readonly Block<number>[];
  readonly citations: readonly Citation[];
  readonly answer?: Answer;
  readonly answerId?: string;
  /** The index was still being built: worth asking again later. */
  readonly keywordsOnly: boolean;
  /** A kind sentence, when it failed. */
  readonly problem?: string;
  /** When it makes sense to ask again; milliseconds since 1970. */
  readonly retryAt?: number;
};

/** Whether its answer is still being written. */
export const isUnderWay = (turn: Turn | undefined): boolean => turn?.state === 'searching' || turn?.state === 'writing';
