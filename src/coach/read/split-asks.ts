import { endsWithAbbreviation, splitSentences } from '../../text/sentences.js';
import { contentStems, words } from '../../text/tokens.js';

/** A question is one when it asks, not when it tells: it ends in "?" or opens with a word that asks. */
const asks =
  /^(and |but |so |also |plus |then |ok |hey |oh )*(what|whats|what's|which|who|whos|how|hows|when|where|why|is|are|am|do|does|did|can|could|should|would|will|whose|any|tell me|explain|compare|define|give me|list|name)\b/i;
/** Where a second question begins inside a sentence. */
const seam =
  /[,;]? (?:and|plus|also|&|\+) (?:also )?(?=(?:what|whats|what's|which|who|how|when|where|why|is|are|do|does|can|could|should|would|will|the (?:pass rate|cost|price|fee))\b)|; ?|\s+(?=also,? (?:what|how|which|is|do|can)\b)/i;
/** "median pay, years it takes, and charts per hour": a list of things asked about one subject. */
const listOfAsks = /^(.{3,60}?)[:,] (.+?),? (?:and|plus|&) (.+)$|^(.{3,60}?): (.+), (.+)$/i;
/** "Three quick ones:" announces a list and is no subject. */
const announces = /\b(quick|questions?|ones|things?|couple|few|asks?)\b/i;
const attribute =
  /\b(wages?|employed|people|openings?|hourly|time|length|hours|duties|remote|skills?|pay|salary|median|years?|charts?|duties|cost|price|fee|exam|pass rate|certs?|credentials?|degree|growth|openings|level|requirements?)\b/i;

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
 * The things that a message asks, up to three, each with what was told before it ("im a cpc in ohio."). A message that asks one thing, nothing
 * plainly, or more than three comes back whole: its story helps to find.
 */
export const splitAsks = (message: string): string[] => {
  if (words(message).length > storyWords) return [message];
  // Who writes question marks ends no question without one.
  const marks = /\?/.test(message);
  const list = listOfAsks.exec(message.replace(/\?+$/, ''));
  if (list && !/\?./.test(message)) {
    const [subject = '', middle = '', last = ''] = list[1] === undefined ? list.slice(4) : list.slice(1);
    const items = [...middle.split(/, /), last].map(item => item.trim());
    if (
      items.length <= maxParts &&
      items.length >= 2 &&
      items.every(item => attribute.test(item) && words(item).length <= 12) &&
      !asks.test(subject)
    ) {
      return items.map(item => (announces.test(subject) ? `${item}?` : `${subject}: ${item}?`));
    }
  }
  const pieces = sentencesOf(message)
    .flatMap(sentence => sentence.split(seam))
    .map(piece => piece.trim())
    .filter(Boolean);
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
  if (parts.length < 2 || parts.length > maxParts) return [message];
  // What is told last belongs to the last question.
  if (context && words(context).length <= contextWords) parts[parts.length - 1] = `${parts.at(-1)} ${context}`;
  return parts;
};
