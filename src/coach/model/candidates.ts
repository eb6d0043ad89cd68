import type { Sentence } from '../../domain/answer.js';
import type { Conflict, PayFigure } from '../../domain/career-map.js';
import { sentence } from '../../domain/drafting.js';
import { isTableRow, type Passage } from '../../domain/passage.js';
import { passageIdOf } from '../../text/slug.js';
import type { Scored } from '../choose/choose.js';
import type { Part } from '../part.js';
import { spoken } from '../say/lay-out.js';

/** A sentence that a model may choose: as it would be shown, with its source. */
export type Candidate = {
  readonly passage: Passage;
  readonly sentence: Sentence<string>;
  readonly text: string;
  /** Whether it is a row of its passage's table: several of them are shown as the table. */
  readonly isRow: boolean;
  /** Its place in the passage. */
  readonly at: number;
};

/** More lines than this hardly hold more of what helps, and cost. */
const mostCandidates = 80;
/** Sides of a disagreement near the question stand behind so many of the likeliest sentences. */
const beforeSides = 12;

const textOf = (one: Sentence<string>): string => one.parts.map(part => part.text).join(' ');

const candidateOf = (passage: Passage, shown: Sentence<string>, own: string): Candidate => ({
  passage,
  sentence: shown,
  text: textOf(shown),
  isRow: isTableRow(passage, own),
  at: passage.sentences.indexOf(own),
});

/** One from each list in turn, best first. */
const inTurn = <T>(lists: readonly (readonly T[])[]): T[] =>
  Array.from({ length: Math.max(0, ...lists.map(list => list.length)) }).flatMap((_, rank) =>
    lists.flatMap(list => list.slice(rank, rank + 1)),
  );

/** What is found for all parts of a question, likeliest first, none twice: sentences, rows of tables, and both sides of near disagreements. */
export const candidatesOf = (
  parts: readonly Pick<Part, 'question' | 'choice'>[],
  conflicts: readonly Conflict[],
  { passages, figures }: { readonly passages: ReadonlyMap<string, Passage>; readonly figures: readonly PayFigure[] },
): Candidate[] => {
  const ofSentence = (point: Scored, asked: string): Candidate =>
    candidateOf(point.passage, spoken(point, figures, asked), point.text);
  const found = inTurn(parts.map(part => part.choice.offered().map(point => ofSentence(point, part.question))));
  const sides = conflicts
    .flatMap(conflict => conflict.sides)
    .flatMap(side => {
      const passage = passages.get(passageIdOf(side));
      return passage ? [candidateOf(passage, sentence(side.says, passage.id), side.says)] : [];
    });
  const all = [...found.slice(0, beforeSides), ...sides, ...found.slice(beforeSides)];
  // Each where it stands first: one that is likely for one thing asked may be far down for another.
  const byText = new Map<string, Candidate>();
  for (const one of all) {
    const key = `${one.passage.id} ${one.text}`;
    if (!byText.has(key)) byText.set(key, one);
  }
  return [...byText.values()].slice(0, mostCandidates);
};
