import type { Block } from '../../domain/answer.js';
import { sentencesOfBlock } from '../../domain/drafting.js';
import type { Verified, Verifier } from '../verify.js';

/** The sentence that a reader of blocks has read last; empty behind a table. */
const lastSentence = (blocks: readonly Block<string>[]): string =>
  blocks
    .slice(-1)
    .flatMap(sentencesOfBlock)
    .at(-1)
    ?.parts.map(part => part.text)
    .join(' ') ?? '';

/**
 * Verifies a reply piece by piece, each with the sentence that stands before it, since "it" may stand for what that one names. Behind a
 * sentence that was dropped a pronoun stands for nothing.
 */
export const createPieceVerifier = (verify: Verifier, lead: readonly Block<string>[]): ((block: Block<string>) => Verified) => {
  let before = lastSentence(lead);
  return block => {
    const verified = verify({ blocks: [block] }, { before });
    before = verified.dropped.length > 0 ? '' : lastSentence(verified.blocks);
    return verified;
  };
};
