import type { Block, Sentence } from '../../domain/answer.js';
import { ownSentence, paragraph } from '../../domain/drafting.js';
import type { Turn } from '../../domain/question.js';
import type { KnowledgeBase } from '../knowledge-base.js';
import type { Felt } from '../read/kind-and-feeling.js';

/** So much of a message's end tells it apart, in letters. Its beginning may hold a mention, which each platform writes in its own way. */
const endLetters = 24;

/** A text's own number: the same text gets the same sentence every time, others get others. */
const numberOf = (text: string): number => {
  let number = 0;
  for (const letter of text.toLowerCase().replace(/\P{L}/gu, '').slice(-endLetters))
    number = (number * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003;
  return number;
};

/** What the coach says of its own: no facts. `said` is what it said last, which it does not say twice running. */
export const createVoice = ({ pack }: Pick<KnowledgeBase, 'pack'>) => {
  const { voice, info } = pack;

  const oneOf = (texts: readonly string[], message: string, said: string): string => {
    const fresh = texts.filter(text => !said.includes(text));
    const from = fresh.length > 0 ? fresh : texts;
    return from[numberOf(message) % from.length] ?? '';
  };

  return {
    /** Meets what is felt: by what it is about where that is plain, else by its name, else in words that fit all. */
    feeling({ isGlad, feeling, about }: Felt, message: string, said: string): Sentence<string> | undefined {
      const family = isGlad ? voice.glad : voice.hard;
      const texts = (about && family.about[about]) || (feeling && voice.feelings[feeling]) || family.any;
      return texts.length > 0 ? ownSentence(oneOf(texts, message, said)) : undefined;
    },
    thanks: (message: string, said: string): Block<string> => paragraph(ownSentence(oneOf(voice.thanks, message, said))),
    chatter: (message: string, said: string): Block<string> => paragraph(ownSentence(oneOf(voice.chatter, message, said))),
    goodNews: (message: string, said: string): Sentence<string> => ownSentence(oneOf(voice.goodNews, message, said)),
    badNews: (message: string, said: string): Sentence<string> => ownSentence(oneOf(voice.badNews, message, said)),
    offer: (message: string): Sentence<string> => ownSentence(oneOf(voice.offer, message, '')),
    /** Where else to turn, for somebody whose feeling was met or not. */
    elsewhere(isFelt: boolean, message: string): Sentence<string> | undefined {
      const texts = isFelt ? voice.elsewhere.felt : voice.elsewhere.other;
      return texts.length > 0 ? ownSentence(oneOf(texts, message, '')) : undefined;
    },
    greeting: (message: string): Block<string> =>
      paragraph(ownSentence(oneOf(voice.greeting, message, '').replaceAll('{subject}', info.subject))),
    danger: (): Block<string>[] => [
      paragraph(ownSentence(voice.danger.word)),
      { kind: 'list', ordered: false, items: voice.danger.turnTo.map(text => [ownSentence(text)]) },
    ],
  };
};
export type Voice = ReturnType<typeof createVoice>;

/** The last thing that the coach said. */
export const lastSaid = (turns: readonly Turn[]): string => turns.findLast(turn => turn.role === 'assistant')?.content ?? '';
