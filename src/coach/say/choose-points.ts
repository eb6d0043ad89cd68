import { isTableRow } from '../../domain/passage.js';
import { figuresIn } from '../../text/figures.js';
import { contentStems } from '../../text/tokens.js';
import type { Scored } from '../choose/choose.js';

/** Words that an answer may have, and points. */
export type Room = {
  readonly words: number;
  readonly points: number;
  /** Where nobody judged what helps, no sentence is much surer than the next: more of them are told. */
  readonly isUnsure?: boolean;
};

/** A sentence whose chance is this share of the first one's is worth a member's time, if it's above the floor. */
const worthTelling = { sure: { share: 0.6, floor: 0.35 }, unsure: { share: 0.35, floor: 0.12 } } as const;
/** What was told before, and is asked on from, is worth this share of what it was. */
const worthOfHeard = 0.65;
/** Two sentences that share this much of the shorter one's stems say the same. */
const sameStems = 0.7;
/** Two sentences as near as this in meaning do too. */
const sameMeaning = 0.88;

const countWords = (text: string): number => text.split(/\s+/).filter(Boolean).length;

const overlapOf = (a: ReadonlySet<string>, b: ReadonlySet<string>): number => {
  const smaller = Math.min(a.size, b.size);
  return smaller === 0 ? 0 : [...a].filter(stem => b.has(stem)).length / smaller;
};

/** Best first, what was told before being worth less. */
const anew = (scored: readonly Scored[], isHeard: (text: string) => boolean): readonly Scored[] =>
  scored
    .map(one => (isHeard(one.text) ? { ...one, chance: worthOfHeard * one.chance } : one))
    .toSorted((a, b) => b.chance - a.chance);

/**
 * The sentences to show, best first: those that help nearly as much as the first, none that tells what is told already, as many as there is room
 * for. The first is always there.
 *
 * @param similarity of two sentences by number, a cosine
 * @param isHeard whether a text was told before, and is asked on from
 */
export const choosePoints = (
  all: readonly Scored[],
  room: Room,
  similarity: (a: number, b: number) => number,
  isHeard: (text: string) => boolean,
): Scored[] => {
  const scored = anew(all, isHeard);
  const [first] = scored;
  if (!first) return [];
  const least = room.isUnsure ? worthTelling.unsure : worthTelling.sure;
  const chosen: Scored[] = [];
  const said: ReadonlySet<string>[] = [];
  const figuresSaid = new Set<number>();
  let used = 0;
  for (const item of scored) {
    if (chosen.length >= room.points) break;
    if (item.chance < Math.max(least.floor, least.share * first.chance) && item !== first) break;
    const length = countWords(item.text);
    if (item !== first && used + length > room.words) continue;
    const stems = new Set(contentStems(item.text));
    const figures = figuresIn(item.text).map(figure => figure.value);
    // A sentence whose every figure has been told tells nothing new; a row of a table has no other words than its figures.
    const repeats =
      (figures.length > 0 && figures.every(value => figuresSaid.has(value))) ||
      said.some(own => overlapOf(stems, own) > sameStems) ||
      chosen.some(other => similarity(item.sentence, other.sentence) > sameMeaning && !isTableRow(item.passage, item.text));
    if (repeats) continue;
    chosen.push(item);
    said.push(stems);
    for (const value of figures) figuresSaid.add(value);
    used += length;
  }
  return chosen;
};
