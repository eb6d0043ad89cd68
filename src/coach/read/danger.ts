import { type WordHead, wordChance } from './heads.js';
import { wordSigns } from './word-signs.js';

/**
 * Somebody who isn't in danger and gets a human word loses little; the other way round is worse. Two of a hundred ordinary messages that strangers wrote
 * are as near to it as this.
 */
const dangerFrom = 0.7;
/** Brings a unit vector's numbers to the size of the other signs. */
const spread = 8;

/** The words of a message and their pairs, and its vector, number by number. */
export const dangerSigns = (message: string, vector: Float32Array): ReadonlyMap<string, number> =>
  new Map([...wordSigns(message), ...[...vector].map((value, at) => [`vector ${at}`, spread * value] as const)]);

/** Whether whoever wrote a message may be in danger. */
export const mayBeInDanger = (head: WordHead, message: string, vector: Float32Array): boolean =>
  wordChance(head, dangerSigns(message, vector)) >= dangerFrom;
