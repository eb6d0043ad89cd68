import { conflictBlock } from '../career/career-facts.js';
import type { Block, Disagreement, Sentence } from '../domain/answer.js';
import type { Conflict } from '../domain/career-map.js';
import { partsOfBlock, plainTextOf, sentencesOfBlock } from '../domain/drafting.js';
import { figuresIn } from '../text/figures.js';
import { passageIdOf } from '../text/slug.js';
import { contentStems } from '../text/tokens.js';

type Side = Conflict['sides'][number];

/** Whether blocks state a side's figure, from that side's own section. A table says whose figures it holds and takes no side. */
const statesIn = (blocks: readonly Block<string>[]): ((side: Side) => boolean) => {
  const parts = blocks.filter(block => block.kind !== 'table').flatMap(partsOfBlock);
  return side => {
    if (parts.some(part => part.text.replaceAll('**', '') === side.says.replaceAll('**', ''))) return true;
    const values = figuresIn(side.value).filter(figure => figure.unit !== 'number' || figure.value > 100);
    if (values.length === 0) return false;
    // A single amount is the same figure wherever its guide says it; a range or a count may be another's.
    const isAmount = values.length === 1 && values[0]?.unit === 'currency';
    const isFrom = (mark: string): boolean => mark === passageIdOf(side) || (isAmount && mark.startsWith(`${side.guide}#`));
    return parts.some(
      part => part.marks.some(isFrom) && values.every(value => figuresIn(part.text).some(figure => figure.value === value.value)),
    );
  };
};

/** Whether blocks say a side that has no figure, in its section's own words. */
const saysIn = (blocks: readonly Block<string>[]): ((side: Side) => boolean) => {
  const parts = blocks.flatMap(partsOfBlock).map(({ text, marks }) => ({ marks, stems: new Set(contentStems(text)) }));
  return side =>
    parts.some(
      ({ marks, stems }) => marks.includes(passageIdOf(side)) && contentStems(side.value).every(stem => stems.has(stem)),
    );
};

/** What is told of each conflict: one guide's side only, or every guide's. */
const tellings = (
  blocks: readonly Block<string>[],
  conflicts: readonly Conflict[],
): { readonly partly: Conflict[]; readonly wholly: Conflict[] } => {
  const states = statesIn(blocks);
  const guidesOf = (sides: readonly Side[]): number => new Set(sides.map(side => side.guide)).size;
  const told = conflicts.map(conflict => [conflict, guidesOf(conflict.sides.filter(states)), guidesOf(conflict.sides)] as const);
  return {
    partly: told.filter(([, some, all]) => some > 0 && some < all).map(([conflict]) => conflict),
    wholly: told.filter(([, some, all]) => some > 1 && some === all).map(([conflict]) => conflict),
  };
};

/** A disagreement whose questions are this near to what was asked is told; another would lead away from it. */
const nearEnough = 0.5;

/**
 * Sees to it that no answer picks a side in silence. Where one guide's figure is given and another guide has a different one, the other side is
 * added if the question is about it; if it is not, the sentence that brought the figure up is left out. What leads is not left out, so it gets
 * the other side however far from the question.
 *
 * @param nearness similarity of the question to each conflict's own
 */
export const addOtherSides = (
  blocks: readonly Block<string>[],
  conflicts: readonly Conflict[],
  nearness: ReadonlyMap<string, number>,
): { blocks: readonly Block<string>[]; conflicts: readonly Conflict[] } => {
  const near = (conflict: Conflict): number => nearness.get(conflict.id) ?? 0;
  const { partly, wholly } = tellings(blocks, conflicts);
  // One disagreement is enough for an answer, and one that leads takes no side in another.
  const lead = plainTextOf(leadOf(blocks));
  const leads = wholly.some(({ sides }) => sides.some(({ says }) => says === lead))
    ? []
    : tellings(leadOf(blocks), partly).partly;
  const wanted = partly.filter(conflict => leads.includes(conflict) || (wholly.length === 0 && near(conflict) >= nearEnough));
  const [nearest] = wanted.toSorted((a, b) => near(b) - near(a));
  const kept = withoutSides(
    blocks,
    partly.filter(conflict => conflict !== nearest),
  );
  if (!nearest) return { blocks: kept, conflicts: tellings(kept, conflicts).wholly };
  const [states, says] = [statesIn(kept), saysIn(kept)];
  const sides = nearest.sides.filter(side => !states(side) && !says(side));
  const added = sides.length > 0 ? [conflictBlock({ ...nearest, sides })] : [];
  return { blocks: [...kept, ...added], conflicts: [...tellings(kept, conflicts).wholly, nearest] };
};

/**
 * What has to be told beside sentences that were chosen and tell one side of a disagreement only: the other sides, and why they differ.
 *
 * @param told what stands already, those sentences among it; what was added for one disagreement brings up no other
 */
export const missingSides = (
  chosen: readonly Block<string>[],
  told: readonly Block<string>[],
  conflicts: readonly Conflict[],
): Sentence<string>[] => {
  const [isChosen, isTold] = [statesIn(chosen), statesIn(told)];
  return tellings(told, conflicts)
    .partly.filter(conflict => conflict.sides.some(isChosen))
    .map(conflict => conflictBlock({ ...conflict, sides: conflict.sides.filter(side => !isTold(side)) }))
    .flatMap(sentencesOfBlock);
};

/** The disagreements that blocks tell whole. */
export const toldWhole = (blocks: readonly Block<string>[], conflicts: readonly Conflict[]): Conflict[] =>
  tellings(blocks, conflicts).wholly;

/** The first sentence, which leads the answer. */
const leadOf = (blocks: readonly Block<string>[]): Block<string>[] => {
  const [first] = blocks;
  return first?.kind === 'paragraph' ? [{ kind: 'paragraph', sentences: first.sentences.slice(0, 1) }] : first ? [first] : [];
};

/** Paragraphs without the sentences that state one side of a conflict; the first sentence leads and stays, tables and lists too. */
const withoutSides = (blocks: readonly Block<string>[], conflicts: readonly Conflict[]): Block<string>[] =>
  blocks.flatMap((block, at): Block<string>[] => {
    if (block.kind !== 'paragraph') return [block];
    const sentences = block.sentences.filter(
      (sentence, n) =>
        (at === 0 && n === 0) || tellings([{ kind: 'paragraph', sentences: [sentence] }], conflicts).partly.length === 0,
    );
    return sentences.length > 0 ? [{ kind: 'paragraph', sentences }] : [];
  });

/** Whether a text states one of a conflict's sides, from that side's section. */
export const statesSide = (conflict: Conflict, text: string, passageId: string): boolean =>
  conflict.sides.some(statesIn([{ kind: 'paragraph', sentences: [{ parts: [{ text, marks: [passageId] }] }] }]));

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
