const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/** Segmenters end a sentence at these dots; readers do not. */
const abbreviation = /(?:\b(?:e\.g|i\.e|vs|approx|dr|mr|mrs|ms|inc|no|etc|u\.s|a\.k\.a)\.|(?<!['’])\b[A-Z]\.)\s*$/i;

/** Whether a text ends with a dot that ends no sentence: "e.g.", "vs.", an initial. */
export const endsWithAbbreviation = (text: string): boolean => abbreviation.test(text);

/** Splits running text into trimmed sentences; joined by a space they hold the same words. Empty text gives none. */
export const splitSentences = (text: string): string[] => {
  const sentences: string[] = [];
  let pending = '';
  for (const { segment } of segmenter.segment(text.replace(/\s+/g, ' ').trim())) {
    pending += segment;
    if (endsWithAbbreviation(pending)) continue;
    if (pending.trim()) sentences.push(pending.trim());
    pending = '';
  }
  if (pending.trim()) sentences.push(pending.trim());
  return sentences;
};
