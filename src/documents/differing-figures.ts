import { figuresIn, type TextFigure } from '../text/figures.js';
import { contentStems } from '../text/tokens.js';
import { cosineSimilarity } from '../text/vectors.js';

/** A sentence with where it stands and its vector. */
export type PlacedSentence = {
  readonly guide: string;
  readonly section: string;
  readonly text: string;
  readonly vector: Float32Array;
};

export type Differing = { readonly one: PlacedSentence; readonly other: PlacedSentence };

/** Two sentences say the same of two numbers when they are this near and share this much of their words. */
const nearFrom = 0.7;
const sharedFrom = 0.34;
const mostTold = 20;

const valuesOf = (figures: readonly TextFigure[], unit: TextFigure['unit']): Set<number> =>
  new Set(figures.flatMap(figure => (figure.unit === unit ? figure.value : [])));

/** Whether two sentences give figures of one kind and none in common. */
const differ = (one: readonly TextFigure[], other: readonly TextFigure[]): boolean =>
  (['currency', 'percent'] as const).some(unit => {
    const [own, others] = [valuesOf(one, unit), valuesOf(other, unit)];
    return own.size > 0 && others.size > 0 && ![...own].some(value => others.has(value));
  });

const overlap = (one: ReadonlySet<string>, other: ReadonlySet<string>): number =>
  [...one].filter(stem => other.has(stem)).length / Math.max(1, Math.min(one.size, other.size));

/** Sentences of different guides that seem to say the same with other amounts or percentages, nearest first: for a person to look at. */
export const differingFigures = (sentences: readonly PlacedSentence[]): Differing[] => {
  const held = sentences
    .map(sentence => ({ sentence, figures: figuresIn(sentence.text) }))
    .filter(({ figures }) => figures.some(({ unit }) => unit !== 'number'))
    .map(one => ({ ...one, stems: new Set(contentStems(one.sentence.text).filter(stem => !/\d/.test(stem))) }));
  const found: (Differing & { readonly similarity: number })[] = [];
  for (const [at, one] of held.entries())
    for (const other of held.slice(at + 1)) {
      if (one.sentence.guide === other.sentence.guide || !differ(one.figures, other.figures)) continue;
      const similarity = cosineSimilarity(one.sentence.vector, other.sentence.vector);
      if (similarity >= nearFrom && overlap(one.stems, other.stems) >= sharedFrom)
        found.push({ one: one.sentence, other: other.sentence, similarity });
    }
  return found.toSorted((a, b) => b.similarity - a.similarity).slice(0, mostTold);
};
