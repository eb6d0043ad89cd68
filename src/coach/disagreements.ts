import { conflictBlock } from '../career/career-facts.js';
import type { Block, Disagreement } from '../domain/answer.js';
import type { Conflict } from '../domain/career-map.js';
import { partsOfBlock, plainTextOf } from '../domain/drafting.js';
import { figuresIn } from '../text/figures.js';
import { readQuantities } from '../text/quantities.js';
import { passageIdOf } from '../text/slug.js';
import { isSameQuantity } from './verify/figure-match.js';

/** Conflicts of which the blocks state one side's figure, from that side's own section, without the others. */
const untold = (blocks: readonly Block<string>[], conflicts: readonly Conflict[]): Conflict[] => {
  // A table says whose figures it holds and takes no side.
  const parts = blocks.filter(block => block.kind !== 'table').flatMap(partsOfBlock);
  const states = (side: Conflict['sides'][number]): boolean => {
    const values = figuresIn(side.value).filter(figure => figure.unit !== 'number' || figure.value > 100);
    if (values.length === 0) return false;
    const known = readQuantities(side.value).quantities;
    return parts.some(part => {
      if (!part.marks.includes(passageIdOf(side))) return false;
      if (values.every(value => figuresIn(part.text).some(figure => figure.value === value.value))) return true;
      // A model may say it in round numbers or in words.
      const said = readQuantities(part.text).quantities;
      return known.length > 0 && known.every(one => said.some(figure => isSameQuantity(figure, one)));
    });
  };
  return conflicts.filter(conflict => {
    const told = conflict.sides.filter(states);
    return (
      told.length > 0 &&
      told.length < conflict.sides.length &&
      new Set(told.map(side => side.guide)).size < new Set(conflict.sides.map(side => side.guide)).size
    );
  });
};

/** A conflict this near to the question, beside the best passage, is worth telling; another would lead away from it. */
const nearEnough = 0.6;

/**
 * Sees to it that no answer picks a side in silence. Where one guide's figure is given and another guide has a different one, the other
 * side is added if the question is about it; if it is not, the sentence that brought the figure up is left out. An answer of nothing but
 * such sentences keeps them, with the other side.
 *
 * @param factsComplete whether the lead answers the question by itself
 * @param nearness relevance of each conflict to the question, and of the best passage under ''
 */
export const addOtherSides = (
  blocks: readonly Block<string>[],
  told: readonly Conflict[],
  conflicts: readonly Conflict[],
  nearness: ReadonlyMap<string, number>,
  factsComplete: boolean,
): { blocks: readonly Block<string>[]; conflicts: readonly Conflict[] } => {
  const missing = untold(
    blocks,
    conflicts.filter(conflict => !told.includes(conflict)),
  ).toSorted((a, b) => (nearness.get(b.id) ?? 0) - (nearness.get(a.id) ?? 0));
  const [nearest] = missing;
  if (!nearest) return { blocks, conflicts: told };
  const inLead = untold(blocks.slice(0, 1), [nearest]).length > 0;
  // Beside typed facts that answer the question, a sentence that opens a disagreement of its own is not worth one.
  const isNear = (inLead || !factsComplete) && (nearness.get(nearest.id) ?? 0) >= nearEnough * (nearness.get('') ?? 0);
  const lean = isNear ? blocks : withoutSides(blocks, missing);
  // What leads is not left out, so it may still tell one side: then it gets the other, however far from the question.
  if (!isNear && lean.length > 0 && untold(lean, missing).length === 0) return { blocks: lean, conflicts: told };
  const rest = withoutSides(blocks, missing.slice(1));
  const kept = rest.length > 0 ? rest : blocks;
  const said = plainTextOf(kept);
  const block = conflictBlock({
    ...nearest,
    sides: nearest.sides.filter(side => !said.includes(side.says.replaceAll('**', ''))),
  });
  return { blocks: [...kept, block], conflicts: [...told, nearest] };
};

/** Paragraphs without the sentences that state one side of a conflict; the first block leads the answer and stays, tables and lists too. */
const withoutSides = (blocks: readonly Block<string>[], conflicts: readonly Conflict[]): Block<string>[] =>
  blocks.flatMap((block, at): Block<string>[] => {
    if (block.kind !== 'paragraph' || at === 0) return [block];
    const sentences = block.sentences.filter(
      sentence => untold([{ kind: 'paragraph', sentences: [sentence] }], conflicts).length === 0,
    );
    return sentences.length > 0 ? [{ kind: 'paragraph', sentences }] : [];
  });

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
