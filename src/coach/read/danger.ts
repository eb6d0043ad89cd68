import { type SignHead, signChance } from './heads.js';
import type { Signs } from './word-signs.js';

/**
 * Somebody who isn't in danger and gets a human word loses little; the other way round is worse. Of ordinary messages one of a hundred lies above it; what it misses and
 * takes of those that are hard to tell, `test/coach/read/read.test.ts` says.
 */
const dangerFrom = 0.3;
/** Whether whoever wrote a message may be in danger. */
export const mayBeInDanger = (head: SignHead, signs: Signs): boolean => signChance(head, signs) >= dangerFrom;
