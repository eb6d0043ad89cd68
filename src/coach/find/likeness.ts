import { placesOfWords, wordPlaces } from '../../retrieval/judged-words.js';
import type { Marks } from '../../retrieval/marks.js';
import type { KnowledgeBase } from '../knowledge-base.js';
import { decompose, solve } from './cholesky.js';

/** A judged message that is like a new one, itself or in one of the things that it asks. */
export type Like = {
  readonly judgment: number;
  /** Of the vectors. */
  readonly cosine: number;
  /** What its judge's word counts for, about -1 to 1. */
  readonly weight: number;
};

/** So many judged messages and asks, those nearest in meaning, are learned from. */
const mostLike = 100;
/** How fast likeness falls with the cosine. */
const steepness = 4;
/** What words shared, rare ones first, add to likeness in meaning. */
const shareOfWords = 0.5;
/** How much of a mark is its judge's own: the more, the less is made of any one. */
const noise = 0.5;

/** Below every cosine. */
const uncounted = -2;

/** Cosines are counted in bins of this width before any are sorted: a seventh of the time that sorting all takes. */
const binWidth = 1 / 2048;
const binOf = (cosine: number): number => Math.floor((cosine + 1) / binWidth);

/** The largest so many cosines, by place. */
const nearest = (count: number, cosines: Float32Array): number[] => {
  const counts = new Uint32Array(binOf(1) + 2);
  for (const cosine of cosines) {
    if (cosine <= uncounted) continue;
    const bin = binOf(cosine);
    counts[bin] = (counts[bin] as number) + 1;
  }
  let [lowest, above] = [counts.length, 0];
  while (lowest > 0 && above < count) above += counts[--lowest] as number;
  const likely: number[] = [];
  for (let at = 0; at < cosines.length; at++) if (binOf(cosines[at] as number) >= lowest) likely.push(at);
  return likely
    .sort((a, b) => (cosines[b] as number) - (cosines[a] as number) || a - b)
    .slice(0, count)
    .sort((a, b) => a - b);
};

/** The words of a text, by place, each with how much it says; together of length 1. */
type Weighed = { readonly words: Uint32Array; readonly weights: Float64Array };

/** Weighs words: those say most that few texts have (Sparck Jones 1972). */
const createWeighing = (texts: readonly Uint32Array[]): ((own: Uint32Array) => Weighed) => {
  const counts = new Uint32Array(wordPlaces);
  for (const own of texts) for (const word of own) counts[word] = (counts[word] as number) + 1;
  return words => {
    const rarity = Float64Array.from(words, word => {
      const count = counts[word] as number;
      return count === 0 ? 0 : Math.log(texts.length / count) + 1;
    });
    const length = Math.hypot(...rarity) || 1;
    return { words, weights: rarity.map(weight => weight / length) };
  };
};

/** Likeness in words of one text to others: cosines. */
const createSharedWords = () => {
  const weightAt = new Float64Array(wordPlaces);
  return (own: Weighed, others: readonly Weighed[]): Float64Array => {
    for (const [at, word] of own.words.entries()) weightAt[word] = own.weights[at] as number;
    const shared = Float64Array.from(others, ({ words, weights }) => {
      let sum = 0;
      for (let at = 0; at < words.length; at++) sum += (weights[at] as number) * (weightAt[words[at] as number] as number);
      return sum;
    });
    for (const word of own.words) weightAt[word] = 0;
    return shared;
  };
};

type Judged = Pick<KnowledgeBase, 'judgedWords'> & {
  readonly units: Pick<KnowledgeBase['units'], 'unitsOf'>;
  readonly vectors: Pick<KnowledgeBase['vectors'], 'cosines'>;
};

/**
 * Weighs judged messages so that what their judges said, summed by weight, is what a new message's judge may be expected to say: kernel ridge regression
 * (Saunders et al. 1998) on the likest ones, likeness being that of meaning and of words. Unlike a sum weighed by nearness, it counts what many near messages
 * have in common once.
 */
export const createLikeness = ({ units, vectors, judgedWords }: Judged) => {
  const samples = [...units.unitsOf('message'), ...units.unitsOf('ask')];
  const judgmentOf = Int32Array.from(samples, ({ owner }) => Number(owner));
  const idOf = Int32Array.from(samples, ({ id }) => id);
  const weigh = createWeighing(judgedWords);
  const sharedWords = createSharedWords();
  const likeness = (cosine: number, shared: number): number => Math.exp(steepness * (cosine - 1)) + shareOfWords * shared;

  /** Likeness of samples to one another, row after row, of which the lower triangle is used. */
  const likenessAmong = (near: readonly number[], texts: readonly Weighed[]): Float64Array => {
    const size = near.length;
    const ids = near.map(at => idOf[at] as number);
    const matrix = new Float64Array(size * size);
    for (const [row, id] of ids.entries()) {
      const shared = sharedWords(texts[row] as Weighed, texts.slice(0, row + 1));
      const cosines = vectors.cosines(id, ids.slice(0, row + 1));
      for (let column = 0; column <= row; column++)
        matrix[row * size + column] = likeness(cosines[column] as number, shared[column] as number);
      matrix[row * (size + 1)] = (matrix[row * (size + 1)] as number) + noise;
    }
    return matrix;
  };

  /**
   * @param similarities of the message to all units, by unit id
   * @param counts which judged messages are learned from
   */
  return (message: string, similarities: Float32Array, counts: (judgment: number) => boolean): Like[] => {
    const cosines = new Float32Array(samples.length);
    for (let at = 0; at < cosines.length; at++)
      cosines[at] = counts(judgmentOf[at] as number) ? (similarities[idOf[at] as number] ?? 0) : uncounted;
    const near = nearest(mostLike, cosines);
    const texts = near.map(at => weigh(judgedWords[at] as Uint32Array));
    const shared = sharedWords(weigh(placesOfWords(message)), texts);
    const weights = Float64Array.from(near, (at, n) => likeness(cosines[at] as number, shared[n] as number));
    const matrix = likenessAmong(near, texts);
    decompose(matrix, near.length);
    solve(matrix, near.length, weights);
    return near.map((at, n) => ({
      judgment: judgmentOf[at] as number,
      cosine: cosines[at] as number,
      weight: weights[n] as number,
    }));
  };
};

/** The marks that sentences may expect: about 1 for a best one, 0 for one of no use. */
export const expectedMarks = (like: readonly Like[], { from, sentence, mark }: Marks, sentences: number): Float64Array => {
  const marks = new Float64Array(sentences);
  for (const { judgment, weight } of like)
    for (let at = from[judgment] as number; at < (from[judgment + 1] as number); at++) {
      const own = sentence[at] as number;
      marks[own] = (marks[own] as number) + weight * (mark[at] as number);
    }
  return marks;
};

/** What may be expected of a number that judged messages have, where nothing like them is known: the usual one. */
export const expectedOf = (like: readonly Like[], value: (judgment: number) => number, usual: number): number =>
  like.reduce((sum, { judgment, weight }) => sum + weight * (value(judgment) - usual), usual);
