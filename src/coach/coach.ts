import type { FindNames } from '../contracts/name-finder.js';
import type { Answer } from '../domain/answer.js';
import type { AnswerEvent } from '../domain/answer-event.js';
import type { Question } from '../domain/question.js';
import { normaliseQuestion } from '../retrieval/normalise-question.js';
import { createAbstainer, createOwnAnswers } from './abstain.js';
import { createChartsFor } from './charts-for.js';
import type { ChooserFit } from './choose/fit.js';
import { createComposer } from './compose.js';
import { carrySubject, contextualise } from './contextualise.js';
import { createRarity } from './find/coverage.js';
import { createGatherer } from './gather.js';
import { isGreeting } from './greeting.js';
import type { KnowledgeBase } from './knowledge-base.js';
import { createModelSide, type ModelSettings } from './model/model-side.js';
import { isTold, type Part } from './part.js';
import { holdsPatientData } from './patient-data.js';
import { createRedactor } from './redact.js';
import { greetingReply, instructionReply, notInGuidesReply, patientDataReply } from './replies.js';
import { splitParts } from './split-parts.js';
import { createShowing, eventsOf, type Showing, unseen } from './stream-answer.js';
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

/** Told what `verify` removed of a model's draft. */
export type CoachEvents = { readonly onDropped?: (dropped: readonly string[]) => void };
export type CoachOptions = CoachEvents & {
  /** A chat model that writes; the guides' own sentences answer when it cannot. */
  readonly model?: ModelSettings;
  /** Needed where anything of a question leaves the machine: people's names are then taken out of it first. */
  readonly findNames?: FindNames;
};

/** Words and points of an answer; each part of a question gets its share, and never less than a thought needs. */
const whole = { words: 110, points: 5 } as const;
const leastWords = 45;
const leastPoints = 2;
/** Whoever puts a claim into the guides' mouth is answered when they bear on it as surely as this. */
const sureOfClaim = 0.7;

/** The path of a question, from text to verified answer. */
export const createCoach = (base: KnowledgeBase, fit: ChooserFit, options: CoachOptions = {}): Coach => {
  const { pack, passages, guides, embedder } = base;
  const redact = createRedactor(base, options.findNames);
  const gatherer = createGatherer(base, fit);
  const verify = createVerifier(passages, guides, pack.careerMap);
  const suggest = createSuggester(base);
  const finish = createOwnAnswers(base);
  const abstain = createAbstainer({ base, gatherer, suggest, finish });
  const compose = createComposer({ base, verify, suggest, chartsFor: createChartsFor(pack.careerMap, guides) });
  const tellDropped = (dropped: readonly string[]): void => void (dropped.length > 0 && options.onDropped?.(dropped));
  const model = options.model && createModelSide(base, options.model, { verify, rarity: createRarity(base), tellDropped });

  /** Parts of a question, each standing alone: by the rules, or as a model rewrote the whole. */
  const standAlone = (asked: string, turns: Question['history'], rewritten: string | undefined): string[] => {
    const normalise = (text: string): string => normaliseQuestion(text, pack.vocabulary, base.units);
    if (rewritten !== undefined) return splitParts(normalise(rewritten));
    const said = turns.map(turn => ({ ...turn, content: normalise(turn.content) }));
    return splitParts(normalise(asked)).map(part => contextualise(part, said, gatherer.readSlots, gatherer.roleBeside));
  };

  /** A message taken whole. */
  const together = async (asked: string, signal?: AbortSignal): Promise<Part> => {
    const text = normaliseQuestion(asked, pack.vocabulary, base.units);
    const [vector] = await embedder.embed([text], signal);
    return gatherer.gather(text, vector ?? new Float32Array(embedder.dimensions), whole);
  };

  const answer = async (question: Question, showing: Showing, stream: boolean, signal?: AbortSignal): Promise<Answer> => {
    const turn = model?.begin(showing, stream, signal);
    showing.status('searching');
    if (holdsPatientData(question.text)) return finish('declined', [patientDataReply], 1);
    const screened = stripInstructions(question.text.replace(/\s+/g, ' '));
    if (isGreeting(screened.text)) return finish('answered', [greetingReply], 1, pack.info.suggestions.slice(0, 3));
    const asked = redact((screened.text || screened.claim).replace(/\s+/g, ' ').trim());
    const turns = question.history
      .filter(one => !holdsPatientData(one.content))
      .map(one => ({ ...one, content: redact(stripInstructions(one.content).text) }));
    const byRules = standAlone(asked, turns, undefined);
    const alone = (await turn?.rewrite(asked, turns, byRules, rewritten => standAlone(asked, turns, rewritten))) ?? byRules;
    const leans = turns.length > 0 && alone.join('\n') !== standAlone(asked, [], undefined).join('\n');
    const placed = (given: Answer): Answer => (leans ? { ...given, followUp: true } : given);
    const texts = alone.map((part, at) => (at === 0 ? part : carrySubject(part, alone[0] ?? '', gatherer.readSlots)));
    // A single question is compared with what people wrote as it was written: its story helps to find.
    const typed = texts.length === 1 && !leans ? [normaliseQuestion(asked, pack.vocabulary, base.units)] : texts;
    const zero = new Float32Array(embedder.dimensions);
    const vectors = await embedder.embed(typed, signal);
    const vector = vectors[0] ?? zero;
    const room = {
      words: Math.max(leastWords, Math.round(whole.words / texts.length)),
      points: Math.max(leastPoints, Math.round(whole.points / texts.length)),
    };
    const each = texts.map((text, at) => gatherer.gather(text, vectors[at] ?? zero, room));
    // Questions that say little one by one may say enough together.
    const parts = each.length > 1 && !each.some(isTold) ? [await together(asked, signal)] : each;
    // What only tried to instruct is declined, unless the guides have something on the claim itself.
    if (screened.instructed && !screened.text && !parts.some(part => isTold(part) && part.choice.chance > sureOfClaim))
      return finish('declined', [instructionReply], 1);
    // Words put into the guides' mouth are theirs only if they bear on them.
    if (screened.attributed && !parts.some(part => part.correction || (isTold(part) && part.choice.chance > sureOfClaim)))
      return finish('no_evidence', [notInGuidesReply], 0.9);

    const composer = compose(parts, vector);
    const { covered } = composer;
    if (covered.length === 0 && !parts.some(part => part.correction)) return placed(await abstain(parts, vector, signal));
    const written = covered.flatMap(part => part.blocks);
    const plain = composer.whole(written, 'extractive', false) ?? (await abstain(parts, vector, signal));
    return placed((await turn?.write(texts, composer, plain, written)) ?? plain);
  };

  return {
    ask: (question, signal) => answer(question, unseen, false, signal),
    stream: (question, signal) =>
      eventsOf(async (emit, stop) => {
        const showing = createShowing(emit);
        const whole = await answer(question, showing, true, stop);
        showing.show(whole);
        return whole;
      }, signal),
  };
};
