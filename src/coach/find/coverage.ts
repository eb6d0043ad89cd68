import { topicalStems } from '../../retrieval/topical-words.js';
import { contentStems } from '../../text/tokens.js';
import type { KnowledgeBase } from '../knowledge-base.js';

/** How much a word that names no topic says beside one that does. */
const chatShare = 0.6;
/** A word that stands nowhere weighs less than the rarest that does: it may be chat. */
const unheard = 2.5;

/** Shares of a message's rare words that each sentence (with its heading) and each passage (with its questions) holds; 0 to 1. */
export type Coverage = {
  readonly sentences: Float64Array;
  readonly passages: Float64Array;
  /** Share that stands nowhere. */
  readonly unheard: number;
};

/** How rare a stem is in the guides, 0 up: rare words say more about what is asked. */
const createRarity = ({ pack, keywords }: Pick<KnowledgeBase, 'pack' | 'keywords'>): ((stem: string) => number) => {
  const topical = topicalStems(pack);
  return stem => {
    const frequency = keywords.documentFrequency(stem);
    const inverse = frequency === 0 ? unheard : Math.log(1 + keywords.documentCount / frequency);
    return topical.has(stem) ? inverse : inverse * chatShare;
  };
};

/** Counts shared words, each by its inverse document frequency (Sparck Jones 1972). */
export const createCoverage = (base: Pick<KnowledgeBase, 'pack' | 'passages' | 'keywords'>) => {
  const rarity = createRarity(base);
  const all = [...base.passages.values()];
  const ofPassages = all.map(
    passage =>
      new Set(contentStems([...passage.headingPath, ...passage.answers, ...passage.also, ...passage.sentences].join(' '))),
  );
  const ofSentences = all.flatMap(passage =>
    passage.sentences.map(sentence => new Set(contentStems(`${passage.section} ${sentence}`))),
  );
  return (message: string): Coverage => {
    const asked = [...new Set(contentStems(message))].map(stem => [stem, rarity(stem)] as const);
    const total = asked.reduce((sum, [, weight]) => sum + weight, 0) || 1;
    const share = (held: ReadonlySet<string>): number =>
      asked.reduce((sum, [stem, weight]) => sum + (held.has(stem) ? weight : 0), 0) / total;
    const unknown = asked.reduce((sum, [stem, weight]) => sum + (base.keywords.documentFrequency(stem) === 0 ? weight : 0), 0);
    return {
      sentences: Float64Array.from(ofSentences, share),
      passages: Float64Array.from(ofPassages, share),
      unheard: unknown / total,
    };
  };
};
