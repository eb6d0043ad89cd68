import { marksOf } from '../../retrieval/marks.js';
import type { KnowledgeBase } from '../knowledge-base.js';
import { type AskedGap, createAskedGap } from './asked-gap.js';
import { createCoverage } from './coverage.js';
import { createLikeness, expectedMarks, expectedOf, type Like } from './likeness.js';
import { createNamed } from './names.js';
import { messageSigns, type Signs, sentenceSigns } from './signs.js';

/** A sentence that may help, with everything that tells whether it does. */
type Candidate = {
  /** Its number among all sentences of the pack, from 0. */
  readonly sentence: number;
  readonly signs: Signs;
};

export type Found = {
  /** Best first by four signs added up. */
  readonly candidates: readonly Candidate[];
  /** Similarities of the message to all units, by unit id. */
  readonly similarities: Float32Array;
  /** Judged messages like it. */
  readonly like: readonly Like[];
  /** What it seems to ask that no guide says. */
  readonly gap: AskedGap | undefined;
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

const everyone = (): boolean => true;

/** Where sentences stand: the place of each one's passage among all passages, and places by passage id. */
const placesOf = ({ passages, units }: KnowledgeBase) => {
  const sentences = units.unitsOf('sentence');
  const ids = [...passages.keys()];
  const placeOf = new Map(ids.map((id, at) => [id, at]));
  return { sentences, ids, placeOf, passageOf: Int32Array.from(sentences, unit => placeOf.get(unit.owner) ?? 0) };
};
type Places = ReturnType<typeof placesOf>;

/** Signs of similarity, sentence by sentence. */
const createSimilaritySigns = (base: KnowledgeBase, { sentences, ids, placeOf, passageOf }: Places, silence: SilenceHead) => {
  const passageUnits = base.units.unitsOf('passage');
  const answerUnits = base.units.unitsOf('answer').map(unit => ({ id: unit.id, place: placeOf.get(unit.owner) ?? 0 }));
  return (vector: Float32Array, similarities: Float32Array) => {
    const sentence = Float64Array.from(sentences, unit => similarities[unit.id] ?? 0);
    const ofPassage = Float64Array.from(passageUnits, unit => similarities[unit.id] ?? 0);
    const ofAnswers = new Float64Array(ids.length);
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
};

/** What judges may be expected to say of a message, from what they said of those like it. */
const createExpectations = (judgments: KnowledgeBase['judgments'], sentences: number) => {
  const marks = marksOf(judgments);
  const isNone = (judgment: number): number => (judgments[judgment]?.none ? 1 : 0);
  const usual = [...judgments.keys()].reduce((sum, at) => sum + isNone(at), 0) / Math.max(1, judgments.length);
  return (like: readonly Like[]) => {
    const five = like
      .map(({ cosine }) => cosine)
      .toSorted((a, b) => b - a)
      .slice(0, 5);
    return {
      marks: expectedMarks(like, marks, sentences),
      none: expectedOf(like, isNone, usual),
      nearest: five[0] ?? 0,
      nearestFive: five.reduce((sum, value) => sum + value, 0) / Math.max(1, five.length),
    };
  };
};

/** The best so many sentences by signs added up, by number. */
const bestOf = (count: number, ...signs: readonly Float64Array[]): number[] => {
  const sums = signs.reduce((sum, sign) => sum.map((value, at) => value + (sign[at] ?? 0)));
  return [...sums.keys()].toSorted((a, b) => (sums[b] ?? 0) - (sums[a] ?? 0) || a - b).slice(0, count);
};

/**
 * Finds the sentences that may help whoever wrote a message, each with its signs. Every sentence of the pack is compared: nothing counts as far
 * because it was outside a list of neighbours.
 */
export const createFinder = (base: KnowledgeBase, silence: SilenceHead) => {
  const { pack, passages, units, vectors, judgments, retriever } = base;
  const places = placesOf(base);
  const { sentences, ids, passageOf } = places;
  const gapUnits = units.unitsOf('gap');
  const likenessOf = createLikeness(base);
  const gapOf = createAskedGap({ gaps: gapUnits, answers: units.unitsOf('answer') }, judgments);
  const similaritySigns = createSimilaritySigns(base, places, silence);
  const expectations = createExpectations(judgments, sentences.length);
  const coverage = createCoverage(base);
  const namedIn = createNamed(pack);

  return {
    sentences,
    /**
     * @param counts which judged messages may be neighbours; all of them, but where a chooser is fitted or tested
     * @param count how many candidates
     */
    find({ words, vector }: Asked, counts: (judgment: number) => boolean = everyone, count = candidateCount): Found {
      const similarities = vectors.similarities(vector);
      const like = likenessOf(words, similarities, counts);
      const expected = expectations(like);
      const own = similaritySigns(vector, similarities);
      const found = retriever.retrieve({ text: words, vector, similarities }, passages.size);
      const keywordOf = new Map(found.passages.map(item => [item.owner, item.keyword]));
      const [held, named] = [coverage(words), namedIn(words)];
      const each: Record<(typeof sentenceSigns)[number], ArrayLike<number>> = {
        ...own,
        expected: expected.marks,
        expectedLess: less(expected.marks),
        wordsInSentence: held.sentences,
        wordsInPassage: Float64Array.from(passageOf, place => held.passages[place] ?? 0),
        keywords: Float64Array.from(passageOf, place => keywordOf.get(ids[place] ?? '') ?? 0),
        namesInSentence: named.inSentences,
        namesInPassage: Float64Array.from(passageOf, place => named.inPassages[place] ?? 0),
        numbersInSentence: named.numbers,
      };
      const gap = Math.max(0, ...gapUnits.map(unit => similarities[unit.id] ?? 0));
      const whole: Record<(typeof messageSigns)[number], number> = {
        expectedNone: expected.none,
        nearest: expected.nearest,
        nearestFive: expected.nearestFive,
        mostOverSilence: largest(own.overSilence),
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
      const signsOf = (sentence: number): Signs =>
        Float64Array.from([...sentenceSigns.map(name => each[name][sentence] ?? 0), ...tail]);
      const best = bestOf(
        count,
        standardised(expected.marks).map(value => 2 * value),
        own.sentenceStandard.map(value => 0.7 * value),
        own.answersStandard.map(value => 0.5 * value),
      );
      return {
        similarities,
        like,
        gap: gapOf(like, similarities),
        candidates: best.map(sentence => ({ sentence, signs: signsOf(sentence) })),
      };
    },
  };
};
