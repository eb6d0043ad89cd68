import { askingWords, contentStems, isStopWord, requestingWords, words } from '../../text/tokens.js';
import { type NameIn, type NamesIn, wordsOfName } from './names-in.js';

/** ", not on my own": what is ruled out at the end of a message is not asked for, though it names it. */
const ruledOut = /, (?:and |but )?not (?:[\p{L}\d'’-]+ ?){1,4}[.!]*$/iu;

/** The text with the first of some names replaced and the others gone. */
const swapped = (text: string, names: readonly NameIn[], replacement: string): string => {
  const own: (string | undefined)[] = words(text);
  for (const [at, { start, end }] of names.entries()) {
    own.fill(undefined, start, end);
    if (at === 0) own[start] = replacement;
  }
  return own.filter(word => word !== undefined).join(' ');
};

/** Words that only put right what was said. */
const saying = new Set(['meant', 'mean']);

/**
 * The earlier question with the names that a message brings up in place of others of their kind ("and by night?"), or of any kind where it puts
 * right what was said; undefined where it brings up none.
 */
const renamed = (message: string, before: string, namesIn: NamesIn): string | undefined => {
  const [own, earlier] = [namesIn(message), namesIn(before)];
  const isCorrecting = words(message).some(word => saying.has(word));
  for (const [kind, names] of own) {
    const others = earlier.get(kind) ?? (isCorrecting ? [...earlier.values()][0] : undefined) ?? [];
    const known = new Set(others.map(({ id }) => id));
    const fresh = names.filter(({ id }) => !known.has(id)).map(name => wordsOfName(message, name));
    if (others.length > 0 && fresh.length > 0) return swapped(before, others, fresh.join(' and '));
  }
  return undefined;
};

const opensAsking = new RegExp(
  String.raw`^(?:(?:and|or|but|so|ok|then) )*(?:${[...askingWords, ...requestingWords].join('|')})\b`,
  'i',
);

/** "What about the night shift?" asks nothing but of what it names. */
const bringsUp = /^(?:(?:and|or|but|so|ok|then) )*(?:what|how) about\b/i;

/** Whether a message only names something. */
const onlyNames = (message: string, namesIn: NamesIn): boolean => {
  const named = [...namesIn(message).values()].flat().reduce((sum, name) => sum + name.end - name.start, 0);
  return (
    (bringsUp.test(message) || !opensAsking.test(message)) &&
    contentStems(message).filter(stem => !saying.has(stem)).length <= named
  );
};

/** Whether a message only names another thing of a kind that the earlier question names too. */
export const namesAnother = (message: string, before: string, namesIn: NamesIn): boolean =>
  onlyNames(message, namesIn) && renamed(message, before, namesIn) !== undefined;

/** The words of a text that carry its topic, without what is asked of it ("how long"). */
export const topicOf = (text: string): string =>
  words(text.replace(/\bhow \w+/gi, ''))
    .filter(word => !isStopWord(word))
    .join(' ');

/** So many words of substance are a topic of their own. */
const ownTopic = 2;

/** What was asked, in full, and the topic that it was asked of. */
export type Said = { readonly question: string; readonly topic: string };
export const saidAlone = (question: string): Said => ({ question, topic: topicOf(question) });

/**
 * Says in full what a message asks that leans on an earlier question. A name takes the place of another of its kind; who asks another thing asks
 * it of the earlier topic ("which is harder?", "and pay?"), which stays the topic where the message brings none; what only tells goes on with
 * the earlier question ("in the evening", "i have two years of it").
 *
 * @param attributes what members ask about a thing
 */
export const createRestater = (namesIn: NamesIn, attributes: readonly string[]) => {
  const asked = new Set(attributes.flatMap(contentStems));
  const isAsking = (message: string): boolean => {
    const stems = contentStems(message);
    return opensAsking.test(message) || (stems.length > 0 && stems.every(stem => asked.has(stem)));
  };
  return (typed: string, before: Said): Said => {
    const message = typed.replace(ruledOut, '');
    const renaming = (text: string): string | undefined => renamed(message, text, namesIn);
    const other = renaming(before.question);
    if (other !== undefined && onlyNames(message, namesIn)) return saidAlone(other);
    if (!isAsking(message)) return saidAlone(`${other ?? before.question} ${message}`);
    const topic = renaming(before.topic) ?? before.topic;
    const question = `${topic} ${message}`;
    const own = contentStems(message).filter(stem => !asked.has(stem));
    return own.length < ownTopic && namesIn(message).size === 0 ? { question, topic } : saidAlone(question);
  };
};
