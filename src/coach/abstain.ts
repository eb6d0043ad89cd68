import type { Answer, Block, Outcome } from '../domain/answer.js';
import { paragraph } from '../domain/drafting.js';
import { dropRepeats } from './compose.js';
import type { KnowledgeBase } from './knowledge-base.js';
import { numberMarks } from './number-marks.js';
import { isTold, type Part } from './part.js';
import { askingOf } from './read/asking.js';
import { askBackReply, askWhomSentence, nearestBlock, outOfScopeSentence, uncoveredSentence } from './replies.js';
import { missingSentence, untoldSentences, withoutDoubtfulGap } from './say/untold.js';
import type { Voice } from './say/voice.js';
import type { createSuggester } from './suggest.js';

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

/** "what do i do" asks, marked or not, wherever in a message it stands. */
const asksPlainly = (message: string): boolean =>
  message.split(/[,.!;\n]+/).some(stretch => askingOf(stretch.trim(), false) === 'plainly');

type AbstainerParts = {
  readonly voice: Voice;
  readonly suggest: ReturnType<typeof createSuggester>;
  readonly finish: ReturnType<typeof createOwnAnswers>;
};

/** What is said where nothing is told: that it is none of the coach's business, a question back, or silence with what is near. */
export const createAbstainer = ({ voice, suggest, finish }: AbstainerParts) => {
  /**
   * @param why nothing is told: it is asked back only where the chooser alone says so, and not twice running; good news with a bare "what now" ends in no
   * silence either
   */
  return (
    parts: readonly Part[],
    vector: Float32Array,
    opening: readonly Block<string>[] = [],
    why: 'as chosen' | 'good news' | 'asked already' | 'nothing found' = 'as chosen',
  ): Answer => {
    const [first] = parts;
    const kind = first?.choice.outOfScope;
    if (kind && parts.every(part => part.choice.outOfScope)) {
      return finish('out_of_scope', [...opening, paragraph(outOfScopeSentence(kind))], first.choice.chance);
    }
    const inScope = parts
      .filter(part => !part.choice.outOfScope)
      .map(part => (why === 'nothing found' ? withoutDoubtfulGap(part) : part));
    const chance = Math.max(0, ...inScope.map(part => part.choice.chance));
    const suggestions = suggest(first?.question ?? '', vector, '', inScope[0]?.evidence);
    const gap = inScope.flatMap(part => part.choice.gap ?? [])[0];
    // One of several that the guides are known to be silent on is said to be.
    const isNamed = inScope.some(({ choice }) => choice.outcome === 'silent' && choice.gap);
    const isUnsure =
      why === 'good news' ? !gap : why === 'as chosen' && !isNamed && inScope.some(({ choice }) => choice.outcome === 'ask back');
    if (isUnsure && suggestions.length > 1) return finish('clarify', [...opening, askBackReply], chance, suggestions);
    // Who tells what is hard and asks nothing isn't told that no guide covers it.
    const isSigh =
      opening.length > 0 &&
      !gap &&
      (why === 'as chosen' || why === 'nothing found') &&
      parts.every(({ typed, place }) => place === undefined && !typed.includes('?') && !asksPlainly(typed));
    if (isSigh && suggestions.length > 1)
      return finish('clarify', [...opening, paragraph(voice.offer(first?.typed ?? ''))], chance, suggestions);
    const named = inScope.flatMap(part => (why === 'nothing found' ? missingSentence(part) : untoldSentences(part)));
    const silences = named.length > 0 ? named : [uncoveredSentence()];
    // Of what was likely to help, and doesn't, the likeliest is still the nearest.
    const [likely] = inScope.filter(isTold).flatMap(part => part.choice.scored.slice(0, 1));
    const help = inScope.flatMap(part => part.choice.nearest ?? [])[0] ?? likely;
    const near = help ? [nearestBlock(help.text, help.passage.id)] : [];
    const whom = (gap && askWhomSentence(gap)) ?? voice.elsewhere(opening.length > 0, first?.typed ?? '');
    return finish(
      'no_evidence',
      [...opening, ...dropRepeats([paragraph(...silences)]), ...near, ...(whom ? [paragraph(whom)] : [])],
      1 - chance,
      suggestions,
    );
  };
};
