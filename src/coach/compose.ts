import type { Answer, Block, Sentence } from '../domain/answer.js';
import type { Conflict } from '../domain/career-map.js';
import { paragraph, plainTextOf, sentencesOfBlock } from '../domain/drafting.js';
import type { createChartsFor } from './charts-for.js';
import { addOtherSides, listDisagreements, toldWhole } from './disagreements.js';
import type { KnowledgeBase } from './knowledge-base.js';
import { numberMarks } from './number-marks.js';
import { isTold, type Part } from './part.js';
import { gapSentence } from './replies.js';
import { missingSentence, untoldSentences, withoutDoubtfulGap } from './say/untold.js';
import type { createSuggester } from './suggest.js';

/** Two parts of a question may find the same sentences: each is said once. */
export const dropRepeats = (blocks: readonly Block<string>[]): Block<string>[] => {
  const said = new Set<string>();
  const fresh = (sentence: Sentence<string>): boolean => {
    const text = sentence.parts.map(part => part.text).join(' ');
    return !said.has(text) && Boolean(said.add(text));
  };
  return blocks.flatMap((block): Block<string>[] => {
    if (block.kind === 'table') return fresh({ parts: block.rows.flat() }) ? [block] : [];
    if (block.kind === 'list') return sentencesOfBlock(block).some(fresh) ? [block] : [];
    const sentences = block.sentences.filter(fresh);
    return sentences.length > 0 ? [{ kind: 'paragraph', sentences }] : [];
  });
};

type ComposerParts = {
  readonly base: KnowledgeBase;
  readonly suggest: ReturnType<typeof createSuggester>;
  readonly chartsFor: ReturnType<typeof createChartsFor>;
};

/** What is said behind all that is told, whether that leaves something out, and who chose it. */
type Said = { readonly behind: readonly Sentence<string>[]; readonly isPartial: boolean; readonly writer: Answer['writer'] };

/** How near each record lies to the nearest of the parts. */
const nearnessOf = (parts: readonly Part[]): ReadonlyMap<string, number> => {
  const nearness = new Map<string, number>();
  for (const part of parts)
    for (const [id, similarity] of part.choice.records) nearness.set(id, Math.max(nearness.get(id) ?? 0, similarity));
  return nearness;
};

export type Composer = ReturnType<ReturnType<typeof createComposer>>;

/**
 * Makes an answer of what was chosen, whoever chose it: repeats gone, no side picked in silence, numbered.
 *
 * `opening` is said before it, whoever chooses: a word for what is felt.
 */
export const createComposer =
  ({ base, suggest, chartsFor }: ComposerParts) =>
  (parts: readonly Part[], vector: Float32Array, opening: readonly Block<string>[] = []) => {
    const { pack, passages, guides } = base;
    const covered = parts.filter(isTold);
    const corrections = parts.flatMap(part => part.correction ?? []).slice(0, 1);
    const nearness = nearnessOf(parts);
    const lead: readonly Block<string>[] = corrections.length > 0 ? [paragraph(...corrections)] : [];
    const { conflicts: known } = pack.careerMap;

    /** The whole answer; undefined when nothing is left to say. Other sides stand before what is said last of what isn't told. */
    const whole = (chosen: readonly Block<string>[], { behind, isPartial, writer }: Said): Answer | undefined => {
      const merged = dropRepeats([...lead, ...chosen]);
      const last = behind.length > 0 ? dropRepeats([...merged, paragraph(...behind)]).slice(merged.length) : [];
      if (merged.length === 0) return undefined;
      // Beside what a model chose its other sides stand already, shown as soon as it was.
      const { blocks: sided, conflicts } =
        writer === 'model' ? { blocks: merged, conflicts: toldWhole(merged, known) } : addOtherSides(merged, known, nearness);
      const { blocks, citations, numberOf } = numberMarks([...opening, ...sided, ...last], passages, guides);
      return {
        outcome: isPartial ? 'partial' : 'answered',
        blocks,
        citations,
        disagreements: listDisagreements(conflicts, numberOf),
        suggestions: suggest((covered[0] ?? parts[0])?.question ?? '', vector, plainTextOf(sided)),
        confidence: Math.min(...(covered.length > 0 ? covered : parts).map(part => part.choice.chance)),
        writer,
        charts: chartsFor(blocks, numberOf),
      };
    };

    return {
      /** Disagreements near the question, nearest first. */
      conflictsNear: (similarity: number): Conflict[] =>
        known
          .filter(conflict => (nearness.get(conflict.id) ?? 0) >= similarity)
          .toSorted((a, b) => (nearness.get(b.id) ?? 0) - (nearness.get(a.id) ?? 0)),
      /** What leads whoever chooses: a false premise put right. */
      lead: () => lead,
      /** Chosen blocks so far, with their citations. */
      soFar: (blocks: readonly Block<string>[]): Pick<Answer, 'blocks' | 'citations'> =>
        numberMarks([...opening, ...dropRepeats([...lead, ...blocks])], passages, guides),
      /** What was chosen for each part, in their order; of the others it is said that they aren't told. Undefined where nothing was. */
      told(): Answer | undefined {
        if (covered.length === 0 && corrections.length === 0) return undefined;
        const end = parts.findLastIndex(isTold) + 1;
        const untold = (part: Part): Block<string>[] => untoldSentences(part).map(sentence => paragraph(sentence));
        const blocks = parts.slice(0, end).flatMap(part => (isTold(part) ? part.blocks : untold(part)));
        // Of the only thing asked, a correction that stands alone says enough where it isn't sure.
        const behind = parts.slice(end).filter(({ choice, place }) => place !== undefined || choice.outcome !== 'ask back');
        // What helps with a question is told though no guide answers it, and that is said.
        const missing = covered.flatMap(({ choice }) => (choice.missing ? [gapSentence(choice.missing)] : []));
        const isPartial = behind.length + missing.length > 0 || parts.slice(0, end).some(part => !isTold(part));
        return whole(blocks, { behind: [...missing, ...behind.flatMap(untoldSentences)], isPartial, writer: 'extractive' });
      },
      /**
       * What a model chose, and silence on what it found nothing for and on what is none of the coach's business.
       *
       * @param noneOf the parts that it found nothing for, by their numbers
       */
      chosen(blocks: readonly Block<string>[], noneOf: readonly number[]): Answer | undefined {
        const silences = parts.flatMap((part, at) =>
          part.choice.outcome === 'out of scope' || noneOf.includes(at + 1) ? [missingSentence(withoutDoubtfulGap(part))] : [],
        );
        return whole(blocks, { behind: silences, isPartial: silences.length > 0, writer: 'model' });
      },
    };
  };
