import { type Asked, createFinder, type SilenceHead } from '../src/coach/find/find.js';
import type { KnowledgeBase } from '../src/coach/knowledge-base.js';
import type { Judgment } from '../src/domain/judgment.js';
import { normaliseQuestion } from '../src/retrieval/normalise-question.js';
import type { Listing } from './listing.js';

/** Writers whose messages the encoder has not seen: a chooser is fitted on theirs. */
export const unseenWriters: readonly string[] =
  'q1 q2 q3 q4 q5 q6 r4 r5 r6 s3 s4 t4 t5 u1 u2 u3 u4 u5 v1 v2 v3 v4 v5 w1 w2 w3 w4 w5 w6 w7 w8 x1 x2 x3 x4 x5 x6 x7 x8 y1 y2 aa1 aa2 aa3 aa4 aa5 aa6 ab1 ab2 ab3 ac1 ac2 ac3 ac4 ac5 ad1 ad2 ad3 ad4'.split(
    ' ',
  );
/** Of these, the writers that a chooser is tested on: held out of encoder, neighbours and chooser at once. */
export const testWriters: readonly string[] = ['q1', 'q2', 'q3', 'q4', 'q5', 'q6'];

/** A judged message as the coach would be asked it. `at` is its place among the judgments. */
export const askedOf = ({ pack, units, vectors }: KnowledgeBase, judgment: Judgment, at: number): Asked => ({
  words: normaliseQuestion(judgment.message, pack.vocabulary, units),
  vector: vectors.vectorOf(units.unitsOf('message')[at]?.id ?? -1),
});

/**
 * Messages of some writers with their candidates.
 *
 * @param mayCount whose messages may be neighbours of a writer's; never the writer's own, whose messages are alike
 * @param count candidates of each; as many as the coach looks at when not given
 */
export const judgedListings = (
  base: KnowledgeBase,
  judgments: readonly Judgment[],
  silence: SilenceHead,
  writers: readonly string[],
  mayCount: (judgment: number) => boolean = () => true,
  count?: number,
): Listing[] => {
  const finder = createFinder(base, silence);
  return writers.flatMap(writer => {
    const counts = (other: number): boolean => judgments[other]?.writer !== writer && mayCount(other);
    return judgments.flatMap((judgment, at): Listing[] => {
      const { message, none, best, useful } = judgment;
      if (judgment.writer !== writer) return [];
      const { candidates } = finder.find(askedOf(base, judgment, at), counts, count);
      return [{ group: writer, message, none, best: new Set(best), useful: new Set(useful), candidates }];
    });
  });
};
