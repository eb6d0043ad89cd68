import type { Gap, OutOfScope } from '../../domain/pack.js';
import type { Passage } from '../../domain/passage.js';
import { words } from '../../text/tokens.js';
import { createGapNarrower } from '../find/asked-gap.js';
import { type Asked, createFinder, type Found } from '../find/find.js';
import { scopeSigns } from '../find/scope-signs.js';
import { surenessSigns } from '../find/signs.js';
import type { KnowledgeBase } from '../knowledge-base.js';
import { chanceOf } from './boosted-trees.js';
import { type ChooserFit, linearChance } from './fit.js';
import { createNearestHelp } from './nearest-help.js';
import { createTaintCheck } from './taint.js';

export type { ChooserFit };

/** A sentence of a guide with the chance, 0 to 1, that it helps whoever asks. */
export type Scored = {
  /** Its number among all sentences of the pack. */
  readonly sentence: number;
  readonly passage: Passage;
  readonly text: string;
  readonly chance: number;
};

/** What is done with one thing asked: tell points, ask back, be silent, or say that it's none of the coach's business. */
export type Choice = {
  readonly asked: Asked;
  readonly outcome: 'points' | 'ask back' | 'silent' | 'out of scope';
  /** Best first. */
  readonly scored: readonly Scored[];
  /** The same of more sentences than the chooser was fitted to look at, for a model to choose from. */
  readonly offered: () => readonly Scored[];
  /** That the first of them helps, 0 to 1. */
  readonly chance: number;
  /** What no guide says and was asked for, when it is one that the pack knows. */
  readonly gap: Gap | undefined;
  /** The same where it is so plain that it's said beside what is told. */
  readonly missing: Gap | undefined;
  readonly outOfScope: OutOfScope | undefined;
  /** Where nothing answers, what judges would give instead, when they agree on it. */
  readonly nearest: Pick<Scored, 'passage' | 'text'> | undefined;
  /** Similarity to the nearest question of each disagreement, by its id. */
  readonly records: ReadonlyMap<string, number>;
  /** The same to the nearest question that a passage answers. */
  readonly answered: number;
};

/** With fewer judged messages than this the nearest is too far to tell anything. */
export const enoughJudgments = 300;
/** Points are told where the first is as likely as this to help, and the guides as likely to answer at all: where nobody judged, they seem to sooner. */
const sureFrom = { judged: { tell: 0.33, answer: 0.65 }, plain: { tell: 0.2, answer: 0.66 } } as const;
/** Where the guides hardly answer, the coach is silent; in between it asks back. */
const outcomeOf = (chance: number, answerable: number, isJudged: boolean): 'points' | 'ask back' | 'silent' => {
  const { tell, answer } = isJudged ? sureFrom.judged : sureFrom.plain;
  if (answerable < answer) return 'silent';
  return chance >= tell ? 'points' : 'ask back';
};
/**
 * A gap is named from this score, and beside what is told from the other. Of 645 new messages that the coach was silent on, 595 got one, and it is the one
 * that a judge gave to 552 of them; of 2,090 that it told something 66 had one beside it, 33 of which judges say that nothing answers.
 */
const [namedFrom, missingFrom] = [0.15, 0.25];
/** What lies outside is declined at this chance. */
const outsideFrom = 0.5;
/** A question that is one of a passage's own, in these or nearly these words, is answered by it. */
const listed = 0.93;
const chanceOfListed = 0.7;

/** A question answers nothing, and what only leads to a list or a table says nothing without it. */
const isTellable = (text: string): boolean => !/[?:]["”’)]?$/.test(text);

/** "And who..." asks what "who..." asks. */
const bare = (text: string): string =>
  words(text)
    .join(' ')
    .replace(/^(?:and|so|but|also) (?=\S+ )/, '');

/** Of so many sentences the likeliest are offered behind those that the chooser looks at. */
const offeredFrom = 200;

const everyone = (): boolean => true;

/** "90th": which one of several like it is asked for. */
const rankOf = /^\d+(?:st|nd|rd|th)$/;
export const ranksIn = (message: string): string[] => words(message).filter(word => rankOf.test(word));

/** Those that hold the rank that is asked for ("the 90th percentile") before those that hold another: to an encoder they are all alike. */
const rankedFirst = (scored: readonly Scored[], message: string): readonly Scored[] => {
  const asked = ranksIn(message);
  if (asked.length === 0) return scored;
  const holds = ({ text }: Scored): boolean => {
    const own = new Set(words(text));
    return asked.every(rank => own.has(rank));
  };
  return [...scored.filter(holds), ...scored.filter(item => !holds(item))];
};

/** Decides what to tell from what was found, as `models/chooser.json` was fitted to. */
export const createChooser = (base: KnowledgeBase, fit: ChooserFit) => {
  const { pack, passages, units, judgments } = base;
  const isOwn = base.embedder.name === fit.embedder;
  const finder = createFinder(base, isOwn ? fit.silence : { weight: [], bias: 0 });
  const isJudged = judgments.length >= enoughJudgments;
  const { helps, sure, answers, outOfScope } = !isOwn ? fit.words : isJudged ? fit.judged : fit.plain;
  const texts = [...passages.values()].flatMap(passage => passage.sentences.map(text => ({ passage, text })));
  const kinds = { scope: units.unitsOf('scope'), answer: units.unitsOf('answer'), gap: units.unitsOf('gap') };
  const records = units.unitsOf('record');

  const helpFor = createNearestHelp(judgments);
  const gapOf = new Map(pack.scope.gaps.map(gap => [gap.id, gap]));
  const narrow = createGapNarrower(units.unitsOf('gap part'));
  const isTainted = createTaintCheck(passages);
  const listedAs = new Map(
    [...passages.values()].reverse().flatMap(({ id, answers }) => answers.map(question => [bare(question), id] as const)),
  );

  /** What the pack offers to ask it answers. */
  const offered = new Set(pack.info.suggestions.map(bare));

  /** The passage that lists a question as its own, when what is asked is nearly that. */
  const nearestListed = (text: string, similarities: Float32Array): string | undefined => {
    const same = listedAs.get(bare(text));
    if (same !== undefined || !isOwn) return same;
    const nearest = kinds.answer.reduce<{ owner?: string; similarity: number }>(
      (best, unit) =>
        (similarities[unit.id] ?? 0) > best.similarity ? { owner: unit.owner, similarity: similarities[unit.id] ?? 0 } : best,
      { similarity: listed },
    );
    return nearest.owner;
  };

  const tellable = (sentence: number): (typeof texts)[number] | undefined => {
    const found = texts[sentence];
    return found && isTellable(found.text) && !isTainted(found.passage.id) ? found : undefined;
  };

  const score = ({ candidates }: Found): Scored[] =>
    candidates
      .flatMap(({ sentence, signs }): Scored[] => {
        const found = tellable(sentence);
        return found ? [{ sentence, ...found, chance: chanceOf(helps, signs) }] : [];
      })
      .toSorted((a, b) => b.chance - a.chance || a.sentence - b.sentence);

  return {
    /** Whether it chooses by judged messages. */
    isJudged,
    /** @param counts which judged messages may be neighbours; all of them, but where a chooser is tested */
    choose(asked: Asked, counts: (judgment: number) => boolean = everyone): Choice {
      const found = finder.find(asked, counts);
      const { similarities, like } = found;
      const own = nearestListed(asked.words, similarities);
      const ranked = rankedFirst(score(found), asked.words);
      const scored =
        own === undefined
          ? ranked
          : [...ranked.filter(item => item.passage.id === own), ...ranked.filter(item => item.passage.id !== own)];
      const [any] = found.candidates;
      const signs = surenessSigns(
        ranked.map(item => item.chance),
        any?.signs,
      );
      const fitted = any ? chanceOf(sure, signs) : 0;
      const isPromised = own !== undefined || offered.has(bare(asked.words));
      const chance = isPromised ? Math.max(fitted, chanceOfListed) : fitted;
      const answerable = isPromised ? 1 : any ? chanceOf(answers, signs) : 0;
      const scope = scopeSigns(pack.scope, kinds, judgments, {
        message: asked.words,
        similarities,
        like,
        chance,
      });
      const gapFrom = (least: number): Gap | undefined => {
        const whole = found.gap && found.gap.score >= least ? gapOf.get(found.gap.id) : undefined;
        return whole && narrow(whole, similarities);
      };
      const gap = gapFrom(namedFrom);
      // What a gap names is asked of the guides, which are silent on it.
      const isOutside = gap === undefined && linearChance(outOfScope, scope.signs) >= outsideFrom;
      const outside = isOutside ? scope.nearest : undefined;
      const nearest = new Map<string, number>();
      for (const { id, owner } of records) nearest.set(owner, Math.max(nearest.get(owner) ?? 0, similarities[id] ?? 0));
      const help = helpFor(like);
      return {
        asked,
        outcome: outside ? 'out of scope' : outcomeOf(chance, answerable, isJudged),
        scored,
        offered: () => {
          const looked = new Set(found.candidates.map(one => one.sentence));
          return [...scored, ...score(finder.find(asked, counts, offeredFrom)).filter(one => !looked.has(one.sentence))];
        },
        chance,
        gap,
        missing: isPromised ? undefined : gapFrom(missingFrom),
        outOfScope: outside,
        nearest: help === undefined ? undefined : tellable(help),
        records: nearest,
        answered: kinds.answer.reduce((most, { id }) => Math.max(most, similarities[id] ?? 0), 0),
      };
    },
  };
};
