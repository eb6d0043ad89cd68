import {
  askingWords,
  doubtingWords,
  invertingWords,
  pronouns,
  questionWords,
  requestingWords,
  tellingWords,
  wonderingWords,
  words,
} from '../../text/tokens.js';

const oneOf = (texts: readonly string[]): string => texts.join('|');

const others = invertingWords.filter(word => word !== 'is' && word !== 'are');
const leading = `^(?:(?:and|but|so|also|plus|then|ok|hey|oh) )*`;
/** "and also can", "how much": a word that asks stands first, but for small words. */
const opens = new RegExp(`${leading}(?:${oneOf([...askingWords, ...requestingWords])}|tell me|give me)\\b`);
/** "when i started", "what my boss says": that tells, or asks in other words. */
const tells = new RegExp(`${leading}(?:${oneOf(questionWords.filter(word => word !== 'whats'))}) (?:${oneOf(tellingWords)})\\b`);
/** "if it lapses do i retest": who does something stands behind its verb, wherever that is. */
const inverts = new RegExp(String.raw`(?<!\b(?:to|${oneOf(pronouns)}) )\b(?:${oneOf(others)}|did|am) (?:${oneOf(pronouns)})\b`);
/** "nurses do what exactly?" */
const asks = new RegExp(`\\b(?:${oneOf(questionWords)})\\b`);
const inOtherWords = `(?:if|whether|about|the|${oneOf(questionWords)})`;
/** "i'd like to know the best way", "i don't know what title to put". */
const wonders = new RegExp(
  String.raw`^(?:\w+ ){0,5}(?:${oneOf(wonderingWords)}) ${inOtherWords}\b|\b(?:${oneOf(doubtingWords)}) (?:what|which) \w+ to\b`,
);
/** "not sure whether", "if it's too late and if I should": it asks where nothing else does. */
const doubts = new RegExp(String.raw`\bwhether\b|\b(?:${oneOf(doubtingWords)}) ${inOtherWords}\b|\bif\b.* and if\b`);
/** "..., right?", "..., isn't it?", "Do you ever read?": a mark behind what is told, or what somebody said. */
const asksNothing = new RegExp(String.raw`, (?:right|ok|okay|no|\w+n'?t (?:${oneOf(pronouns)}))\?\W*$|\?["”’']\W*$`, 'i');

/** How a stretch of a message asks: in plain words, in other words, only by its mark ("day or night?"), or not at all. */
export type Asking = 'plainly' | 'in other words' | 'by its mark' | undefined;

/**
 * How a stretch asks something, by what it is made of.
 *
 * @param marks whether its writer writes question marks: who does ends no question without one, and only sighs with "I don't know why"
 */
export const askingOf = (text: string, marks: boolean): Asking => {
  if (asksNothing.test(text)) return undefined;
  // "night work: what is it"
  const own = words(text.split(/: /).at(-1) ?? '').join(' ');
  const isMarked = /\?\W*$/.test(text);
  const isPlain = (opens.test(own) && !tells.test(own)) || inverts.test(own) || (isMarked && asks.test(own));
  if (isPlain && !(marks && /[.!]$/.test(text))) return 'plainly';
  if (wonders.test(own) || (!marks && doubts.test(own))) return 'in other words';
  return isMarked ? 'by its mark' : undefined;
};

/** Whether a stretch begins as what is told does: "I failed twice". */
export const opensTelling = (text: string): boolean => tellingWords.includes(words(text)[0] ?? '');

/** "what does a nurse do" asks for something however little it says; "am i overthinking it" may ask nothing. */
export const asksOpenly = (text: string): boolean => questionWords.includes(words(text)[0] ?? '');

/** "and where it leads": what goes on so asks only behind what asks in such words too. */
export const opensClause = (text: string): boolean => tells.test(words(text).join(' '));

const predicate = new RegExp(
  `^(?:${oneOf(invertingWords)}|did) (?!${oneOf(pronouns)}|the|a|an|my|any|there|this|that|these|those)`,
);
/** "and can code": goes on with what is told, unless what stands before it asks. */
export const opensPredicate = (text: string): boolean => predicate.test(words(text).join(' '));

/** "or is it?", "like what do they do?": goes on with the question before it. */
export const goesOn = (text: string): boolean => /^(?:or|like)\b/i.test(text);
