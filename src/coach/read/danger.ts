import { type WordHead, wordChance } from './heads.js';
import { wordSigns } from './word-signs.js';

/**
 * Somebody who isn't in danger and gets a human word loses little; the other way round is worse. Two of a hundred ordinary messages that strangers wrote
 * are as near to it as this.
 */
const dangerFrom = 0.7;
/** Whether whoever wrote a message may be in danger. */
export const mayBeInDanger = (head: WordHead, message: string, vector: Float32Array): boolean =>
  wordChance(head, wordSigns(message, vector)) >= dangerFrom;
