import type { Judgment } from '../domain/judgment.js';

/** What sentences judged messages marked, message after message: those of message n stand from `from[n]` to `from[n + 1]`. */
export type Marks = {
  readonly from: Int32Array;
  readonly sentence: Int32Array;
  /** 1 for a best sentence, a half for a useful one. */
  readonly mark: Float64Array;
};

export const marksOf = (judgments: readonly Pick<Judgment, 'best' | 'useful'>[]): Marks => {
  const count = judgments.reduce((sum, { best, useful }) => sum + best.length + useful.length, 0);
  const from = new Int32Array(judgments.length + 1);
  const [sentence, mark] = [new Int32Array(count), new Float64Array(count)];
  let place = 0;
  for (const [at, { best, useful }] of judgments.entries()) {
    sentence.set(useful, place);
    sentence.set(best, place + useful.length);
    mark.fill(0.5, place, place + useful.length);
    place += useful.length + best.length;
    mark.fill(1, place - best.length, place);
    from[at + 1] = place;
  }
  return { from, sentence, mark };
};
