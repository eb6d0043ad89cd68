import type { Answer, Block, Outcome } from '../domain/answer.js';
import { paragraph } from '../domain/drafting.js';
import type { Passage } from '../domain/passage.js';
import { missingSentence } from './compose.js';
import type { createGatherer, Gathered } from './gather.js';
import type { KnowledgeBase } from './knowledge-base.js';
import { numberMarks } from './number-marks.js';
import { askWhomSentence, nearestBlock, outOfScopeReply } from './replies.js';
import type { createSuggester } from './suggest.js';
import type { Verifier } from './verify.js';

/** An answer in the coach's own voice; it needs no writer. */
export const createOwnAnswers =
  ({ passages, guides }: Pick<KnowledgeBase, 'passages' | 'guides'>) =>
  (outcome: Outcome, blocks: readonly Block<string>[], confidence: number, suggestions: readonly string[] = []): Answer => ({
    outcome,
    ...(({ blocks, citations }) => ({ blocks, citations }))(numberMarks(blocks, passages, guides)),
    disagreements: [],
    suggestions,
    confidence,
    writer: 'extractive',
    charts: [],
  });

type AbstainerParts = {
  readonly base: KnowledgeBase;
  readonly gatherer: ReturnType<typeof createGatherer>;
  readonly verify: Verifier;
  readonly suggest: ReturnType<typeof createSuggester>;
  readonly finish: ReturnType<typeof createOwnAnswers>;
};

/** Says that the guides don't say, and what the nearest thing is that they do. */
export const createAbstainer = ({ base, gatherer, verify, suggest, finish }: AbstainerParts) => {
  /** The passage nearest to a gap, by the question that its author gave. */
  const nearestTo = async (question: string | null, signal?: AbortSignal): Promise<Passage | undefined> => {
    if (!question) return undefined;
    const [vector] = await base.embedder.embed([question], signal);
    return vector && gatherer.gather(question, vector).evidence[0]?.passage;
  };

  return async (parts: readonly Gathered[], vector: Float32Array, signal?: AbortSignal): Promise<Answer> => {
    const outOfScope = parts.find(part => part.verdict.kind === 'out-of-scope');
    const [first] = parts;
    if (outOfScope?.verdict.kind === 'out-of-scope' && parts.every(part => part.verdict.kind === 'out-of-scope')) {
      return finish('out_of_scope', [outOfScopeReply(outOfScope.verdict.scope.reply)], outOfScope.verdict.confidence);
    }
    const gaps = parts.flatMap(part => (part.verdict.kind === 'gap' ? [part.verdict.gap] : []));
    const silent = paragraph(
      ...parts.filter(part => part.verdict.kind !== 'out-of-scope').map(part => missingSentence(part, parts.length === 1)),
    );
    const near = gaps[0]?.passage ? base.passages.get(gaps[0].passage) : await nearestTo(gaps[0]?.nearest ?? null, signal);
    const { blocks } = verify({ blocks: near ? [nearestBlock(near, gaps[0]?.nearest ?? first?.question ?? '')] : [] });
    const whom = gaps.slice(0, 1).flatMap(askWhomSentence);
    return finish(
      'no_evidence',
      [silent, ...blocks, ...(whom.length > 0 ? [paragraph(...whom)] : [])],
      first?.verdict.confidence ?? 0,
      first ? suggest(first.question, vector, gaps[0]?.nearest ?? '') : [],
    );
  };
};
