import type { Answer, Block } from '../domain/answer.js';
import type { AnswerEvent } from '../domain/answer-event.js';
import { paragraph, partsOfBlock } from '../domain/drafting.js';
import type { Question, Turn } from '../domain/question.js';
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
import { createReader, type Reading } from './read/read.js';
import type { Ask } from './read/split-asks.js';
import type { Redact } from './redact.js';
import { hasAskedBack, instructionReply, notInGuidesReply, patientDataReply, untoldWayReply } from './replies.js';
import { createAsides } from './say/aside.js';
import type { Room } from './say/choose-points.js';
import { withWholeGaps } from './say/untold.js';
import { createVoice, lastSaid } from './say/voice.js';
import { createShowing, eventsOf, type Showing, unseen } from './stream-answer.js';
import { type Screened, stripInstructions } from './strip-instructions.js';
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

/** A message as it was taken: what is left of it, and what it is. */
type Heard = {
  readonly asked: string;
  readonly screened: Screened;
  readonly turns: readonly Turn[];
  /** What the coach said last. */
  readonly said: string;
  readonly reading: Reading;
  /** A word for what is felt. */
  readonly opening: readonly Block<string>[];
};
type ModelTurn = ReturnType<ReturnType<typeof createModelSide>['begin']>;

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

  const isOutside = (part: Part): boolean => part.choice.outOfScope !== undefined;
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

  /** What is answered whoever chooses: a way that no guide tells, an order, and words put into the guides' mouth. */
  const settledOf = ({ asked, screened, opening }: Heard, parts: readonly Part[], vector: Float32Array): Answer | undefined => {
    const down = parts.length === 1 && parts[0]?.untoldWay;
    if (down) return finish('no_evidence', [...opening, untoldWayReply(...down)], 0.9, suggest(asked, vector, ''));
    // What only tried to instruct is declined, unless the guides have something on the claim itself.
    if (screened.instructed && !screened.text && !parts.some(isSure)) return finish('declined', [instructionReply], 1);
    // Words put into the guides' mouth are theirs only if they bear on them.
    if (screened.attributed && !parts.some(part => part.correction || isSure(part)))
      return finish('no_evidence', [notInGuidesReply], 0.9);
    return undefined;
  };

  /** What is said of the things asked without a model; `isSettled` where a model has no say. */
  const look = async (asks: readonly Ask[], heard: Heard, signal?: AbortSignal) => {
    const { asked, turns, said, reading, opening } = heard;
    const room = {
      words: Math.max(leastWords, Math.round(whole.words / asks.length)),
      points: Math.max(leastPoints, Math.round(whole.points / asks.length)),
    };
    const told = turns.filter(turn => turn.role === 'assistant' && reading.leansOn !== undefined).map(turn => turn.content);
    const gathered = await withStory(asked, await gatherAll(asks, room, signal, told.join('\n')), signal);
    const parts = withWholeGaps(gathered, base.pack.scope.gaps);
    const vector = parts[0]?.vector ?? new Float32Array(embedder.dimensions);
    const composer = compose(parts, vector, opening);
    const settled = settledOf(heard, parts, vector);
    const why = hasAskedBack(said) ? 'asked already' : reading.feeling?.isGlad ? 'good news' : 'as chosen';
    const plain = settled ?? composer.told() ?? abstain(parts, vector, opening, why);
    return { asks, parts, vector, composer, plain, isSettled: settled !== undefined || parts.every(isOutside) };
  };
  type Looked = Awaited<ReturnType<typeof look>>;

  /** The message as it was typed. What is none of a coach's business by itself does not become so by leaning on something. */
  const lookAsTyped = async (heard: Heard, signal?: AbortSignal): Promise<Looked> => {
    const { asked, reading } = heard;
    const inContext = await look(reading.asks, heard, signal);
    if (reading.leansOn === undefined || inContext.parts.some(isTold)) return inContext;
    const alone = await look([{ text: asked, typed: asked }], heard, signal);
    return alone.isSettled ? alone : inContext;
  };

  /** What a model chooses, of what is found for the message as it was typed and as the model makes it stand alone. */
  const choose = async (turn: ModelTurn, heard: Heard, typed: Looked, signal?: AbortSignal): Promise<Answer> => {
    const { asked, turns, reading, opening } = heard;
    const leans = reading.leansOn !== undefined;
    const isStory = words(asked).length > storyWords;
    const rewritten = await turn.rewrite(asked, turns, { leans, isStory });
    const restated = rewritten === undefined ? [] : reader.split(rewritten);
    // What a story asks is told by all of it: in other words it is only looked for.
    const looked = restated.length === 0 || isStory ? typed : await look(restated, heard, signal);
    if (looked.isSettled) return looked.plain;
    const { asks, parts, vector, composer, plain } = looked;
    const others = [...reading.asks, ...restated, { text: asked, typed: asked }].filter(
      (one, at, all) => ![...asks, ...all.slice(0, at)].some(({ text }) => text === one.text),
    );
    return turn.choose({
      message: asked,
      turns: leans || looked !== typed ? turns : [],
      parts,
      also: restated.length === 0 && parts[0]?.typed === asked ? [] : await gatherAll(others, whole, signal),
      opening,
      composer,
      silence: () => abstain(parts, vector, opening, 'nothing found'),
      askBack: blocks => finish('clarify', [...opening, ...blocks], 0, suggest(asked, vector, '', parts[0]?.evidence)),
      plain,
    });
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
    const met = reading.feeling && voice.feeling(reading.feeling, asked, said);
    const heard = { asked, screened, turns, said, reading, opening: met ? [paragraph(met)] : [] };
    const typed = await lookAsTyped(heard, signal);
    const given = turn && !typed.isSettled ? await choose(turn, heard, typed, signal) : typed.plain;
    return reading.leansOn === undefined ? given : { ...given, followUp: { on: reading.leansOn, asked } };
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
