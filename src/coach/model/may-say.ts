import type { WordTagger } from '../../contracts/word-tagger.js';
import { passageText } from '../../domain/passage.js';
import { isEnglish } from '../../text/english-words.js';
import { isStopWord, stem } from '../../text/tokens.js';
import type { KnowledgeBase } from '../knowledge-base.js';
import { type LineHead, wordChance } from '../read/heads.js';
import { createBringsUp, type Given } from './brings-up.js';
import { repeatsInstructions } from './instructions.js';
import { lineSigns, wholeAndEach, words } from './line-signs.js';

/** What tells harmless lines: what was fitted, and the parts of speech that it looks at. */
export type Lines = { readonly head: LineHead; readonly tagsOf: WordTagger };

/** Words of a line at most. */
const longest = 25;
/**
 * What asks or leads over to what follows is said when it is as likely as this to state nothing, and any other sentence when it is so much surer. Set by 552 lines
 * that the rest was not fitted on, so that of their 252 claims none is said; of their 300 harmless lines 224 are.
 */
const harmlessFrom = { asking: 0.7, telling: 0.9 } as const;

/** Letters and the marks between them: no address, markup or mention can be written with these. */
const plainLetters = /^[\p{L}\p{M}\p{N}\s.,;:!?'"’‘“”()…–—-]+$/u;

const clausesOf = (text: string): string[] =>
  text
    .split(/[,;:.!?…–—]+(?:\s+|$)/)
    .map(clause => words(clause).join(' '))
    .filter(Boolean);

/**
 * Whether a line of a model's own states nothing of the field, so that it may stand without a source: a word for what is felt, an opening, a link, a
 * next step, a question back. It brings up no name and no figure, holds letters only, and is in the coach's own words (`voice.yaml`) or one that
 * `models/own-lines.json`, fitted on such lines and on claims, takes for harmless, as a whole and sentence by sentence. With vectors of another embedder than it was fitted
 * on, only the coach's own words are said.
 */
export const createMaySay = (base: Pick<KnowledgeBase, 'pack' | 'embedder'>, { head, tagsOf }: Lines) => {
  const { pack, embedder } = base;
  const { links, steps, questions, thanks, chatter, goodNews, badNews, offer, feelings, hard, glad } = pack.voice;
  const own = [
    ...[...links, ...steps, ...questions, ...thanks, ...chatter, ...goodNews, ...badNews, ...offer, ...hard.any, ...glad.any],
    ...[feelings, hard.about, glad.about].flatMap(named => Object.values(named).flat()),
  ];
  const ownClauses = new Set(own.flatMap(clausesOf));
  const ownWords = new Set(own.flatMap(words));
  // What a guide writes with a capital is a name, in small letters too.
  const guideWords = new Set(
    pack.passages.flatMap(passage => passageText(passage).match(/(?<![\p{L}\p{N}'’.&/-])\p{Ll}+/gu) ?? []),
  );
  const bringsUp = createBringsUp(pack, own);
  const isFitted = embedder.name === head.embedder;

  const isHarmless = async (text: string): Promise<boolean> => {
    if (clausesOf(text).every(clause => ownClauses.has(clause))) return true;
    // A question that denies ("who wouldn't...?") asks nothing.
    if (!isFitted || (text.includes('?') && words(text).includes('not'))) return false;
    const [vector] = await embedder.embed([text]);
    const least = /[:?]\W*$/.test(text) ? harmlessFrom.asking : harmlessFrom.telling;
    return vector !== undefined && wordChance(head, lineSigns(text, vector, tagsOf)) >= least;
  };

  return async (line: string, given: Given): Promise<boolean> => {
    const text = line.replace(/\s+/g, ' ').trim();
    const said = words(text);
    const named = new Set(words(`${given.question} ${given.chosen}`).map(stem));
    const isRead = (word: string): boolean =>
      isEnglish(word) ||
      guideWords.has(word) ||
      ownWords.has(word) ||
      isStopWord(word) ||
      /\d/.test(word) ||
      named.has(stem(word));
    if (said.length === 0 || said.length > longest || !said.every(isRead)) return false;
    if (!plainLetters.test(text) || /\w\.\w/.test(text) || repeatsInstructions(text) || bringsUp(text, given)) return false;
    const harmless = await Promise.all(wholeAndEach(text).map(isHarmless));
    return harmless.every(Boolean);
  };
};
