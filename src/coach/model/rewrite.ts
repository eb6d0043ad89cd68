import type { ChatModel, ModelReply, ReplyOptions } from '../../contracts/chat-model.js';
import type { CareerMap } from '../../domain/career-map.js';
import type { Turn } from '../../domain/question.js';
import { contentStems, words } from '../../text/tokens.js';
import { holdsPatientData } from '../patient-data.js';
import { stripInstructions } from '../strip-instructions.js';
import { rewritePrompt } from './prompt.js';

/** A question grows by what it points at, not without end; in characters. */
const longest = 400;
/** Linking words that a rewriting may bring along ("salary" for "pay"). */
const newWords = 3;
/** Share of the follow-up's own words that must still be there. */
const keptShare = 0.5;

/** Stems of all that the career map names: a rewriting must not bring one in. */
const namesOf = (map: CareerMap): ReadonlySet<string> =>
  new Set(
    [
      ...map.roles.flatMap(role => [role.title, ...role.aliases]),
      ...map.credentials.flatMap(credential => [
        credential.name,
        credential.expansion ?? '',
        ...credential.aliases,
        ...credential.mentions.flatMap(mention => mention.issuer ?? []),
      ]),
      ...map.figures.map(figure => figure.country),
    ].flatMap(contentStems),
  );

/** Whether a rewriting says no more than the turns and the follow-up do: no new name or figure, and the follow-up's own words still in it. */
export const createRewritingCheck = (map: CareerMap) => {
  const names = namesOf(map);
  return (rewritten: string, question: string, turns: readonly Turn[]): boolean => {
    const given = [question, ...turns.map(turn => turn.content)].join(' ');
    const known = new Set(contentStems(given));
    const numbers = new Set(given.match(/\d+/g) ?? []);
    const fresh = contentStems(rewritten).filter(stem => !known.has(stem));
    const acronyms = rewritten.match(/\b[A-Z][A-Z-]{1,}\b/g) ?? [];
    const givenWords = new Set(words(given));
    const own = new Set(contentStems(question));
    const kept = contentStems(rewritten);
    return (
      rewritten.length <= longest &&
      !rewritten.includes('\n') &&
      (rewritten.match(/\d+/g) ?? []).every(number => numbers.has(number)) &&
      acronyms.every(name => words(name).every(word => givenWords.has(word))) &&
      fresh.length <= newWords &&
      !fresh.some(stem => names.has(stem)) &&
      [...own].filter(stem => kept.includes(stem)).length >= own.size * keptShare &&
      !holdsPatientData(rewritten) &&
      !stripInstructions(rewritten).instructed
    );
  };
};

/** Lets a model make a follow-up stand alone. Undefined when what it wrote does not hold against the turns; rejects as the model does. */
export const rewriteFollowUp = async (
  chat: ChatModel,
  { question, turns, contextTokens }: { question: string; turns: readonly Turn[]; contextTokens: number },
  holds: ReturnType<typeof createRewritingCheck>,
  options: ReplyOptions & { readonly onReply: (reply: ModelReply) => void },
): Promise<string | undefined> => {
  const { onReply, ...rest } = options;
  const reply = await chat.reply(rewritePrompt(question, turns, contextTokens, chat.countTokens), rest);
  onReply(reply);
  const text = reply.text
    .trim()
    .replace(/^["“'](.*)["”']$/s, '$1')
    .trim();
  return text !== '' && reply.complete && holds(text, question, turns) ? text : undefined;
};
