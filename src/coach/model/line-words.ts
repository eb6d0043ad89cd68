import { fold, isStopWord, stem, words as wordsOf } from '../../text/tokens.js';
import type { KnowledgeBase } from '../knowledge-base.js';
import { auxiliaries, determiners, prepositions, telling } from './small-words.js';

/** The words of a text, short forms apart: "isn't" is "is not". */
export const words = (text: string): string[] =>
  wordsOf(
    fold(text)
      .replace(/\bcan't/g, 'can not')
      .replace(/\bwon't/g, 'will not')
      .replace(/n't\b/g, ' not')
      .replace(/\b(that|it|here|there|what|who|how)'s\b/g, '$1 is')
      .replace(/'re\b/g, ' are')
      .replace(/'ve\b/g, ' have')
      .replace(/'ll\b/g, ' will')
      .replace(/'d\b/g, ' would')
      .replace(/'m\b/g, ' am')
      .replace(/'s\b/g, ''),
  );

export const stemsOf = (texts: readonly string[]): Set<string> => new Set(texts.flatMap(words).map(stem));
const firstWords = (texts: readonly string[]): Set<string> => new Set(texts.flatMap(text => words(text).slice(0, 1)));
export const pairsOf = (text: string): Set<string> => {
  const own = words(text).map(stem);
  return new Set(own.slice(1).map((word, at) => `${own[at]} ${word}`));
};

/** What the member wrote: its words, and which stand side by side. */
export type Asked = { readonly asked: ReadonlySet<string>; readonly pairs: ReadonlySet<string> };
export type Given = {
  /** What the member wrote, and what it was understood as. */
  readonly question: string;
  /** The sentences chosen so far, and those that the line leads over to. */
  readonly chosen: string;
};

/** The words that lines of a model's own may be made of, by what they can do there: `voice.yaml` has them. */
export const createLexicon = ({ pack, units }: Pick<KnowledgeBase, 'pack' | 'units'>) => {
  const { voice } = pack;
  const felt = stemsOf(voice.words.felt);
  const speech = stemsOf([
    ...[...voice.links, ...voice.thanks, ...voice.chatter, ...voice.goodNews, ...voice.badNews, ...voice.offer],
    ...Object.values(voice.feelings).flat(),
    ...[...voice.words.said, ...voice.words.felt],
  ]);
  const things = stemsOf(voice.words.things);
  const acts = stemsOf(voice.words.acts);
  const doing = stemsOf([...voice.steps, ...voice.questions, ...voice.words.acts, ...voice.words.things, ...voice.words.kinds]);
  /** "Two ways", "both sides": what is counted so are no figures. */
  const counted = new Set([...voice.links, ...voice.steps].flatMap(text => [...pairsOf(text)]));
  const steps = firstWords(voice.steps);
  const askers = firstWords(voice.questions);

  const isSmall = (word: string): boolean =>
    isStopWord(word) || determiners.has(word) || prepositions.has(word) || auxiliaries.has(word);
  const isSpoken = (word: string): boolean => isSmall(word) || speech.has(stem(word));
  const isActed = (word: string): boolean => isSpoken(word) || doing.has(stem(word));
  const ofGuides = stemsOf(pack.passages.flatMap(passage => [...passage.headingPath, ...passage.sentences]));
  const isPlain = (word: string): boolean => !ofGuides.has(stem(word)) && units.isKnownWord(word);
  const tells = (own: readonly string[]): boolean =>
    own.some((word, at) => {
      const after = telling.get(word);
      const isLast = word === 'most' && at === own.length - 1;
      const isEachTime = word === 'every' && ['day', 'week', 'time'].includes(own[at + 1] ?? '');
      return (
        (after && !isLast && !isEachTime && !after.includes(own[at - 1] ?? '')) || (word === 'than' && own[at + 1] !== 'one')
      );
    });

  return {
    counted,
    isFelt: (word: string): boolean => felt.has(stem(word)),
    isSaid: (word: string): boolean => speech.has(stem(word)),
    isThing: (word: string): boolean => things.has(stem(word)),
    /** A word for doing that names no thing. */
    isAct: (word: string): boolean => acts.has(stem(word)) && !things.has(stem(word)),
    beginsStep: (word: string): boolean => steps.has(word) || (word.endsWith('ing') && steps.has(word.slice(0, -3))),
    beginsQuestion: (word: string): boolean => askers.has(word),
    isSmall,
    /** May stand in what a line says by itself. */
    isSpoken,
    /** May stand in a step or a question. */
    isActed,
    /** An English word of no guide. */
    isPlain,
    /** Whether words give a reason, sweep over all, or compare. */
    tells,
  };
};
export type Lexicon = ReturnType<typeof createLexicon>;
