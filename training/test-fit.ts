import type { SilenceHead } from '../src/coach/find/find.js';
import type { KnowledgeBase } from '../src/coach/knowledge-base.js';
import type { Judgment } from '../src/domain/judgment.js';
import { fitHelper, rankWith } from './fit-helps.js';
import { type TreeOptions, usualOptions } from './fit-trees.js';
import { judgedListings, testWriters, unseenWriters } from './judged-listings.js';
import type { Listing, Ranked } from './listing.js';

/** Messages to fit on and messages to test on: no writer of the second is known to encoder, neighbours or chooser. */
export type Trial = { readonly fitted: readonly Listing[]; readonly tested: readonly Listing[] };

/** @param keep which of the others' judged messages there are at all, for a curve over their number */
export const trialOf = (
  base: KnowledgeBase,
  judgments: readonly Judgment[],
  silence: SilenceHead,
  keep: (judgment: number) => boolean = () => true,
): Trial => {
  const mayCount = (at: number): boolean => !testWriters.includes(judgments[at]?.writer ?? '') && keep(at);
  const others = unseenWriters.filter(writer => !testWriters.includes(writer));
  return {
    fitted: judgedListings(base, judgments, silence, others, mayCount),
    tested: judgedListings(base, judgments, silence, testWriters, mayCount),
  };
};

/** The tested messages as a chooser fitted on the others ranks their candidates. */
export const runTrial = ({ fitted, tested }: Trial, options: TreeOptions = usualOptions): Ranked[] => {
  const helper = fitHelper(fitted, options);
  return tested.map(listing => rankWith(helper, listing));
};
