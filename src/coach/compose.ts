import type { Answer, Block, Sentence } from '../domain/answer.js';
import type { Conflict } from '../domain/career-map.js';
import { paragraph, plainTextOf, sentencesOfBlock } from '../domain/drafting.js';
import type { createChartsFor } from './charts-for.js';
import { addOtherSides, listDisagreements, toldWhole } from './disagreements.js';
import type { KnowledgeBase } from './knowledge-base.js';
import { numberMarks } from './number-marks.js';
import { isTold, type Part } from './part.js';
import { gapSentence, uncoveredSentence } from './replies.js';
import type { createSuggester } from './suggest.js';

/** Says that a part of the question is not covered; the only part is not named again. */
export const missingSentence = ({ choice, question }: Part, whole: boolean): Sentence<string> =>
  choice.gap ? gapSentence(choice.gap) : uncoveredSentence(whole ? undefined : question.replace(/[?!.]+$/, ''));

/** A gap near to what the chooser would have told may be another one: where a model finds nothing for that, no gap is named. */
export const withoutDoubtfulGap = (part: Part): Part =>
  isTold(part) ? { ...part, choice: { ...part.choice, gap: undefined } } : part;

/** Two parts of a question may find the same sentences: each is said once. */
const dropRepeats = (blocks: readonly Block<string>[]): Block<string>[] => {
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
    // What is uncertain beside what is told is left unsaid: only silence that is sure is told.
    const missing = parts.filter(({ choice }) => choice.outcome === 'silent' || choice.outcome === 'out of scope');
    const nearness = new Map<string, number>();
    for (const part of parts)
      for (const [id, similarity] of part.choice.records) nearness.set(id, Math.max(nearness.get(id) ?? 0, similarity));
    const lead: readonly Block<string>[] = corrections.length > 0 ? [paragraph(...corrections)] : [];
    const bothSides = (blocks: readonly Block<string>[]): ReturnType<typeof addOtherSides> =>
      addOtherSides(blocks, pack.careerMap.conflicts, nearness);

    return {
      covered,
      /** Disagreements near the question, nearest first. */
      conflictsNear: (similarity: number): Conflict[] =>
        pack.careerMap.conflicts
          .filter(conflict => (nearness.get(conflict.id) ?? 0) >= similarity)
          .toSorted((a, b) => (nearness.get(b.id) ?? 0) - (nearness.get(a.id) ?? 0)),
      /** What leads whoever chooses: a false premise put right. */
      lead: () => lead,
      /** Parts that a model found no sentence for, by their numbers, and those that are none of the coach's business. */
      unanswered: (numbers: readonly number[]): Part[] =>
        parts.filter((part, at) => part.choice.outcome === 'out of scope' || numbers.includes(at + 1)).map(withoutDoubtfulGap),
      /** Chosen blocks so far, with their citations. */
      soFar: (blocks: readonly Block<string>[]): Pick<Answer, 'blocks' | 'citations'> =>
        numberMarks([...opening, ...dropRepeats([...lead, ...blocks])], passages, guides),
      /** The whole answer; undefined when nothing is left to say. `unsaid` are the parts that it says the guides are silent on. */
      whole(chosen: readonly Block<string>[], writer: Answer['writer'], unsaid: readonly Part[] = missing): Answer | undefined {
        const merged = dropRepeats([...lead, ...chosen]);
        if (merged.length === 0) return undefined;
        // Beside what a model chose its other sides stand already, shown as soon as it was.
        const sided =
          writer === 'model' ? { blocks: merged, conflicts: toldWhole(merged, pack.careerMap.conflicts) } : bothSides(merged);
        const silences = unsaid.map(part => missingSentence(part, false));
        const { blocks, citations, numberOf } = numberMarks(
          [...opening, ...sided.blocks, ...(silences.length > 0 ? [paragraph(...silences)] : [])],
          passages,
          guides,
        );
        return {
          outcome: silences.length > 0 ? 'partial' : 'answered',
          blocks,
          citations,
          disagreements: listDisagreements(sided.conflicts, numberOf),
          suggestions: suggest((covered[0] ?? parts[0])?.question ?? '', vector, plainTextOf(sided.blocks)),
          confidence: Math.min(...(covered.length > 0 ? covered : parts).map(part => part.choice.chance)),
          writer,
          charts: chartsFor(blocks, numberOf),
        };
      },
    };
  };
