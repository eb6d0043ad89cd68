import type { Judgment } from '../domain/judgment.js';

/** What sentences judged messages marked, message after message: those of message n stand from `from[n]` to `from[n + 1]`. */
export type Marks = {
  readonly from: Int32Array;
  readonly sentence: Int32Array;
  /** 1 for a best sentence, a half for a useful one. */
  readonly mark: Float64Array;
};

export const marksOf = (judgments: readonly Pick<Judgment, 'best' | 'useful'>[]): Marks => {
  const each = judgments.map(judgment => [
    ...judgment.useful.map(sentence => [sentence, 0.5] as const),
    ...judgment.best.map(sentence => [sentence, 1] as const),
  ]);
  const from = new Int32Array(judgments.length + 1);
  for (const [at, own] of each.entries()) from[at + 1] = (from[at] ?? 0) + own.length;
  const all = each.flat();
  return {
    from,
    sentence: Int32Array.from(all, ([sentence]) => sentence),
    mark: Float64Array.from(all, ([, mark]) => mark),
  };
};
