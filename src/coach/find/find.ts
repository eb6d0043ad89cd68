import type { KnowledgeBase } from '../knowledge-base.js';
import { createCoverage } from './coverage.js';
import { createNamed } from './names.js';
import { createNearness, marksOf, weighMarks } from './nearness.js';
import { messageSigns, type Signs, sentenceSigns } from './signs.js';

/** A sentence that may help, with everything that tells whether it does. */
type Candidate = {
  /** Its number among all sentences of the pack, from 0. */
  readonly sentence: number;
  readonly signs: Signs;
};

export type Found = {
  /** Best first by three signs added up. */
  readonly candidates: readonly Candidate[];
  /** Similarities of the message to all units, by unit id. */
  readonly similarities: Float32Array;
  /** Nearness to each judged message. */
  readonly nearness: Float32Array;
};

export type Asked = {
  /** Spelt out in the guides' words, for what compares words. */
  readonly words: string;
  readonly vector: Float32Array;
};

/** Logit of silence of a vector, as the encoder was fitted to tell it against sixteen times the best cosine. */
export type SilenceHead = { readonly weight: readonly number[]; readonly bias: number };

/** Best sentences among the first 20, 40, 60, 80 and 120: .78, .87, .91, .93, .95. */
const candidateCount = 60;
/** Widths of the look at near judged messages. */
const widths = { usual: 0.06, narrow: 0.03, wide: 0.1 } as const;
/** The encoder's cosines are spread by this factor where they stand against its sign of silence. */
const spread = 16;

const largest = (values: ArrayLike<number>): number => {
  let most = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < values.length; at++) most = Math.max(most, values[at] as number);
  return most;
};

/** Deviations from the mean in standard deviations. */
const standardised = (values: ArrayLike<number>): Float64Array => {
  const own = Float64Array.from(values);
  const mean = own.reduce((sum, value) => sum + value, 0) / Math.max(1, own.length);
  const deviation = Math.sqrt(own.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, own.length)) || 1;
  return own.map(value => (value - mean) / deviation);
};

const less = (values: Float64Array): Float64Array => {
  const most = largest(values);
  return values.map(value => value - most);
};

/** Shares of what near judged messages were judged to be, weighed by nearness. */
const shareOf = (
  nearness: Float32Array,
  width: number,
  counts: (judgment: number) => boolean,
  value: readonly number[],
): number => {
  let [sum, all] = [0, 1e-12];
  for (let at = 0; at < nearness.length; at++) {
    if (!counts(at)) continue;
    const weight = Math.exp(((nearness[at] as number) - 1) / width);
    sum += weight * (value[at] ?? 0);
    all += weight;
  }
  return sum / all;
};

const everyone = (): boolean => true;

/**
 * Finds the sentences that may help whoever wrote a message, each with its signs. Every sentence of the pack is compared: nothing counts as far
 * because it was outside a list of neighbours.
 */
export const createFinder = (base: KnowledgeBase, silence: SilenceHead) => {
  const { pack, passages, units, vectors, judgments, retriever } = base;
  const sentences = units.unitsOf('sentence');
  const places = [...passages.keys()];
  const placeOf = new Map(places.map((id, at) => [id, at]));
  const passageOf = Int32Array.from(sentences, unit => placeOf.get(unit.owner) ?? 0);
  const passageUnits = units.unitsOf('passage');
  const answerUnits = units.unitsOf('answer').map(unit => ({ id: unit.id, place: placeOf.get(unit.owner) ?? 0 }));
  const gapUnits = units.unitsOf('gap');
  const nearnessOf = createNearness(units, judgments);
  const marks = marksOf(judgments);
  const silent = judgments.map(judgment => (judgment.none ? 1 : 0));
  const mostMarked = judgments.map(judgment => (judgment.best.length > 0 ? 1 : judgment.useful.length > 0 ? 0.5 : 0));
  const coverage = createCoverage(base);
  const namedIn = createNamed(pack);

  const similaritySigns = (vector: Float32Array, similarities: Float32Array) => {
    const sentence = Float64Array.from(sentences, unit => similarities[unit.id] ?? 0);
    const ofPassage = Float64Array.from(passageUnits, unit => similarities[unit.id] ?? 0);
    const ofAnswers = new Float64Array(places.length);
    for (const { id, place } of answerUnits) ofAnswers[place] = Math.max(ofAnswers[place] ?? 0, similarities[id] ?? 0);
    const passage = Float64Array.from(passageOf, place => ofPassage[place] ?? 0);
    const answers = Float64Array.from(passageOf, place => ofAnswers[place] ?? 0);
    const quiet = silence.weight.reduce((sum, weight, at) => sum + weight * (vector[at] ?? 0), silence.bias);
    return {
      sentence,
      passage,
      answers,
      sentenceStandard: standardised(sentence),
      passageStandard: standardised(passage),
      answersStandard: standardised(answers),
      answersLess: less(answers),
      overSilence: sentence.map(value => spread * value - quiet),
    };
  };

  return {
    sentences,
    /**
     * @param counts which judged messages may be neighbours; all of them, but where a chooser is fitted or tested
     */
    find({ words, vector }: Asked, counts: (judgment: number) => boolean = everyone): Found {
      const similarities = vectors.similarities(vector);
      const nearness = nearnessOf(similarities);
      const own = similaritySigns(vector, similarities);
      const weigh = (near: Float32Array, width: number): Float64Array => weighMarks(near, marks, sentences.length, width, counts);
      const marksBy = {
        marks: weigh(nearness.both, widths.usual),
        marksByMessage: weigh(nearness.byMessage, widths.usual),
        marksByAsk: weigh(nearness.byAsk, widths.usual),
        marksNarrow: weigh(nearness.both, widths.narrow),
        marksWide: weigh(nearness.both, widths.wide),
      };
      const found = retriever.retrieve({ text: words, vector, similarities }, passages.size);
      const keywordOf = new Map(found.passages.map(item => [item.owner, item.keyword]));
      const held = coverage(words);
      const named = namedIn(words);
      const each: Record<(typeof sentenceSigns)[number], ArrayLike<number>> = {
        ...own,
        ...marksBy,
        marksLess: less(marksBy.marks),
        marksByMessageLess: less(marksBy.marksByMessage),
        marksByAskLess: less(marksBy.marksByAsk),
        marksNarrowLess: less(marksBy.marksNarrow),
        marksWideLess: less(marksBy.marksWide),
        wordsInSentence: held.sentences,
        wordsInPassage: Float64Array.from(passageOf, place => held.passages[place] ?? 0),
        keywords: Float64Array.from(passageOf, place => keywordOf.get(places[place] ?? '') ?? 0),
        namesInSentence: named.inSentences,
        namesInPassage: Float64Array.from(passageOf, place => named.inPassages[place] ?? 0),
        numbersInSentence: named.numbers,
      };
      const near = nearness.both
        .filter((_, at) => counts(at))
        .sort()
        .reverse();
      const gap = Math.max(0, ...gapUnits.map(unit => similarities[unit.id] ?? 0));
      const whole: Record<(typeof messageSigns)[number], number> = {
        mostOverSilence: largest(own.overSilence),
        none: shareOf(nearness.both, 0.05, counts, silent),
        noneWide: shareOf(nearness.both, 0.1, counts, silent),
        noneByMessage: shareOf(nearness.byMessage, 0.05, counts, silent),
        nearest: near[0] ?? 0,
        nearestFive: near.slice(0, 5).reduce((sum, value) => sum + value, 0) / Math.max(1, Math.min(5, near.length)),
        marked: shareOf(nearness.both, 0.05, counts, mostMarked),
        mostMarks: largest(marksBy.marks),
        mostMarksByMessage: largest(marksBy.marksByMessage),
        gap,
        gapLead: gap - largest(own.answers),
        mostAnswers: largest(own.answers),
        mostWords: largest(held.passages),
        unheard: held.unheard,
        names: named.count,
        figures: named.figures,
        mostFigures: largest(named.numbers),
      };
      const tail = messageSigns.map(name => whole[name]);
      const standing = judgments.length > 0 ? standardised(marksBy.marks) : new Float64Array(sentences.length);
      const order = sentences
        .map((_, at) => at)
        .map(
          at => [at, (standing[at] ?? 0) + 0.7 * (own.sentenceStandard[at] ?? 0) + 0.5 * (own.answersStandard[at] ?? 0)] as const,
        )
        .toSorted((a, b) => b[1] - a[1] || a[0] - b[0])
        .slice(0, candidateCount);
      return {
        similarities,
        nearness: nearness.both,
        candidates: order.map(([sentence]) => ({
          sentence,
          signs: Float64Array.from([...sentenceSigns.map(name => each[name][sentence] ?? 0), ...tail]),
        })),
      };
    },
  };
};
