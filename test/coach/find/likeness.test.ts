import { describe, expect, it } from 'vitest';
import { createLikeness, expectedMarks, expectedOf } from '../../../src/coach/find/likeness.js';
import type { Unit, UnitKind } from '../../../src/contracts/unit-store.js';
import { placesOfWords } from '../../../src/retrieval/judged-words.js';
import { marksOf } from '../../../src/retrieval/marks.js';
import { cosineSimilarity } from '../../../src/text/vectors.js';
import { randomFrom } from '../../support/random-vectors.js';

const random = randomFrom(5);
const size = 400;
const sentences = 4;
const unitVector = (numbers: readonly number[]): Float32Array => {
  const length = Math.hypot(...numbers);
  return Float32Array.from(numbers, number => number / length);
};
/** Messages around a point: the first number of the vector tells which of two sentences helps; a word tells of a third, and of silence. */
const vectors = Array.from({ length: size }, () =>
  unitVector([random() - 0.5, ...Array.from({ length: 5 }, () => random() / 2 + 0.5)]),
);
const texts = vectors.map((_, at) =>
  at % 5 === 0 ? 'what about the audit' : at % 7 === 0 ? 'what about the weather' : 'what about it',
);
const judgments = vectors.map(([topic = 0], at) => ({
  best: texts[at]?.includes('weather') ? [] : [topic > 0 ? 0 : 1],
  useful: texts[at]?.includes('audit') ? [2] : [],
  none: Boolean(texts[at]?.includes('weather')),
}));
const units: readonly Unit[] = vectors.map((_, id) => ({ id, kind: 'message', owner: String(id), ordinal: 0 }));

const cosines = (id: number, others: readonly number[]): Float32Array =>
  Float32Array.from(others, other => cosineSimilarity(vectors[id] as Float32Array, vectors[other] as Float32Array));

const likeness = createLikeness({
  units: { unitsOf: (kind: UnitKind) => (kind === 'message' ? units : []) },
  vectors: { cosines },
  judgedWords: texts.map(placesOfWords),
});
const of = (text: string, topic: number, counts = (_: number): boolean => true): { marks: Float64Array; none: number } => {
  const vector = unitVector([topic, 0.7, 0.7, 0.7, 0.7, 0.7]);
  const like = likeness(
    text,
    Float32Array.from(vectors, other => cosineSimilarity(vector, other)),
    counts,
  );
  return {
    marks: expectedMarks(like, marksOf(judgments), sentences),
    none: expectedOf(like, at => (judgments[at]?.none ? 1 : 0), 0.1),
  };
};

describe('what the judges of like messages said', () => {
  it('tells the marks by meaning', () => {
    const [first = 0, second = 0] = of('what about it', 0.4).marks;
    expect(first).toBeGreaterThan(second + 0.4);
    const other = of('what about it', -0.4).marks;
    expect(other[1]).toBeGreaterThan((other[0] ?? 0) + 0.4);
  });

  it('tells them by words where the meaning is the same', () => {
    expect(of('what about the audit', 0.4).marks[2]).toBeGreaterThan((of('what about it', 0.4).marks[2] ?? 0) + 0.2);
  });

  it('tells that nothing answers', () => {
    expect(of('what about the weather', 0).none).toBeGreaterThan(of('what about it', 0).none + 0.4);
  });

  it('is learned from no message that does not count', () => {
    const marks = of('what about it', 0.4, at => (vectors[at]?.[0] ?? 0) < 0).marks;
    expect(marks[0]).toBe(0);
    expect(marks[1]).toBeGreaterThan(0.3);
  });

  it('is nothing where nothing was judged', () => {
    const nobody = createLikeness({
      units: { unitsOf: () => [] },
      vectors: { cosines },
      judgedWords: [],
    });
    expect(nobody('what about it', new Float32Array(), () => true)).toEqual([]);
  });
});
