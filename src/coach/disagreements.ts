import type { Block, Disagreement } from '../domain/answer.js';
import type { Conflict } from '../domain/career-map.js';
import { partsOfBlock, plainTextOf } from '../domain/drafting.js';
import { figuresIn } from '../text/figures.js';
import { passageIdOf } from '../text/slug.js';
import { conflictBlock } from '../career/career-facts.js';

/** Conflicts of which the blocks state one side's figure, from that side's own section, without the others. */
const untold = (blocks: readonly Block<string>[], conflicts: readonly Conflict[]): Conflict[] => {
  const parts = blocks.flatMap(partsOfBlock);
  const states = (side: Conflict['sides'][number]): boolean => {
    const values = figuresIn(side.value).filter(figure => figure.unit !== 'number' || figure.value > 100);
    if (values.length === 0) return false;
    return parts.some(part => part.marks.includes(passageIdOf(side)) && values.every(value => figuresIn(part.text).some(figure => figure.value === value.value)));
  };
  return conflicts.filter(conflict => {
    const told = conflict.sides.filter(states);
    return told.length > 0 && told.length < conflict.sides.length && new Set(told.map(side => side.guide)).size < new Set(conflict.sides.map(side => side.guide)).size;
  });
};

/**
 * Adds the other side wherever an answer gives one guide's figure and another guide gives a different one: never a silent pick. At most
 * one conflict is added, the one nearest to the question, so that the answer stays short; the rest are listed beside it.
 */
export const addOtherSides = (
  blocks: readonly Block<string>[],
  told: readonly Conflict[],
  conflicts: readonly Conflict[],
  nearness: ReadonlyMap<string, number>,
): { blocks: readonly Block<string>[]; conflicts: readonly Conflict[] } => {
  const missing = untold(blocks, conflicts.filter(conflict => !told.includes(conflict))).toSorted((a, b) => (nearness.get(b.id) ?? 0) - (nearness.get(a.id) ?? 0));
  const [nearest] = missing;
  if (!nearest) return { blocks, conflicts: told };
  const said = plainTextOf(blocks);
  const block = conflictBlock({ ...nearest, sides: nearest.sides.filter(side => !said.includes(side.says.replaceAll('**', ''))) });
  return { blocks: [...blocks, block], conflicts: [...told, nearest] };
};

/** Conflicts as the answer lists them; a side whose passage is not cited is left out. */
export const listDisagreements = (conflicts: readonly Conflict[], numberOf: ReadonlyMap<string, number>): Disagreement[] =>
  conflicts
    .map(conflict => ({
      topic: conflict.topic,
      values: conflict.sides.flatMap(side => {
        const citation = numberOf.get(passageIdOf(side));
        return citation === undefined ? [] : [{ value: side.value, citation }];
      }),
      note: conflict.note,
    }))
    .filter(disagreement => disagreement.values.length > 1);
