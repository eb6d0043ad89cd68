import { contentStems, isStopWord, words } from '../../text/tokens.js';

const ordinals = ['first', 'second', 'third', 'fourth', 'fifth'];
const numbers = ['one', 'two', 'three', 'four', 'five'];
/** A pick is short: a longer message that holds a number asks something. */
const mostWords = 4;

/** Words that may stand beside a number and leave it a pick: "the other one" and "one year" are none. */
const beside = new Set(['the', 'option', 'number', 'no', 'ok', 'yes', 'please', 'pls']);

/** The place that a word counts to, from 0. */
const placeOf = (word: string): number => {
  const digit = /^([1-9])(?:st|nd|rd|th)?$/.exec(word)?.[1];
  return digit ? Number(digit) - 1 : Math.max(ordinals.indexOf(word), numbers.indexOf(word));
};

/** Which of the offered questions a message picks ("2.", "the second one", "yes please", the topic's own words); undefined when none. */
export const pickOf = (message: string, offered: readonly string[]): string | undefined => {
  const own = words(message);
  if (offered.length === 0 || own.length === 0 || own.length > mostWords) return undefined;
  if (/^(yes|yeah|yep|sure|ok yes)( please| pls)?\W*$/i.test(message.trim())) return offered[0];
  const places = own.map(placeOf).filter(place => place >= 0);
  // "the first one" counts twice: the ordinal is the pick.
  const [place] = places;
  const rest = own.filter(word => placeOf(word) < 0);
  if (place !== undefined && rest.every(word => beside.has(word))) return offered[place];
  // The topic's own words, and nothing that asks by itself ("and the other?").
  const stems = contentStems(message);
  if (stems.length === 0 || own.some(word => isStopWord(word) && word !== 'the')) return undefined;
  const holding = offered.filter(text => {
    const held = new Set(contentStems(text));
    return stems.every(stem => held.has(stem));
  });
  return holding.length === 1 ? holding[0] : undefined;
};
