import type { Vocabulary } from '../../domain/pack.js';
import { endsWithAbbreviation, splitSentences } from '../../text/sentences.js';
import { askingWords, contentStems, requestingWords, words } from '../../text/tokens.js';

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
/** "whats" and "what's". */
const anyOpening = (texts: readonly string[]): string => texts.map(text => escaped(text).replace(/s$/, "'?s")).join('|');
/** One or many. */
const anyThing = (texts: readonly string[]): string => texts.map(text => `${escaped(text).replace(/s$/, '')}s?`).join('|');

/** A question is one when it asks, not when it tells: it ends in "?" or opens with a word that asks. */
const asks = new RegExp(
  String.raw`^(?:and |but |so |also |plus |then |ok |hey |oh )*(?:${anyOpening([...askingWords, ...requestingWords])}|tell me|give me)\b`,
  'i',
);
/** "median pay, years it takes, and charts per hour": a list of things asked about one subject. */
const listOfAsks = /^(.{3,60}?)[:,] (.+?),? (?:and|plus|&) (.+)$|^(.{3,60}?): (.+), (.+)$/i;
/** "Three quick ones:" announces a list and is no subject. */
const announces = /\b(quick|questions?|ones|things?|couple|few|asks?)\b/i;

const maxParts = 3;
/** A longer message is a story: what it asks goes with all of it. */
const storyWords = 40;
/** More telling than this before a question is a story, not its subject. */
const contextWords = 14;
/** A question with as many words of substance stands without its story. */
const standsAlone = 3;

/** A question with what was told before it: all of it when short, else its last sentence, or nothing when the question says enough itself. */
const withContext = (question: string, context: string): string => {
  if (words(context).length <= contextWords) return `${context} ${question}`.trim();
  return contentStems(question).length >= standsAlone ? question : `${splitSentences(context).at(-1) ?? ''} ${question}`.trim();
};

/** Sentences of a chat message: one that begins with a small letter, or on a new line, is a sentence too. */
const sentencesOf = (message: string): string[] =>
  message
    .split(/\n+/)
    .flatMap(splitSentences)
    .flatMap(sentence => sentence.split(/(?<=[\p{L}\p{N})][.!?…]+) +(?=\p{Ll}{2})/u).reduce<string[]>(joinAbbreviations, []));

/** "vs. the", "e.g. this": the dot ended no sentence. */
const joinAbbreviations = (whole: string[], piece: string): string[] => {
  const last = whole.at(-1);
  return last !== undefined && endsWithAbbreviation(last) ? [...whole.slice(0, -1), `${last} ${piece}`] : [...whole, piece];
};

/**
 * Cuts a message into the things that it asks, up to three, each with what was told before it ("im new in ohio."). A message that asks one
 * thing, nothing plainly, or more than three comes back whole: its story helps to find.
 */
export const createSplitter = ({ attributes }: Pick<Vocabulary, 'attributes'>): ((message: string) => string[]) => {
  const attribute = new RegExp(String.raw`\b(?:${anyThing(attributes)})\b`, 'i');
  /** Where a second question begins inside a sentence. */
  const seam = new RegExp(
    String.raw`[,;]? (?:and|plus|also|&|\+) (?:also )?(?=(?:${anyOpening(askingWords)})\b${attributes.length > 0 ? String.raw`|the (?:${anyThing(attributes)})\b` : ''})|; ?|\s+(?=also,? (?:${anyOpening(askingWords)})\b)`,
    'i',
  );

  /** "median pay, years it takes, and charts per hour" as a question each; none where it is no such list. */
  const listed = (message: string): string[] => {
    const list = attributes.length > 0 ? listOfAsks.exec(message.replace(/\?+$/, '')) : null;
    if (!list || /\?./.test(message)) return [];
    const [subject = '', middle = '', last = ''] = list[1] === undefined ? list.slice(4) : list.slice(1);
    const items = [...middle.split(/, /), last].map(item => item.trim());
    const isList = items.length <= maxParts && items.every(item => attribute.test(item) && words(item).length <= 12);
    if (!isList || asks.test(subject)) return [];
    return items.map(item => (announces.test(subject) ? `${item}?` : `${subject}: ${item}?`));
  };

  return message => {
    if (words(message).length > storyWords) return [message];
    const items = listed(message);
    if (items.length > 0) return items;
    const pieces = sentencesOf(message)
      .flatMap(sentence => sentence.split(seam))
      .map(piece => piece.trim())
      .filter(Boolean);
    const { parts, context } = questionsIn(pieces, /\?/.test(message));
    if (parts.length < 2 || parts.length > maxParts) return [message];
    // What is told last belongs to the last question.
    return context && words(context).length <= contextWords ? [...parts.slice(0, -1), `${parts.at(-1)} ${context}`] : parts;
  };
};

/**
 * The pieces that ask, each with what was told before it, and what was told after the last.
 *
 * @param marks whether question marks are written: who writes them ends no question without one
 */
const questionsIn = (pieces: readonly string[], marks: boolean): { readonly parts: string[]; readonly context: string } => {
  const parts: string[] = [];
  let context = '';
  for (const piece of pieces) {
    // A fragment behind a question ("law, tech, what?") goes on with it.
    const asking =
      (asks.test(piece) && !(marks && /[.!]$/.test(piece)) && (parts.length === 0 || contentStems(piece).length > 1)) ||
      (/\?\W*$/.test(piece) && parts.length === 0);
    if (!asking || contentStems(piece).length === 0) context = `${context} ${piece}`.trim();
    else {
      parts.push(withContext(piece, context));
      context = '';
    }
  }
  return { parts, context };
};

/** The questions that a story asks in so many words, where it asks two or three: answered as a whole, it may leave one of them out. */
export const questionsOf = (story: string): string[] => {
  if (words(story).length <= storyWords) return [];
  const asked = sentencesOf(story).filter(sentence => /\?\W*$/.test(sentence) && contentStems(sentence).length >= standsAlone);
  return asked.length > 1 && asked.length <= maxParts ? asked : [];
};
