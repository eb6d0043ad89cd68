import { expect } from 'vitest';
import { type Answer, isAbstention, outcomes } from '../../src/domain/answer.js';
import { partsOfBlock } from '../../src/domain/drafting.js';
import { figuresIn } from '../../src/text/figures.js';

/** Holds an answer to what every answer promises, whatever was asked. */
export const expectValidAnswer = (answer: Answer & { text: string }): void => {
  expect(outcomes).toContain(answer.outcome);
  expect(['extractive', 'model']).toContain(answer.writer);
  expect(answer.confidence).toBeGreaterThanOrEqual(0);
  expect(answer.confidence).toBeLessThanOrEqual(1);
  expect(answer.text.trim()).not.toBe('');
  // A part that is not covered is named in the question's own words, in curly quotes.
  expect(answer.text.replace(/“.*”/gs, '')).not.toMatch(/undefined|\[object|NaN|null/);
  // It pings nobody, links nowhere that a guide does not, and writes no markup but its own.
  expect(answer.text).not.toMatch(/@everyone|@here|@channel|<[@!#]|https?:\/\/|<\/?[a-z]+>/i);

  const parts = answer.blocks.flatMap(partsOfBlock);
  const marks = parts.flatMap(part => part.marks);
  expect(answer.citations.map(citation => citation.n)).toEqual(answer.citations.map((_, at) => at + 1));
  expect([...new Set(marks)].sort((a, b) => a - b)).toEqual(answer.citations.map(citation => citation.n));
  for (const citation of answer.citations) {
    expect(citation.quote).not.toBe('');
    expect(citation.section).not.toBe('');
  }
  // What is said without a source holds no figure, in or out of a table, unless it repeats the question's own words.
  // Where to turn in danger is the pack's own.
  for (const part of answer.isPrivate ? [] : parts)
    if (part.marks.length === 0 && !part.text.includes('“'))
      expect(answer.blocks.some(block => block.kind === 'table') ? [] : figuresIn(part.text)).toEqual([]);

  for (const { values } of answer.disagreements) {
    expect(values.length).toBeGreaterThan(1);
    for (const { citation } of values) expect(answer.citations.map(one => one.n)).toContain(citation);
  }
  expect(answer.suggestions.length).toBeLessThanOrEqual(3);
  expect(new Set(answer.suggestions).size).toBe(answer.suggestions.length);
  if (isAbstention(answer.outcome)) expect(answer.disagreements).toEqual([]);
  if (answer.outcome === 'answered' && answer.citations.length === 0) expect(answer.isAside).toBe(true);
};
