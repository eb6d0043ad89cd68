import type { WordTagger } from '../../contracts/word-tagger.js';
import { fold, words as wordsOf } from '../../text/tokens.js';
import { namedSigns, runsOf } from '../read/word-signs.js';

/** The words of a text, short forms apart: "isn't" is "is not". */
export const words = (text: string): string[] =>
  wordsOf(
    fold(text)
      .replace(/\bcan't/g, 'can not')
      .replace(/\bwon't/g, 'will not')
      .replace(/n't\b/g, ' not')
      .replace(/\b(that|it|here|there|what|who|how|let)'s\b/g, '$1 is')
      .replace(/'re\b/g, ' are')
      .replace(/'ve\b/g, ' have')
      .replace(/'ll\b/g, ' will')
      .replace(/'d\b/g, ' would')
      .replace(/'m\b/g, ' am')
      .replace(/'s\b/g, ''),
  );

/** Fewer words than this behind a comma say nothing by themselves. */
const leastOfPiece = 3;
/** Where a sentence or a clause ends: a claim likes to stand behind "since". */
const ends = /(?<=[.!?:;,…])\s+|\s*[–—]\s*|\s-\s|\s(?=(?:since|because|though|although|now that)\s)/;

/** What of a line is said by itself: its sentences and clauses, and what a colon, a semicolon or a dash parts. */
export const piecesOf = (line: string): string[] => {
  const pieces: string[] = [];
  for (const text of line.split(ends)) {
    const piece = text.trim();
    const last = pieces.at(-1);
    if (words(piece).length === 0) continue;
    if (last?.endsWith(',') && words(piece).length < leastOfPiece) pieces[pieces.length - 1] = `${last} ${piece}`;
    else pieces.push(piece);
  }
  return pieces;
};

/** What a piece is: its end says it. */
const formOf = (piece: string): string => (/\?\W*$/.test(piece) ? 'question' : /:\W*$/.test(piece) ? 'link' : 'sentence');

/** Lengths of runs of tags. */
const tagRuns = [1, 2, 3] as const;

/**
 * Signs of whether a piece of a line states something: its words and their pairs, runs of their parts of speech, where it begins and ends, and its vector;
 * each once by itself and once with what the piece is, since the same words ask in a question and tell in a sentence.
 */
export const lineSigns = (piece: string, vector: Float32Array, tagsOf: WordTagger): ReadonlyMap<string, number> => {
  const form = formOf(piece);
  const tags = ['begins', ...tagsOf(piece), 'ends'];
  const runs = tagRuns.flatMap(length => runsOf(tags, length)).map(run => [`tags ${run}`, 1] as const);
  const signs = [...namedSigns(`begins ${words(piece).join(' ')} ends`, vector), ...runs];
  return new Map([...signs, ...signs.map(([name, value]) => [`${form}: ${name}`, value] as const), [form, 1] as const]);
};
