import type { Block, Sentence } from '../domain/answer.js';
import type { Cite, Conflict } from '../domain/career-map.js';
import { paragraph, sentence } from '../domain/drafting.js';
import { figuresIn } from '../text/figures.js';
import { passageIdOf } from '../text/slug.js';

export const markOf = (cite: Cite): string => passageIdOf(cite);

/** A record's own sentence, marked with the section it stands in. */
export const saysSentence = (record: Cite & { says: string }) => sentence(record.says, markOf(record));

/** A disagreement in one breath: every side with its source, then why they differ when a guide says so. No verdict. */
export const conflictBlock = (conflict: Conflict): Block<string> =>
  paragraph(...conflict.sides.map(saysSentence), ...noteOf(conflict));

/** Why the sides differ; left out where it has a figure that none of the sides told has, for then they cannot be its source. */
const noteOf = ({ note, sides }: Conflict): Sentence<string>[] => {
  const told = new Set(sides.flatMap(side => figuresIn(side.says)).map(figure => figure.value));
  return figuresIn(note).every(figure => told.has(figure.value)) ? [sentence(note, ...sides.map(markOf))] : [];
};

export const distinctBy = <T>(items: readonly T[], key: (item: T) => unknown): T[] =>
  [...new Map(items.map(item => [key(item), item] as const).reverse()).values()].reverse();
