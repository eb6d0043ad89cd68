import { type SignHead, signChance } from './heads.js';
import type { Signs } from './word-signs.js';

/**
 * Somebody who isn't in danger and gets a human word loses little; the other way round is worse. Of judged messages that ask something, one of a hundred
 * lies above it when their writers are left out of the fit; of those in danger, one in nine of the hardest lies below
 * (test/evaluation/reading/danger.jsonl, by the first 220 of which it was set; of the last 180, written after the fit, 6 of 60 and 1 of 120).
 */
const dangerFrom = 0.35;
/** Whether whoever wrote a message may be in danger. */
export const mayBeInDanger = (head: SignHead, signs: Signs): boolean => signChance(head, signs) >= dangerFrom;
