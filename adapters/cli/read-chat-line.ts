import { closest, distance } from 'fastest-levenshtein';
import { NextRungError } from '../../src/domain/errors.js';
import type { Pack } from '../../src/domain/pack.js';
import { compareQuestion, pathQuestion, payQuestion } from '../career-questions.js';

/** What a line of a conversation asks for. `say` is an answer without the coach. */
export type ChatAction =
  | { readonly kind: 'ask'; readonly question: string; readonly rephrased: boolean }
  | { readonly kind: 'sources' | 'help' | 'quit' | 'nothing' }
  | { readonly kind: 'say'; readonly text: string };

const commands = ['/sources', '/pay', '/path', '/compare', '/help', '/quit'] as const;
type Command = (typeof commands)[number];
const aliases: Readonly<Record<string, Command>> = {
  '/exit': '/quit',
  '/q': '/quit',
  '/bye': '/quit',
  '/?': '/help',
  '/h': '/help',
  '/source': '/sources',
};

const rephrase = (makeQuestion: () => string): ChatAction => {
  try {
    return { kind: 'ask', question: makeQuestion(), rephrased: true };
  } catch (error) {
    if (error instanceof NextRungError) return { kind: 'say', text: `${error.memberSentence.replace(/: (?=\w)/, ': /')}` };
    throw error;
  }
};

const unknownCommand = (word: string): ChatAction => {
  const near = closest(word.toLowerCase(), [...commands]);
  const guess = distance(word.toLowerCase(), near) <= Math.min(3, word.length / 3) ? ` Did you mean ${near}?` : '';
  return { kind: 'say', text: `I don’t know ${word}.${guess} /help lists what I do, or just ask in your own words.` };
};

/** Reads a line: a command, the number of a suggestion, or a question. */
export const readChatLine = (line: string, suggestions: readonly string[], pack: Pack): ChatAction => {
  const text = line.trim();
  if (!text) return { kind: 'nothing' };
  const suggestion = /^[1-9]$/.test(text) ? suggestions[Number(text) - 1] : undefined;
  if (suggestion) return { kind: 'ask', question: suggestion, rephrased: true };
  if (/^(quit|exit|bye)$/i.test(text)) return { kind: 'quit' };
  const [, word, rest = ''] = /^(\/[a-z?]*)(?:\s+(.*))?$/i.exec(text) ?? [];
  if (!word) return { kind: 'ask', question: text, rephrased: false };
  const command = commands.find(name => name === word.toLowerCase()) ?? aliases[word.toLowerCase()];
  switch (command) {
    case '/sources':
      return { kind: 'sources' };
    case '/help':
      return { kind: 'help' };
    case '/quit':
      return { kind: 'quit' };
    case '/pay':
      return rephrase(() => payQuestion(rest, pack));
    case '/path':
      return rephrase(() => pathQuestion([rest], pack));
    case '/compare':
      return rephrase(() => compareQuestion(rest.split(/\s+/), pack));
    case undefined:
      return unknownCommand(word);
    default:
      return command satisfies never;
  }
};
