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

/** A line, and its sentences where it has several. */
export const wholeAndEach = (line: string): string[] => {
  const each = line.split(/(?<=[.!?…:;])\s+/).filter(sentence => words(sentence).length > 0);
  return each.length > 1 ? [line, ...each] : [line];
};

/** What a line is: its end says it. */
const formOf = (line: string): string => (/\?\W*$/.test(line) ? 'question' : /:\W*$/.test(line) ? 'link' : 'sentence');

/** Lengths of runs of tags. */
const tagRuns = [1, 2, 3] as const;

/**
 * Signs of whether a line states something: its words and their pairs, runs of their parts of speech, where it begins and ends, and its vector;
 * each once by itself and once with what the line is, since the same words ask in a question and tell in a sentence.
 */
export const lineSigns = (line: string, vector: Float32Array, tagsOf: WordTagger): ReadonlyMap<string, number> => {
  const form = formOf(line);
  const tags = ['begins', ...tagsOf(line), 'ends'];
  const runs = tagRuns.flatMap(length => runsOf(tags, length)).map(run => [`tags ${run}`, 1] as const);
  const signs = [...namedSigns(`begins ${words(line).join(' ')} ends`, vector), ...runs];
  return new Map([...signs, ...signs.map(([name, value]) => [`${form}: ${name}`, value] as const), [form, 1] as const]);
};
