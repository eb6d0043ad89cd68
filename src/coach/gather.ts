import { conflictBlock } from '../career/career-facts.js';
import { comparisonTable } from '../career/compare.js';
import { correctIssuer } from '../career/credentials.js';
import { pathBlocks, untoldWayDown } from '../career/path.js';
import { createSlotReader, type Slots } from '../career/read-slots.js';
import type { Block } from '../domain/answer.js';
import type { Conflict } from '../domain/career-map.js';
import { isTableRow } from '../domain/passage.js';
import { passageIdOf } from '../text/slug.js';
import { words } from '../text/tokens.js';
import { cosineSimilarity } from '../text/vectors.js';
import { type Choice, type ChooserFit, createChooser, ranksIn, type Scored } from './choose/choose.js';
import { statesSide } from './disagreements.js';
import type { KnowledgeBase } from './knowledge-base.js';
import type { Evidence, Part } from './part.js';
import { choosePoints, type Room } from './say/choose-points.js';
import { asksForSeveral, layOut, rowsOfTable, tableOf } from './say/lay-out.js';

/** Passages that a chat model is given to write from. */
const passagesKept = 8;

/**
 * A disagreement leads when what is asked is as near as this to one of its own questions, and the best point is from one of its sides: of 91 that led so for
 * 3,020 new messages, a judge's best sentence was from a side for 87.
 */
const leadsFrom = 0.7;
/** A passage may answer a question that is nearer by this: who asks something else of a thing gets that. */
const lessNear = 0.04;
/** As near as this, it is one of its own, whatever else helps. */
const itsOwn = 0.93;
/** A table among so many of the best sentences stands beside a disagreement. */
const tableAmong = 6;
/** Points told above a table that compares: it tells the rest. */
const besideTable = 2;
const besideConflict = 2;

/** A story names many things, compares few of them and asks the way to hardly one. */
const mostWordsOfNaming = 25;
const isShort = (question: string): boolean => words(question).length <= mostWordsOfNaming;

/** Whether a sentence of a guide stands in what was told; marks and signs of form aside. */
const heardIn = (told: string): ((text: string) => boolean) => {
  const bare = (text: string): string => words(text.replace(/ ?\[\d+\]/g, '')).join(' ');
  const heard = bare(told);
  return text => heard.includes(bare(text));
};

/** Finds and chooses what is told to each thing asked. */
export const createGatherer = (base: KnowledgeBase, fit: ChooserFit) => {
  const { pack, vectors } = base;
  const readSlots = createSlotReader(pack.careerMap, pack.vocabulary);
  const chooser = createChooser(base, fit);
  const similarity = (a: number, b: number): number => cosineSimilarity(vectors.vectorOf(a), vectors.vectorOf(b));

  /** The disagreement that a question is about. */
  const leading = ({ asked, records, answered, scored }: Choice): Conflict | undefined => {
    // Who asks for one rank asks for one figure.
    if (ranksIn(asked.words).length > 0) return undefined;
    const nearness = ({ id }: Conflict): number => records.get(id) ?? 0;
    const conflicts = pack.careerMap.conflicts.toSorted((one, other) => nearness(other) - nearness(one));
    const best = scored[0]?.passage.id;
    const isSide = ({ sides }: Conflict): boolean => sides.some(side => passageIdOf(side) === best);
    const least = Math.max(leadsFrom, answered - lessNear);
    return conflicts.find(one => nearness(one) >= itsOwn || (nearness(one) >= least && isSide(one)));
  };

  const blocksFor = (
    question: string,
    choice: Choice,
    conflict: Conflict | undefined,
    slots: Slots,
    room: Room,
    isHeard: (text: string) => boolean,
  ): Block<string>[] => {
    const told = (points: readonly Scored[], hasTable = false): Block<string>[] =>
      layOut(points, pack.careerMap.figures, choice.asked.words, hasTable);
    const path = isShort(question) ? pathBlocks(pack.careerMap, slots, choice.asked.words) : [];
    if (path.length > 0) return path;
    const compared =
      slots.wants.has('comparison') && isShort(question) ? comparisonTable(pack, slots, base.passages, base.guides) : [];
    const isNew = compared.some(block => block.kind === 'table' && !isHeard(block.header.join(' ')));
    if (isNew)
      return [...told(choosePoints(choice.scored, { ...room, points: besideTable }, similarity, isHeard), true), ...compared];
    if (!conflict || conflict.sides.every(side => isHeard(side.says)))
      return told(choosePoints(choice.scored, room, similarity, isHeard));
    // What stands beside a side in its passage says the same in other words; a table says more.
    const sides = new Set(conflict.sides.map(passageIdOf));
    const beside = choice.scored.filter(
      ({ passage, text }) => (passage.table || !sides.has(passage.id)) && !statesSide(conflict, text, passage.id),
    );
    // A table says whose figures it holds, so what was asked for of it stands beside a disagreement without opening another.
    const near = beside.slice(0, tableAmong);
    const passage = near.find(item => item.passage.table)?.passage;
    const rows = near.filter(item => item.passage === passage && isTableRow(item.passage, item.text));
    const isOfAll = (choice.records.get(conflict.id) ?? 0) >= itsOwn && slots.roles.every(role => role.occupation);
    const isWhole = rows.length >= rowsOfTable || isOfAll || asksForSeveral.test(choice.asked.words);
    const table =
      passage && (isWhole || rows.length > 0) ? tableOf(passage, row => isWhole || rows.some(({ text }) => text === row)) : [];
    const rest = table.length > 0 ? beside.filter(item => item.passage !== passage) : beside;
    return [
      conflictBlock(conflict),
      ...table,
      ...told(choosePoints(rest, { ...room, points: besideConflict }, similarity, isHeard), table.length > 0),
    ];
  };

  return {
    /**
     * @param vector of what was asked, as it was typed
     * @param heard what the member has been told and asks on from
     */
    gather(
      { question, typed, place }: Pick<Part, 'question' | 'typed' | 'place'>,
      vector: Float32Array,
      given: Room,
      heard = '',
    ): Part {
      const room = { ...given, isUnsure: !chooser.isJudged };
      const slots = readSlots(question);
      const chosen = chooser.choose({ words: question, vector });
      const conflict = leading(chosen);
      // What guides disagree on they do tell.
      const choice = conflict ? { ...chosen, missing: undefined } : chosen;
      const evidence = new Map<string, Evidence>();
      for (const { passage, chance } of choice.scored)
        if (!evidence.has(passage.id) && evidence.size < passagesKept) evidence.set(passage.id, { passage, relevance: chance });
      return {
        question,
        typed,
        place,
        vector,
        choice,
        blocks: blocksFor(question, choice, conflict, slots, room, heardIn(heard)),
        evidence: [...evidence.values()],
        untoldWay: isShort(question) ? untoldWayDown(pack.careerMap, slots, question) : undefined,
        correction: correctIssuer(slots, question),
      };
    },
  };
};
