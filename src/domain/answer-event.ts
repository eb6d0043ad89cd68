import type { Answer, Block, Citation } from './answer.js';

/**
 * What a member may see of an answer while it is written. Nothing that was left out is ever in an event.
 *
 * Order: any number of `status`, `piece` and `restart`, then one `answer`, then nothing. `answer` is the whole and final answer: what was
 * shown of the pieces since the last `restart` stands in it, and an adapter that cannot show pieces waits for it.
 */
export type AnswerEvent =
  | { readonly kind: 'status'; readonly status: 'searching' | 'writing' }
  | {
      readonly kind: 'piece';
      /** One sentence in a paragraph, one item in a list, or a whole table. */
      readonly block: Block<number>;
      /** Whether it goes on in the block of the piece before it. */
      readonly continues: boolean;
      /** Citations that stand here for the first time, numbered as in the final answer. */
      readonly citations: readonly Citation[];
    }
  /** What was shown so far is taken back: another writer begins again. */
  | { readonly kind: 'restart' }
  | { readonly kind: 'answer'; readonly answer: Answer };
