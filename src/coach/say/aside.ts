import type { Answer, Sentence } from '../../domain/answer.js';
import { paragraph, sentence } from '../../domain/drafting.js';
import type { createOwnAnswers } from '../abstain.js';
import type { KnowledgeBase } from '../knowledge-base.js';
import type { Evidence } from '../part.js';
import type { Reading } from '../read/read.js';
import { heardReply } from '../replies.js';
import type { createSuggester } from '../suggest.js';
import { onlyEnglish } from './other-languages.js';
import type { Voice } from './voice.js';

/** Topics that a greeting and a word of comfort offer. */
const offered = 3;

type Parts = {
  readonly base: Pick<KnowledgeBase, 'pack'>;
  readonly voice: Voice;
  readonly finish: ReturnType<typeof createOwnAnswers>;
  readonly suggest: ReturnType<typeof createSuggester>;
  /** What may help whoever wrote a message, best first. */
  readonly evidenceFor: (message: string, vector: Float32Array) => readonly Evidence[];
};

/** Answers to a message that asks nothing of the guides: thanks, a greeting, an aside, news, a sigh, and somebody in danger. */
export const createAsides = ({ base, voice, finish, suggest, evidenceFor }: Parts) => {
  const aside = (...given: Parameters<typeof finish>): Answer => ({ ...finish(...given), isAside: true });
  /** A word, and one offer. */
  const comfort = (message: string, vector: Float32Array, word: Sentence<string>): Answer => {
    const topics = suggest(message, vector, '', evidenceFor(message, vector));
    return topics.length > 1
      ? finish('clarify', [paragraph(word, voice.offer(message))], 1, topics)
      : aside('answered', [paragraph(word)], 1);
  };
  return (message: string, { kind, danger, feeling, language, vector }: Reading, said: string): Answer | undefined => {
    if (danger) return { ...finish('declined', voice.danger(), 1), isPrivate: true };
    if (language) return finish('out_of_scope', [paragraph(sentence(onlyEnglish(language)))], 1);
    const isGood = feeling?.isGlad ?? false;
    const met = feeling && voice.feeling(feeling, message, said);
    switch (kind) {
      case 'thanks':
        return aside('answered', [voice.thanks(message, said)], 1);
      case 'chatter':
        return aside('answered', [met ? paragraph(met) : voice.chatter(message, said)], 1);
      case 'greeting':
        return aside('answered', [voice.greeting(message)], 1, base.pack.info.suggestions.slice(0, offered));
      case 'news':
        // Who tells of a loss is not congratulated for want of a sign.
        if (isGood || !met) return aside('answered', [isGood ? paragraph(voice.goodNews(message, said)) : heardReply], 1);
        return comfort(message, vector, met);
      case 'vent':
        return comfort(message, vector, met ?? voice.badNews(message, said));
      default:
        return undefined;
    }
  };
};
