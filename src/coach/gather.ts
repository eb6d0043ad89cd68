import { conflictBlock } from '../career/career-facts.js';
import { comparisonTable } from '../career/compare.js';
import { correctIssuer } from '../career/credentials.js';
import { pathBlocks, untoldWayDown } from '../career/path.js';
import { createSlotReader, type Slots } from '../career/read-slots.js';
import type { Block } from '../domain/answer.js';
import type { Conflict } from '../domain/career-map.js';
import { passageIdOf } from '../text/slug.js';
import { words } from '../text/tokens.js';
import { cosineSimilarity } from '../text/vectors.js';
import { type Choice, type ChooserFit, createChooser, ranksIn, type Scored } from './choose/choose.js';
import { statesSide } from './disagreements.js';
import type { KnowledgeBase } from './knowledge-base.js';
import type { Evidence, Part } from './part.js';
import { choosePoints, type Room } from './say/choose-points.js';
import { layOut, tableOf } from './say/lay-out.js';

/** Passages that a chat model is given to write from. */
const passagesKept = 8;

/** A disagreement leads when what is asked is as near as this to one of its own questions, and one of its sides is among the best points. */
const leadsFrom = 0.7;
/** As near as this, it is one of its own, whatever else helps. */
const itsOwn = 0.93;
/** Of those that are nearly as near as the nearest, the one leads whose side stands first. */
const nearlyAsNear = 0.03;
const sidesFirst = 3;
/** A passage may answer a question that is nearer by this: who asks something else of a thing gets that. */
const lessNear = 0.04;
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
  const leading = ({ asked, records, answers, scored }: Choice): Conflict | undefined => {
    // Who asks for one rank asks for one figure.
    if (ranksIn(asked.words).length > 0) return undefined;
    const nearest = Math.max(0, ...records.values());
    const best = scored.slice(0, sidesFirst).map(item => item.passage.id);
    const rankOf = (conflict: Conflict): number => {
      const sides = new Set(conflict.sides.map(passageIdOf));
      return best.findIndex(id => sides.has(id));
    };
    const own = pack.careerMap.conflicts.find(({ id }) => nearest >= itsOwn && records.get(id) === nearest);
    if (own) return own;
    /** The nearest question of a passage, a side's own among them: there it asks for something else of the same thing. */
    const besides = Math.max(0, ...answers.values());
    return pack.careerMap.conflicts
      .filter(({ id }) => (records.get(id) ?? 0) >= Math.max(leadsFrom, nearest - nearlyAsNear))
      .filter(conflict => rankOf(conflict) >= 0)
      .filter(({ id }) => (records.get(id) ?? 0) >= besides - lessNear)
      .toSorted((one, other) => rankOf(one) - rankOf(other))[0];
  };

  const blocksFor = (
    question: string,
    choice: Choice,
    slots: Slots,
    room: Room,
    isHeard: (text: string) => boolean,
  ): Block<string>[] => {
    const told = (points: readonly Scored[], hasTable = false): Block<string>[] =>
      layOut(points, pack.careerMap.figures, choice.asked.words, hasTable);
    const path = isShort(question) ? pathBlocks(pack.careerMap, slots, choice.asked.words) : [];
    if (path.length > 0) return path;
    const table =
      slots.wants.has('comparison') && isShort(question) ? comparisonTable(pack, slots, base.passages, base.guides) : [];
    const isNew = table.some(block => block.kind === 'table' && !isHeard(block.header.join(' ')));
    if (isNew)
      return [...told(choosePoints(choice.scored, { ...room, points: besideTable }, similarity, isHeard), true), ...table];
    const conflict = leading(choice);
    if (!conflict || conflict.sides.every(side => isHeard(side.says)))
      return told(choosePoints(choice.scored, room, similarity, isHeard));
    // What stands beside a side in its passage says the same in other words; a table says more.
    const sides = new Set(conflict.sides.map(passageIdOf));
    const beside = choice.scored.filter(
      ({ passage, text }) => (passage.table || !sides.has(passage.id)) && !statesSide(conflict, text, passage.id),
    );
    // A table says whose figures it holds, so it stands beside a disagreement without opening another.
    const passage = beside.slice(0, tableAmong).find(item => item.passage.table)?.passage;
    const rest = passage ? beside.filter(item => item.passage !== passage) : beside;
    return [
      conflictBlock(conflict),
      ...(passage ? tableOf(passage) : []),
      ...told(choosePoints(rest, { ...room, points: besideConflict }, similarity, isHeard), passage !== undefined),
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
      const choice = chooser.choose({ words: question, vector });
      const evidence = new Map<string, Evidence>();
      for (const { passage, chance } of choice.scored)
        if (!evidence.has(passage.id) && evidence.size < passagesKept) evidence.set(passage.id, { passage, relevance: chance });
      return {
        question,
        typed,
        place,
        vector,
        choice,
        blocks: blocksFor(question, choice, slots, room, heardIn(heard)),
        evidence: [...evidence.values()],
        untoldWay: isShort(question) ? untoldWayDown(pack.careerMap, slots, question) : undefined,
        correction: correctIssuer(slots, question),
      };
    },
  };
};
