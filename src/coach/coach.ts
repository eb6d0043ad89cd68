import type { AnswerWriter } from '../contracts/answer-writer.js';
import type { Answer, Block, Outcome, Sentence } from '../domain/answer.js';
import type { AnswerEvent } from '../domain/answer-event.js';
import { paragraph, plainTextOf, sentencesOfBlock } from '../domain/drafting.js';
import type { Passage } from '../domain/passage.js';
import type { Question } from '../domain/question.js';
import { normaliseQuestion } from '../retrieval/normalise-question.js';
import { piecesOf } from './answer-pieces.js';
import { createChartsFor } from './charts-for.js';
import { carrySubject, contextualise } from './contextualise.js';
import { addOtherSides, listDisagreements } from './disagreements.js';
import { createGatherer, type Gathered } from './gather.js';
import { isGreeting } from './greeting.js';
import type { KnowledgeBase } from './knowledge-base.js';
import { numberMarks } from './number-marks.js';
import { holdsPatientData } from './patient-data.js';
import {
  askWhomSentence,
  gapSentence,
  greetingReply,
  instructionReply,
  nearestBlock,
  notInGuidesReply,
  outOfScopeReply,
  patientDataReply,
  uncoveredSentence,
} from './replies.js';
import { splitParts } from './split-parts.js';
import { stripInstructions } from './strip-instructions.js';
import { createSuggester } from './suggest.js';
import { createVerifier } from './verify.js';

/** The coach's public face: a question in, a canonical answer out. */
export interface Coach {
  /** Rejects with a `NextRungError` when the question cannot be read or the embedder fails, and when `signal` aborts. */
  ask(question: Question, signal?: AbortSignal): Promise<Answer>;
  /** The same answer as a stream of verified pieces that ends with the whole; fails as `ask` does. */
  stream(question: Question, signal?: AbortSignal): AsyncIterable<AnswerEvent>;
}

/** Told what `verify` removed: a sound draft loses nothing, so each of these is worth a look. */
export type CoachEvents = { readonly onDropped?: (dropped: readonly string[]) => void };

const answerWords = 150;

/** The path of a question, from text to verified answer; docs/design calls these steps 3 to 8. */
export const createCoach = (base: KnowledgeBase, writer: AnswerWriter, events: CoachEvents = {}): Coach => {
  const { pack, passages, guides, embedder } = base;
  const gatherer = createGatherer(base);
  const verify = createVerifier(passages, guides, pack.careerMap);
  const suggest = createSuggester(pack, base.units);
  const chartsFor = createChartsFor(pack.careerMap);

  const finish = (
    outcome: Outcome,
    blocks: readonly Block<string>[],
    confidence: number,
    extra: Partial<Answer> = {},
  ): Answer => {
    const { blocks: numbered, citations } = numberMarks(blocks, passages, guides);
    return {
      outcome,
      blocks: numbered,
      citations,
      disagreements: [],
      suggestions: [],
      confidence,
      writer: writer.name,
      charts: [],
      ...extra,
    };
  };

  /** The passage nearest to a gap, by the question that its author gave. */
  const nearestTo = async (question: string | null, signal?: AbortSignal): Promise<Passage | undefined> => {
    if (!question) return undefined;
    const [vector] = await embedder.embed([question], signal);
    return vector && gatherer.gather(question, vector).evidence[0]?.passage;
  };

  const writePart = async (part: Gathered, budget: number, signal?: AbortSignal): Promise<readonly Block<string>[]> => {
    const draft = await writer.write(
      {
        question: part.question,
        facts: part.facts?.blocks ?? [],
        factsComplete: part.facts?.complete ?? false,
        evidence: part.evidence,
        rarity: gatherer.rarity,
        wordBudget: budget,
      },
      signal,
    );
    const { blocks, dropped } = verify(draft);
    if (dropped.length > 0) events.onDropped?.(dropped);
    return blocks;
  };

  const missingSentence = (part: Gathered, whole: boolean): Sentence<string> => {
    if (part.verdict.kind === 'gap') return gapSentence(part.verdict.gap);
    return uncoveredSentence(whole ? undefined : part.question.replace(/[?!.]+$/, ''));
  };

  const abstain = async (parts: readonly Gathered[], vector: Float32Array, signal?: AbortSignal): Promise<Answer> => {
    const outOfScope = parts.find(part => part.verdict.kind === 'out-of-scope');
    const [first] = parts;
    if (outOfScope?.verdict.kind === 'out-of-scope' && parts.every(part => part.verdict.kind === 'out-of-scope')) {
      return finish('out_of_scope', [outOfScopeReply(outOfScope.verdict.scope.reply)], outOfScope.verdict.confidence);
    }
    const gaps = parts.flatMap(part => (part.verdict.kind === 'gap' ? [part.verdict.gap] : []));
    const silent = paragraph(
      ...parts.filter(part => part.verdict.kind !== 'out-of-scope').map(part => missingSentence(part, parts.length === 1)),
    );
    const near = gaps[0]?.passage ? passages.get(gaps[0].passage) : await nearestTo(gaps[0]?.nearest ?? null, signal);
    const { blocks } = verify({ blocks: near ? [nearestBlock(near, gaps[0]?.nearest ?? first?.question ?? '')] : [] });
    const whom = gaps.slice(0, 1).flatMap(askWhomSentence);
    return finish(
      'no_evidence',
      [silent, ...blocks, ...(whom.length > 0 ? [paragraph(...whom)] : [])],
      first?.verdict.confidence ?? 0,
      {
        suggestions: first ? suggest(first.question, vector, gaps[0]?.nearest ?? '') : [],
      },
    );
  };

  const answerParts = async (parts: readonly Gathered[], vector: Float32Array, signal?: AbortSignal): Promise<Answer> => {
    const covered = parts.filter(part => part.verdict.kind === 'covered');
    const corrections = parts.flatMap(part => part.correction ?? []);
    if (covered.length === 0 && corrections.length === 0) return abstain(parts, vector, signal);

    const written = await Promise.all(covered.map(part => writePart(part, Math.round(answerWords / covered.length), signal)));
    const missing = parts.filter(part => part.verdict.kind !== 'covered').map(part => missingSentence(part, false));
    const merged = dropRepeats([...(corrections.length > 0 ? [paragraph(...corrections.slice(0, 1))] : []), ...written.flat()]);
    if (merged.length === 0) return abstain(parts, vector, signal);
    const nearness = new Map(
      covered.flatMap(part => [
        ['', part.retrieval.passages[0]?.relevance ?? 0] as const,
        ...part.retrieval.conflicts.map(conflict => [conflict.owner, conflict.relevance] as const),
      ]),
    );
    const told = [...new Set(covered.flatMap(part => part.facts?.conflicts ?? []))];
    const sided = addOtherSides(
      merged,
      told,
      pack.careerMap.conflicts,
      nearness,
      covered.every(part => part.facts?.complete),
    );
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
      writer: writer.name,
      charts: chartsFor(blocks, numberOf),
    };
  };

  const coach: Coach = {
    async ask(question, signal) {
      if (holdsPatientData(question.text)) return finish('declined', [patientDataReply], 1);
      const screened = stripInstructions(question.text);
      if (isGreeting(screened.text))
        return finish('answered', [greetingReply], 1, { suggestions: pack.info.suggestions.slice(0, 3) });
      const asked = screened.text || screened.claim;
      const history = question.history
        .filter(turn => !holdsPatientData(turn.content))
        .map(turn => ({ ...turn, content: stripInstructions(turn.content).text }));
      const normalise = (text: string): string => normaliseQuestion(text, pack.vocabulary, base.units);
      const turns = history.map(turn => ({ ...turn, content: normalise(turn.content) }));
      const alone = splitParts(normalise(asked)).map(part => contextualise(part, turns, gatherer.readSlots, gatherer.roleBeside));
      const texts = alone.map((part, at) => (at === 0 ? part : carrySubject(part, alone[0] ?? '', gatherer.readSlots)));
      const vectors = await embedder.embed(texts, signal);
      const parts = texts.map((text, at) => gatherer.gather(text, vectors[at] ?? new Float32Array(embedder.dimensions)));
      // What only tried to instruct is declined, unless the guides have figures on the claim itself.
      if (screened.instructed && !screened.text && !parts.some(part => part.facts && part.verdict.kind === 'covered'))
        return finish('declined', [instructionReply], 1);
      // Words put into the guides' mouth are theirs only if typed records bear on them.
      if (
        screened.attributed &&
        !parts.some(part => part.correction || (part.facts?.strength === 'specific' && part.verdict.kind === 'covered'))
      )
        return finish('no_evidence', [notInGuidesReply], 0.9);
      return answerParts(parts, vectors[0] ?? new Float32Array(embedder.dimensions), signal);
    },
    async *stream(question, signal) {
      yield { kind: 'status', status: 'searching' };
      const answer = await coach.ask(question, signal);
      yield* piecesOf(answer);
      yield { kind: 'answer', answer };
    },
  };
  return coach;
};

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
