import { type SignHead, signChance } from './heads.js';
import type { Signs } from './word-signs.js';

/**
 * Somebody who isn't in danger and gets a human word loses little; the other way round is worse. Of judged messages that ask something, one of a hundred
 * lies above it when their writers are left out of the fit; of those in danger, one in nine of the hardest lies below
 * (test/evaluation/reading/danger.jsonl: of the first 400 10 of 170, and 9 of 230 that only sound so lie above; of the last 160, written by another, 12 of 80 and 7 of 80).
 */
const dangerFrom = 0.3;
/** Whether whoever wrote a message may be in danger. */
export const mayBeInDanger = (head: SignHead, signs: Signs): boolean => signChance(head, signs) >= dangerFrom;
