import { contentStems, isStopWord, words } from '../../text/tokens.js';
import { type NameIn, type NamesIn, wordsOfName } from './names-in.js';

/** A message with so many words of substance besides names says itself what it asks. */
const saysItself = 3;
/** Longer ones are no turn of a talk: they tell a story of their own. */
const mostWordsOfTurn = 12;

/** The text with the first of some names replaced and the others gone. */
const swapped = (text: string, names: readonly NameIn[], replacement: string): string => {
  const own: (string | undefined)[] = words(text);
  for (const [at, { start, end }] of names.entries()) {
    own.fill(undefined, start, end);
    if (at === 0) own[start] = replacement;
  }
  return own.filter(word => word !== undefined).join(' ');
};

/** Names that a message brings up anew; all of its names when it brings up none ("no, not this, that" names this to put it away). */
const brought = (own: readonly NameIn[], before: readonly NameIn[]): readonly NameIn[] => {
  const known = new Set(before.map(({ id }) => id));
  const fresh = own.filter(({ id }) => !known.has(id));
  return fresh.length > 0 ? fresh : own;
};

/** Words that only put right what was said. */
const saying = new Set(['meant', 'mean']);

/** What asks by itself: with one of these and a name a message needs nothing of what came before. */
const asking = new Set(['what', 'whats', 'who', 'whos', 'which', 'when', 'where', 'why', 'how']);

/** The words of a text that carry its topic. */
const topicOf = (text: string): string =>
  words(text)
    .filter(word => !isStopWord(word))
    .join(' ');

/**
 * Says in full what a message asks that leans on an earlier question, itself in full: a name takes the place of another of its kind ("and by
 * night?"); a question of its own goes with what the earlier one named ("which is harder?"); what says little by itself ("how much", "why?")
 * goes with the earlier topic. Comes back as it is where it says all by itself.
 */
export const restate = (message: string, before: string, namesIn: NamesIn): string => {
  const [own, earlier] = [namesIn(message), namesIn(before)];
  const ownWords = [...own.values()].flat().reduce((sum, name) => sum + name.end - name.start, 0);
  const substance = Math.max(0, contentStems(message).filter(stem => !saying.has(stem)).length - ownWords);
  // What says by itself what it asks may still leave unsaid of what.
  if (substance >= saysItself || (own.size > 0 && substance > 0)) {
    const goesOn =
      own.size > 0 ? /^(and|or|but)\b/i.test(message) && substance < saysItself : words(message).length <= mostWordsOfTurn;
    const unsaid = [...earlier]
      .filter(([kind]) => !own.has(kind))
      .flatMap(([, names]) => names.map(name => wordsOfName(before, name)));
    const rest = earlier.size > 0 ? [...new Set(unsaid)] : [topicOf(before)];
    return goesOn ? [message, ...rest].join(' ') : message;
  }
  for (const [kind, names] of own) {
    const others = earlier.get(kind);
    if (!others) continue;
    const fresh = brought(names, others).map(name => wordsOfName(message, name));
    return swapped(before, others, fresh.join(' and '));
  }
  if (own.size > 0) return words(message).some(word => asking.has(word)) ? message : `${message} ${topicOf(before)}`;
  const named = [...new Set([...earlier.values()].flat().map(name => wordsOfName(before, name)))];
  return `${message} ${substance > 0 && named.length > 0 ? named.join(' ') : topicOf(before)}`;
};
