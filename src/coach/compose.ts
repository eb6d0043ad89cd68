import type { Answer, Block, Sentence } from '../domain/answer.js';
import type { Conflict } from '../domain/career-map.js';
import { paragraph, plainTextOf, sentencesOfBlock } from '../domain/drafting.js';
import type { createChartsFor } from './charts-for.js';
import { addOtherSides, listDisagreements } from './disagreements.js';
import type { Gathered } from './gather.js';
import type { KnowledgeBase } from './knowledge-base.js';
import { numberMarks } from './number-marks.js';
import { gapSentence, uncoveredSentence } from './replies.js';
import type { createSuggester } from './suggest.js';
import type { Verifier } from './verify.js';

/** Says that a part of the question is not covered; the only part is not named again. */
export const missingSentence = (part: Gathered, whole: boolean): Sentence<string> =>
  part.verdict.kind === 'gap'
    ? gapSentence(part.verdict.gap)
    : uncoveredSentence(whole ? undefined : part.question.replace(/[?!.]+$/, ''));

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

/** Makes an answer of what was written, whoever wrote it: repeats gone, no side picked in silence, verified, numbered. */
export const createComposer =
  ({ base, verify, suggest, chartsFor }: ComposerParts) =>
  (parts: readonly Gathered[], vector: Float32Array) => {
    const { pack, passages, guides } = base;
    const covered = parts.filter(part => part.verdict.kind === 'covered');
    const corrections = parts.flatMap(part => part.correction ?? []).slice(0, 1);
    const missing = parts.filter(part => part.verdict.kind !== 'covered').map(part => missingSentence(part, false));
    const told = [...new Set(covered.flatMap(part => part.facts?.conflicts ?? []))];
    const nearness = new Map(
      covered.flatMap(part => [
        ['', part.retrieval.passages[0]?.relevance ?? 0] as const,
        ...part.retrieval.conflicts.map(conflict => [conflict.owner, conflict.relevance] as const),
      ]),
    );
    const factsComplete = covered.every(part => part.facts?.complete);
    const bothSides = (blocks: readonly Block<string>[]): ReturnType<typeof addOtherSides> =>
      addOtherSides(blocks, told, pack.careerMap.conflicts, nearness, factsComplete);

    return {
      covered,
      factsComplete,
      /** Disagreements near the question, nearest first. */
      conflictsNear: (share: number): Conflict[] =>
        pack.careerMap.conflicts
          .filter(conflict => told.includes(conflict) || (nearness.get(conflict.id) ?? 0) >= share * (nearness.get('') ?? 0))
          .toSorted((a, b) => (nearness.get(b.id) ?? 0) - (nearness.get(a.id) ?? 0)),
      /** What leads whoever writes: a false premise put right, then what the career map says. */
      lead: (): readonly Block<string>[] =>
        verify({
          blocks: dropRepeats([
            ...(corrections.length > 0 ? [paragraph(...corrections)] : []),
            ...covered.flatMap(part => part.facts?.blocks ?? []),
          ]),
        }).blocks,
      /** Blocks so far with their citations, or undefined while they tell one side of a disagreement only. */
      soFar(blocks: readonly Block<string>[]): Pick<Answer, 'blocks' | 'citations'> | undefined {
        const fresh = dropRepeats(blocks);
        return plainTextOf(bothSides(fresh).blocks) === plainTextOf(fresh) ? numberMarks(fresh, passages, guides) : undefined;
      },
      /** The whole answer; undefined when nothing is left to say. `leads` tells that the blocks hold the lead already. */
      whole(written: readonly Block<string>[], writer: Answer['writer'], leads: boolean): Answer | undefined {
        const merged = dropRepeats([...(!leads && corrections.length > 0 ? [paragraph(...corrections)] : []), ...written]);
        if (merged.length === 0) return undefined;
        const sided = bothSides(merged);
        const { blocks: sound } = verify({ blocks: sided.blocks });
        const { blocks, citations, numberOf } = numberMarks(
          [...sound, ...(missing.length > 0 ? [paragraph(...missing)] : [])],
          passages,
          guides,
        );
        return {
          outcome: missing.length > 0 ? 'partial' : 'answered',
          blocks,
          citations,
          disagreements: listDisagreements(sided.conflicts, numberOf),
          suggestions: suggest(covered[0]?.question ?? '', vector, plainTextOf(sound)),
          confidence: Math.min(...(covered.length > 0 ? covered : parts).map(part => part.verdict.confidence)),
          writer,
          charts: chartsFor(blocks, numberOf),
        };
      },
    };
  };
