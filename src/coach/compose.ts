import type { Answer, Block, Sentence } from '../domain/answer.js';
import type { Conflict } from '../domain/career-map.js';
import { paragraph, plainTextOf, sentencesOfBlock } from '../domain/drafting.js';
import type { createChartsFor } from './charts-for.js';
import { addOtherSides, listDisagreements } from './disagreements.js';
import type { KnowledgeBase } from './knowledge-base.js';
import { numberMarks } from './number-marks.js';
import { isTold, type Part } from './part.js';
import { gapSentence, uncoveredSentence } from './replies.js';
import type { createSuggester } from './suggest.js';
import type { Verifier } from './verify.js';

/** Says that a part of the question is not covered; the only part is not named again. */
export const missingSentence = ({ choice, question }: Part, whole: boolean): Sentence<string> =>
  choice.gap ? gapSentence(choice.gap) : uncoveredSentence(whole ? undefined : question.replace(/[?!.]+$/, ''));

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
  readonly verify: Verifier;
  readonly suggest: ReturnType<typeof createSuggester>;
  readonly chartsFor: ReturnType<typeof createChartsFor>;
};

export type Composer = ReturnType<ReturnType<typeof createComposer>>;

/**
 * Makes an answer of what was written, whoever wrote it: repeats gone, no side picked in silence, verified, numbered.
 *
 * `opening` is said before it, whoever writes: a word for what is felt.
 */
export const createComposer =
  ({ base, verify, suggest, chartsFor }: ComposerParts) =>
  (parts: readonly Part[], vector: Float32Array, opening: readonly Block<string>[] = []) => {
    const { pack, passages, guides } = base;
    const covered = parts.filter(isTold);
    const corrections = parts.flatMap(part => part.correction ?? []).slice(0, 1);
    // What is uncertain beside what is told is left unsaid: only silence that is sure is told.
    const missing = parts
      .filter(({ choice }) => choice.outcome === 'silent' || choice.outcome === 'out of scope')
      .map(part => missingSentence(part, false));
    const nearness = new Map<string, number>();
    for (const part of covered)
      for (const [id, similarity] of part.choice.records) nearness.set(id, Math.max(nearness.get(id) ?? 0, similarity));
    const bothSides = (blocks: readonly Block<string>[]): ReturnType<typeof addOtherSides> =>
      addOtherSides(blocks, pack.careerMap.conflicts, nearness);

    return {
      covered,
      /** Disagreements near the question, nearest first. */
      conflictsNear: (similarity: number): Conflict[] =>
        pack.careerMap.conflicts
          .filter(conflict => (nearness.get(conflict.id) ?? 0) >= similarity)
          .toSorted((a, b) => (nearness.get(b.id) ?? 0) - (nearness.get(a.id) ?? 0)),
      /** What leads whoever writes: a false premise put right. */
      lead: (): readonly Block<string>[] => (corrections.length > 0 ? [paragraph(...corrections)] : []),
      /** Blocks so far with their citations, or undefined while they tell one side of a disagreement only. */
      soFar(blocks: readonly Block<string>[]): Pick<Answer, 'blocks' | 'citations'> | undefined {
        const fresh = dropRepeats(blocks);
        return plainTextOf(bothSides(fresh).blocks) === plainTextOf(fresh)
          ? numberMarks([...opening, ...fresh], passages, guides)
          : undefined;
      },
      /** The whole answer; undefined when nothing is left to say. `leads` tells that the blocks hold the lead already. */
      whole(written: readonly Block<string>[], writer: Answer['writer'], leads: boolean): Answer | undefined {
        const merged = dropRepeats([...(!leads && corrections.length > 0 ? [paragraph(...corrections)] : []), ...written]);
        if (merged.length === 0) return undefined;
        const sided = bothSides(merged);
        // What the guides say word for word needs no judge.
        const sound = writer === 'model' ? verify({ blocks: sided.blocks }).blocks : sided.blocks;
        const { blocks, citations, numberOf } = numberMarks(
          [...opening, ...sound, ...(missing.length > 0 ? [paragraph(...missing)] : [])],
          passages,
          guides,
        );
        return {
          outcome: missing.length > 0 ? 'partial' : 'answered',
          blocks,
          citations,
          disagreements: listDisagreements(sided.conflicts, numberOf),
          suggestions: suggest(covered[0]?.question ?? '', vector, plainTextOf(sound)),
          confidence: Math.min(...(covered.length > 0 ? covered : parts).map(part => part.choice.chance)),
          writer,
          charts: chartsFor(blocks, numberOf),
        };
      },
    };
  };
