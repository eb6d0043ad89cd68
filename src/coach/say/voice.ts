import type { Block, Sentence } from '../../domain/answer.js';
import { ownSentence, paragraph } from '../../domain/drafting.js';
import type { Turn } from '../../domain/question.js';
import { cosineSimilarity } from '../../text/vectors.js';
import type { KnowledgeBase } from '../knowledge-base.js';
import type { Feeling } from '../read/heads.js';

/** The first sentences of a feeling fit whatever it is about; the others have to be about the same as the message. */
const general = 3;
/** A sentence is about the same as a message from here on, a cosine. */
const aboutTheSame = 0.58;

/** A text's own number: the same text gets the same sentence every time, others get others. */
const numberOf = (text: string): number => {
  let number = 0;
  for (const letter of text) number = (number * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003;
  return number;
};

/** What the coach says of its own: no facts. `said` is what it said last, which it does not say twice running. */
export const createVoice = ({ pack, units, vectors }: Pick<KnowledgeBase, 'pack' | 'units' | 'vectors'>) => {
  const { voice, info } = pack;
  const sentenceUnits = units.unitsOf('voice');

  const oneOf = (texts: readonly string[], message: string, said: string): string => {
    const fresh = texts.filter(text => !said.includes(text));
    const from = fresh.length > 0 ? fresh : texts;
    return from[numberOf(message) % from.length] ?? '';
  };

  return {
    /** Meets what is felt, with the sentence that is about the same as the message or, where none is, a general one. */
    feeling(feeling: Feeling, message: string, vector: Float32Array, said: string): Sentence<string> | undefined {
      const texts = voice.feelings[feeling];
      if (!texts) return undefined;
      const [nearest] = sentenceUnits
        .filter(unit => unit.owner === feeling && unit.ordinal >= general && !said.includes(texts[unit.ordinal] ?? ''))
        .map(unit => ({ text: texts[unit.ordinal] ?? '', similarity: cosineSimilarity(vectors.vectorOf(unit.id), vector) }))
        .toSorted((a, b) => b.similarity - a.similarity);
      const own = nearest && nearest.similarity >= aboutTheSame ? nearest.text : undefined;
      return ownSentence(own ?? oneOf(texts.slice(0, general), message, said));
    },
    thanks: (message: string, said: string): Block<string> => paragraph(ownSentence(oneOf(voice.thanks, message, said))),
    chatter: (message: string, said: string): Block<string> => paragraph(ownSentence(oneOf(voice.chatter, message, said))),
    goodNews: (message: string, said: string): Sentence<string> => ownSentence(oneOf(voice.goodNews, message, said)),
    badNews: (message: string, said: string): Sentence<string> => ownSentence(oneOf(voice.badNews, message, said)),
    offer: (message: string): Sentence<string> => ownSentence(oneOf(voice.offer, message, '')),
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
