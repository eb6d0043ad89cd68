import type { ChatModel, ModelReply, ReplyOptions } from '../../contracts/chat-model.js';
import { withoutThought } from '../../text/thought.js';
import { contentStems, turningWords, words } from '../../text/tokens.js';
import { holdsIdentifier } from '../patient-data.js';
import { stripInstructions } from '../strip-instructions.js';
import { type Rewriting, rewritePrompt } from './prompt.js';

/** A question grows by what it points at, not without end; in characters. */
const longest = 400;
/** Of the words that link, how many a rewriting may bring along to say what a follow-up leaves out ("salary" for "that"). */
const newWords = 3;
/** Share of the follow-up's own words that must still be there; a story is told in fewer. */
const keptShare = 0.5;

type Given = Rewriting & {
  /** Words that the pack lets a rewriting bring along. */
  readonly linking: readonly string[];
};

/**
 * Whether a rewriting says no more than the turns and the question do: no name, place, figure, "not" or "only" of its own, in digits or in words, and a
 * follow-up's own words still in it.
 */
const holdsAgainstTurns = (
  rewritten: string,
  { question, isStory, turns, linking }: Omit<Given, 'contextTokens' | 'instructions'>,
): boolean => {
  const links = new Set(linking.flatMap(contentStems));
  const given = [question, ...turns.map(turn => turn.content)].join(' ');
  const known = new Set(contentStems(given));
  const numbers = new Set(given.match(/\d+/g) ?? []);
  const fresh = contentStems(rewritten).filter(stem => !known.has(stem));
  const acronyms = rewritten.match(/\b[A-Z][A-Z-]{1,}\b|\b(?:[A-Z]\.){2,}/g) ?? [];
  const givenWords = new Set(words(given));
  const own = new Set(contentStems(question));
  const kept = contentStems(rewritten);
  return (
    rewritten.length <= longest &&
    !rewritten.includes('\n') &&
    (rewritten.match(/\d+/g) ?? []).every(number => numbers.has(number)) &&
    acronyms.every(name => words(name).every(word => givenWords.has(word))) &&
    fresh.length <= newWords &&
    fresh.every(stem => links.has(stem)) &&
    words(rewritten).every(word => !turningWords.has(word) || givenWords.has(word)) &&
    (isStory || [...own].filter(stem => kept.includes(stem)).length >= own.size * keptShare) &&
    !holdsIdentifier(rewritten) &&
    !stripInstructions(rewritten).instructed
  );
};

/** Lets a model make a question stand alone. Undefined when what it wrote does not hold against what was said; rejects as the model does. */
export const rewriteQuestion = async (
  chat: ChatModel,
  given: Given,
  options: ReplyOptions & { readonly onReply: (reply: ModelReply) => void },
): Promise<string | undefined> => {
  const { onReply, ...rest } = options;
  const reply = await chat.reply(rewritePrompt(given, chat.countTokens), rest);
  onReply(reply);
  const text = withoutThought(reply.text)
    .replace(/^["“'](.*)["”']$/s, '$1')
    .trim();
  return text !== '' && reply.complete && holdsAgainstTurns(text, given) ? text : undefined;
};
