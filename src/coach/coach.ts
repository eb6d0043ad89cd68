import type { Answer } from '../domain/answer.js';
import type { AnswerEvent } from '../domain/answer-event.js';
import { paragraph, partsOfBlock } from '../domain/drafting.js';
import type { Question } from '../domain/question.js';
import { words } from '../text/tokens.js';
import { meanOf } from '../text/vectors.js';
import { createAbstainer, createOwnAnswers } from './abstain.js';
import { createChartsFor } from './charts-for.js';
import type { ChooserFit } from './choose/fit.js';
import { createComposer } from './compose.js';
import { createGatherer } from './gather.js';
import type { KnowledgeBase } from './knowledge-base.js';
import { createModelSide, type ModelSettings } from './model/model-side.js';
import { isTold, type Part } from './part.js';
import type { Heads } from './read/heads.js';
import { createReader } from './read/read.js';
import type { Ask } from './read/split-asks.js';
import type { Redact } from './redact.js';
import { hasAskedBack, instructionReply, notInGuidesReply, patientDataReply, untoldWayReply } from './replies.js';
import { createAsides } from './say/aside.js';
import type { Room } from './say/choose-points.js';
import { createVoice, lastSaid } from './say/voice.js';
import { createShowing, eventsOf, type Showing, unseen } from './stream-answer.js';
import { stripInstructions } from './strip-instructions.js';
import { createSuggester } from './suggest.js';

/** The coach's public face: a question in, a canonical answer out. */
export interface Coach {
  /** Rejects with a `NextRungError` when the question cannot be read or the embedder fails, and when `signal` aborts. */
  ask(question: Question, signal?: AbortSignal): Promise<Answer>;
  /** The same answer as a stream of pieces that ends with the whole; fails as `ask` does. */
  stream(question: Question, signal?: AbortSignal): AsyncIterable<AnswerEvent>;
}

/** Told which of a model's own lines were left out. */
export type CoachEvents = { readonly onDropped?: (lines: readonly string[]) => void };
export type CoachOptions = CoachEvents & {
  /** A chat model that chooses; what was fitted on judgments does when it cannot. */
  readonly model?: ModelSettings;
  /** What every question and turn goes through before anything reads it. */
  readonly redact: Redact;
};

/** What was fitted on judged messages: what reads, and what chooses. */
export type Fitted = { readonly chooser: ChooserFit; readonly heads: Heads };

/** Words and points of an answer; each part of a question gets its share, and never less than a thought needs. */
const whole = { words: 110, points: 5 } as const;
const leastWords = 45;
const leastPoints = 2;
/** A longer message is a story; in words. */
const storyWords = 40;
/** So many words of an earlier message, or of a story, would drown what is asked: its own count as much. */
const longBefore = 20;
/** Best passages of a thing asked, one of which answers it. */
const nearestOfAsk = 3;
/** Whoever puts a claim into the guides' mouth is answered when they bear on it as surely as this. */
const sureOfClaim = 0.7;

/** Everything that reads, finds, chooses and says over one index, whoever writes: made once, however many coaches share it. */
const sharedOf = (base: KnowledgeBase, fit: Fitted) => {
  const { pack, guides } = base;
  const gatherer = createGatherer(base, fit.chooser);
  const reader = createReader(base, fit.heads);
  const voice = createVoice(base);
  const suggest = createSuggester(base);
  const finish = createOwnAnswers(base);
  const evidenceFor = (message: string, vector: Float32Array) =>
    gatherer.gather({ question: reader.spell(message), typed: message, place: undefined }, vector, whole).evidence;
  const answerAside = createAsides({ base, voice, finish, suggest, evidenceFor });
  const abstain = createAbstainer({ voice, suggest, finish });
  const compose = createComposer({ base, suggest, chartsFor: createChartsFor(pack.careerMap, guides, pack.info.country) });
  return { base, gatherer, reader, voice, suggest, finish, answerAside, abstain, compose };
};
type Shared = ReturnType<typeof sharedOf>;

/** The path of a question, from text to answer. */
const coachOf = (shared: Shared, options: CoachOptions): Coach => {
  const { base, gatherer, reader, voice, suggest, finish, answerAside, abstain, compose } = shared;
  const { embedder } = base;
  const { redact } = options;
  const model = options.model && createModelSide(base, options.model, lines => options.onDropped?.(lines));

  /** What is told of each thing asked. */
  const gatherAll = async (asks: readonly Ask[], room: Room, signal?: AbortSignal, heard?: string): Promise<Part[]> => {
    const vectorOf = await reader.embed([...new Set(asks.flatMap(ask => [ask.text, ask.typed]))], signal);
    return asks.map(({ text, typed }, at) => {
      const place = asks.length > 1 ? at : undefined;
      const isFar = words(text).length - words(typed).length >= longBefore;
      const vector = isFar ? meanOf(vectorOf(text), vectorOf(typed)) : vectorOf(text);
      return gatherer.gather({ question: reader.spell(text), typed, place }, vector, room, heard);
    });
  };

  const isSure = (part: Part): boolean => isTold(part) && part.choice.chance > sureOfClaim;

  /** Of several things asked, those that what is told of all of them leaves out: what is sure to help with one, and what a gap or the coach's limits name. */
  const leftOutBy = (story: Part, each: readonly Part[]): Part[] => {
    const told = new Set(story.blocks.flatMap(partsOfBlock).flatMap(({ marks }) => marks));
    const isMet = ({ choice }: Part): boolean => choice.scored.slice(0, nearestOfAsk).some(({ passage }) => told.has(passage.id));
    const isNamed = ({ choice }: Part): boolean =>
      choice.outcome === 'out of scope' || (choice.outcome === 'silent' && choice.gap !== undefined);
    return each.filter(part => isNamed(part) || (isSure(part) && !isMet(part)));
  };

  /** What is asked in a story goes with all of it, and what says little one by one may say enough together: then the rest goes beside that. */
  const withStory = async (asked: string, each: readonly Part[], signal?: AbortSignal): Promise<readonly Part[]> => {
    const isLong = words(asked).length > storyWords;
    if (each.length < 2 || (each.some(isTold) && !isLong)) return each;
    const [story] = await gatherAll([{ text: asked, typed: asked }], whole, signal);
    if (!story || !isTold(story)) return story && isLong && !each.some(isSure) ? [story] : each;
    return [story, ...leftOutBy(story, each)];
  };

  const answer = async (question: Question, showing: Showing, stream: boolean, signal?: AbortSignal): Promise<Answer> => {
    const turn = model?.begin(showing, stream, signal);
    showing.status('searching');
    const kept = redact(question.text);
    if (kept === undefined) return finish('declined', [patientDataReply], 1);
    const screened = stripInstructions(kept);
    const asked = (screened.text || screened.claim).trim();
    const turns = question.history.flatMap(one => {
      const content = redact(one.content);
      return content === undefined ? [] : [{ ...one, content: stripInstructions(content).text }];
    });
    const said = lastSaid(turns);
    const reading = await reader.read(asked, turns, signal);
    // An order is no small talk.
    const aside = screened.text || reading.danger ? answerAside(asked, reading, said) : undefined;
    if (aside) return aside;

    const rewritten = await turn?.rewrite(asked, turns, reading.leansOn !== undefined);
    const asks = rewritten === undefined ? reading.asks : reader.split(rewritten);
    const placed = (given: Answer): Answer =>
      reading.leansOn === undefined ? given : { ...given, followUp: { on: reading.leansOn, asked } };
    const met = reading.feeling && voice.feeling(reading.feeling, asked, said);
    const opening = met ? [paragraph(met)] : [];
    const room = {
      words: Math.max(leastWords, Math.round(whole.words / asks.length)),
      points: Math.max(leastPoints, Math.round(whole.points / asks.length)),
    };
    const heard = turns.filter(turn => turn.role === 'assistant' && reading.leansOn !== undefined).map(turn => turn.content);
    const each = await gatherAll(asks, room, signal, heard.join('\n'));
    const parts = await withStory(asked, each, signal);
    const vector = parts[0]?.vector ?? new Float32Array(embedder.dimensions);
    const down = parts.length === 1 && parts[0]?.untoldWay;
    if (down) return placed(finish('no_evidence', [...opening, untoldWayReply(...down)], 0.9, suggest(asked, vector, '')));
    // What only tried to instruct is declined, unless the guides have something on the claim itself.
    if (screened.instructed && !screened.text && !parts.some(part => isTold(part) && part.choice.chance > sureOfClaim))
      return finish('declined', [instructionReply], 1);
    // Words put into the guides' mouth are theirs only if they bear on them.
    if (screened.attributed && !parts.some(part => part.correction || (isTold(part) && part.choice.chance > sureOfClaim)))
      return finish('no_evidence', [notInGuidesReply], 0.9);

    const composer = compose(parts, vector, opening);
    const why = hasAskedBack(said) ? 'asked already' : reading.feeling?.isGlad ? 'good news' : 'as chosen';
    const plain = composer.told() ?? abstain(parts, vector, opening, why);
    // What is none of a coach's business is not for a model to decide.
    if (!turn || parts.every(part => part.choice.outOfScope)) return placed(plain);
    const others = [...(rewritten === undefined ? [] : reading.asks), { text: asked, typed: asked }].filter(
      (one, at, all) => ![...asks, ...all.slice(0, at)].some(({ text }) => text === one.text),
    );
    return placed(
      await turn.choose({
        message: asked,
        turns: reading.leansOn === undefined && !rewritten ? [] : turns,
        parts,
        also: parts[0]?.typed === asked ? [] : await gatherAll(others, whole, signal),
        opening,
        composer,
        silence: () => abstain(parts, vector, opening, 'nothing found'),
        askBack: blocks => finish('clarify', [...opening, ...blocks], 0, suggest(asked, vector, '', parts[0]?.evidence)),
        plain,
      }),
    );
  };

  return {
    ask: (question, signal) => answer(question, unseen, false, signal),
    stream: (question, signal) =>
      eventsOf(async (emit, stop) => {
        const showing = createShowing(emit);
        const whole = await answer(question, showing, true, stop);
        // What is for one pair of eyes is not written where others watch.
        if (!whole.isPrivate) showing.show(whole);
        return whole;
      }, signal),
  };
};

/** Coaches over one index: each has a model of its own, or none. */
export const createCoaches = (base: KnowledgeBase, fit: Fitted): ((options: CoachOptions) => Coach) => {
  const shared = sharedOf(base, fit);
  return options => coachOf(shared, options);
};

export const createCoach = (base: KnowledgeBase, fit: Fitted, options: CoachOptions): Coach => createCoaches(base, fit)(options);
