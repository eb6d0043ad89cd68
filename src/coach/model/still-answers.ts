import type { Block } from '../../domain/answer.js';
import { partsOfBlock, plainTextOf, sentencesOfBlock } from '../../domain/drafting.js';
import { figuresIn } from '../../text/figures.js';
import { contentStems, isStopWord, words } from '../../text/tokens.js';

/** Share of function words in English prose is near a half; a text with fewer than this is in another language, or no prose. */
const englishShare = 0.12;
/** Fewer words than these are too few to tell the language by. */
const tellingWords = 12;
/** How much of the question's words that the extractive answer meets must be met too: with sentences lost, and without. */
const coverageAfterLoss = 0.6;
const coverageWhole = 0.3;

const asksFigure =
  /\b(how (much|many|long|old|fast|big)|pay|paid|salary|salaries|wages?|earn\w*|makes?|cost|costs|percent\w*|rate|median|mean|average|years?|openings|growth|grow\w*|figure|number|hours?)\b/i;

const isEnglish = (text: string): boolean => {
  const own = words(text).filter(word => !/\d/.test(word));
  return own.length < tellingWords || own.filter(isStopWord).length / own.length >= englishShare;
};

/** Why a reply does not answer; what comes of it is told to the operator. */
export type Shortcoming = 'other-language' | 'data' | 'uncited' | 'unsupported' | 'beside-the-question';

type Outcome = {
  /** As the model wrote it. */
  readonly reply: string;
  readonly questions: readonly string[];
  /** Verified blocks above the model's. */
  readonly lead: readonly Block<string>[];
  /** Of the model's, what verification left. */
  readonly kept: readonly Block<string>[];
  /** How many sentences it took out. */
  readonly lost: number;
  /** What the extractive writer would say. */
  readonly extractive: readonly Block<string>[];
  readonly rarity: (stem: string) => number;
};

/**
 * Why what verification left of a model's answer no longer answers; undefined when it does: something cited is left, most of it stood, it is English,
 * a question for a figure has one, and of each question's words it meets most of those that the extractive answer meets.
 */
export const shortcomingOf = (outcome: Outcome): Shortcoming | undefined => {
  const { reply, questions, lead, kept, lost, extractive, rarity } = outcome;
  const sentences = kept.reduce((sum, block) => sum + (block.kind === 'table' ? block.rows : sentencesOfBlock(block)).length, 0);
  const isCited = kept.flatMap(partsOfBlock).some(part => part.marks.length > 0);
  const text = plainTextOf([...lead, ...kept]);
  const plain = plainTextOf(extractive);
  if (!isEnglish(plainTextOf(kept))) return 'other-language';
  if (!isCited || lost > sentences) {
    if (/^\s*(?:```\w*\s*)?[{[]/.test(reply)) return 'data';
    if (!isEnglish(reply)) return 'other-language';
    return /\[\d+\]/.test(reply) ? 'unsupported' : 'uncited';
  }
  const lacksFigure =
    questions.some(question => asksFigure.test(question)) && figuresIn(plain).length > 0 && figuresIn(text).length === 0;
  if (lacksFigure) return 'beside-the-question';
  const [said, could] = [new Set(contentStems(text)), new Set(contentStems(plain))];
  const isMet = questions.every(question => {
    const met = [...new Set(contentStems(question))].filter(stem => could.has(stem));
    const weight = (stems: readonly string[]): number => stems.reduce((sum, stem) => sum + rarity(stem), 0);
    return weight(met.filter(stem => said.has(stem))) >= weight(met) * (lost > 0 ? coverageAfterLoss : coverageWhole);
  });
  return isMet ? undefined : 'beside-the-question';
};
