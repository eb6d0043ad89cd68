/** What tells of one sentence whether it helps the person who wrote a message. Similarities are cosines; shares are 0 to 1. */
export const sentenceSigns = [
  // Similarity of meaning: to the sentence under its heading, to the whole passage, to the nearest question that the passage answers.
  'sentence',
  'passage',
  'answers',
  // The same, as standard deviations from the mean over all sentences.
  'sentenceStandard',
  'passageStandard',
  'answersStandard',
  /** Similarity to the nearest question, less what the best passage has. */
  'answersLess',
  /** Similarity to the sentence against the encoder's own sign of silence. */
  'overSilence',
  // The mark that its judge may be expected to give it, and the same less what the best sentence has.
  'expected',
  'expectedLess',
  // Words: the share of the message's rare ones in sentence and heading, in the passage with its questions, and the passage's keyword score.
  'wordsInSentence',
  'wordsInPassage',
  'keywords',
  // Shares of the roles, credentials and countries that the message names, and of its numbers.
  'namesInSentence',
  'namesInPassage',
  'numbersInSentence',
] as const;

/** What tells of a message whether the guides help with it at all. */
export const messageSigns = [
  'mostOverSilence',
  /** That the guides do not answer it, as its judge may be expected to say. */
  'expectedNone',
  /** Nearness of the nearest judged message or ask, and the mean of the five nearest. */
  'nearest',
  'nearestFive',
  /** The nearest question that no guide answers; how much nearer it is than the nearest that one does. */
  'gap',
  'gapLead',
  /** The nearest question that some passage answers. */
  'mostAnswers',
  'mostWords',
  /** Share of the message's words, rare ones first, that stand nowhere in the guides. */
  'unheard',
  'names',
  /** How many numbers the message holds, and the most of them that one sentence holds. */
  'figures',
  'mostFigures',
] as const;

export type SignName = (typeof sentenceSigns)[number] | (typeof messageSigns)[number];
export const signNames: readonly SignName[] = [...sentenceSigns, ...messageSigns];

/** The signs of one sentence and its message, in the order of `signNames`. */
export type Signs = Float64Array;

/** The chances of the best few sentences, as the second look sees them: the first three, the mean of five, and the signs of the message. */
export const surenessSigns = (chances: readonly number[], signs: Signs | undefined): number[] => {
  const five = chances.slice(0, 5);
  const mean = five.reduce((sum, chance) => sum + chance, 0) / Math.max(1, five.length);
  return [chances[0] ?? 0, chances[1] ?? 0, chances[2] ?? 0, mean, ...(signs ?? []).slice(sentenceSigns.length)];
};
