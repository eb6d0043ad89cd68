import type { ChatModel, ModelReply, ReplyOptions } from '../../contracts/chat-model.js';
import type { Turn } from '../../domain/question.js';
import { contentStems, words } from '../../text/tokens.js';
import { holdsPatientData } from '../patient-data.js';
import { stripInstructions } from '../strip-instructions.js';
import { rewritePrompt } from './prompt.js';

/** A question grows by what it points at, not without end; in characters. */
const longest = 400;
/** Words that a rewriting may bring along to say what a follow-up leaves out ("salary" for "that"); none narrows what is asked. */
const linking = new Set(
  contentStems(
    `pay salary wage earn make income credential certification certificate certify role job position work career field training education require requirement
    necessary compare comparison difference similar cost price time long duration recommend suggest prefer useful help relate regard specifically please
    explain describe list give provide information detail option available responsibility duty skill outlook growth`,
  ),
);
/** How many of them. */
const newWords = 3;
/** Small words that turn a question round, or narrow it. */
const turning = new Set(
  `no not never none nothing nobody neither nor without except unless only always all every each most least few fewer less more best worst dont doesnt cant cannot
  isnt arent wont didnt us`.split(/\s+/),
);
/** Share of the follow-up's own words that must still be there. */
const keptShare = 0.5;

/**
 * Whether a rewriting says no more than the turns and the follow-up do: no name, place, figure, "not" or "only" of its own, in digits or in words, and the
 * follow-up's own words still in it.
 */
const holdsAgainstTurns = (rewritten: string, question: string, turns: readonly Turn[]): boolean => {
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
    fresh.every(stem => linking.has(stem)) &&
    words(rewritten).every(word => !turning.has(word) || givenWords.has(word)) &&
    [...own].filter(stem => kept.includes(stem)).length >= own.size * keptShare &&
    !holdsPatientData(rewritten) &&
    !stripInstructions(rewritten).instructed
  );
};

/** Lets a model make a follow-up stand alone. Undefined when what it wrote does not hold against the turns; rejects as the model does. */
export const rewriteFollowUp = async (
  chat: ChatModel,
  { question, turns, contextTokens }: { question: string; turns: readonly Turn[]; contextTokens: number },
  options: ReplyOptions & { readonly onReply: (reply: ModelReply) => void },
): Promise<string | undefined> => {
  const { onReply, ...rest } = options;
  const reply = await chat.reply(rewritePrompt(question, turns, contextTokens, chat.countTokens), rest);
  onReply(reply);
  const text = reply.text
    .trim()
    .replace(/^["“'](.*)["”']$/s, '$1')
    .trim();
  return text !== '' && reply.complete && holdsAgainstTurns(text, question, turns) ? text : undefined;
};
