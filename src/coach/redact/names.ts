import type { NameFinder } from '../../contracts/name-finder.js';
import { placesIn } from '../../text/places.js';
import { fold, isStopWord, words } from '../../text/tokens.js';
import { isSlip, type Reading, readWord } from './name-words.js';
import type { Span } from './take-out.js';
import { someone } from './word-lists.js';
import { isTitled, type Word, wordsIn } from './words-in.js';

/** What a name follows that is told as one: its words may be any. */
const introduction = new RegExp(
  String.raw`\b(?:(?:my|her|his|their|our) (?:full |first |last |given |maiden )?name(?:['’]s| is| was)|names['’]? is|name['’]s|name:|(?:i am|i['’]?m|he is|he['’]s|she is|she['’]s) (?:called|named)|(?:se llama|me llamo|mi nombre es|hei(?:ß|ss)[te]|s['’]appelle|si chiama)|(?:${someone}) (?:is |was )?(?:named|called)) +(?=\p{L})`,
  'giu',
);
/** What may be followed by a name, or by anything else. */
const selfDescription = /(?<![\p{L}])(?:i am|i['’]?m|this is) +(?=\p{Lu}\p{Ll})/giu;
/** Behind these even a word that is also plain English is a name: "hi maria", "my boss mark". */
const addressed =
  /\b(?:hi|hey|hello|dear|thanks|thank you|thx|cheers|regards|name is|name['’]s|i am|i['’]?m|this is|named|called|boss|manager|supervisor|lead|director|friend|buddy|coworker|colleague|mentor|instructor|teacher|wife|husband|sister|brother|mom|dad|mother|father|son|daughter|cousin)[,:]? $/i;
/** What is set before a surname, whatever the word; some are words of their own too: "I miss it". */
const title =
  /(?<![\p{L}\d])(?:(?<only>mrs?|mister|señora?|doña|frau|herrn?|mme|monsieur)|ms|miss|sra?|don|madame|senator|missus|coach|judge|pastor|sister|brother|hon|rev|sgt|cpl|capt|officer|deputy|aunt|uncle|grandma|grandpa|t[ií]a|t[ií]o|abuela)(?!\p{L})\.? (?=\p{L})/giu;
const onlyTitle = /^(?:mrs?|ms|dr|sra?|mme)$/i;
const particle = /^(?:van|von|de|der|den|da|di|la|el|al)$/i;
const mostWords = 4;

/** The run of words from a place on, as long as only single spaces part them, or the dot of an initial. */
const runFrom = (text: string, start: number): Word[] => {
  const run: Word[] = [];
  for (const word of wordsIn(text, start, Math.min(text.length, start + 80))) {
    const last = run.at(-1);
    const between = text.slice(last?.end ?? start, word.start);
    if (!(between === (last ? ' ' : '') || (last?.text.length === 1 && between === '. ')) || run.length === mostWords) break;
    run.push(word);
  }
  return run;
};

const spanOf = (run: readonly Word[]): Span[] => {
  const [first, last] = [run[0], run.at(-1)];
  return first && last ? [{ start: first.start, end: last.end }] : [];
};
const plainly = (word: string): string => fold(word).replace(/'s$/, '');
/** The words before the first that does not hold. */
const whileTrue = (run: readonly Word[], holds: (word: Word, at: number) => boolean): readonly Word[] => {
  const stop = run.findIndex((word, at) => !holds(word, at));
  return stop < 0 ? run : run.slice(0, stop);
};

/** Tells where names stand: those told as one's own ("my name is ..."), those that `find` finds, and rows of words that can be nothing else. */
export const createNamesIn = (
  { find, isName }: NameFinder,
  isOfTheField: (word: string) => boolean,
): ((text: string) => Span[]) => {
  const isPacks = (word: string): boolean => words(word.replace(/['’]s$/, '')).every(isOfTheField);
  const reading = (word: string): Reading => (isPacks(word) ? 'word' : readWord(word, isName));
  const isOrdinary = (word: string): boolean => reading(word) === 'word';
  const isKnown = (word: string): boolean => ['word', 'either', 'nobody'].includes(reading(word));

  const introduced = (text: string): Span[] =>
    [...text.matchAll(introduction)].flatMap(match =>
      spanOf(
        whileTrue(
          runFrom(text, match.index + match[0].length),
          ({ text: word }, at) => (isTitled(word) && at < 2) || word.length === 1 || !isOrdinary(word),
        ),
      ),
    );

  /** "I am Firstname Lastname": capitals, and a word that is no English. */
  const described = (text: string): Span[] =>
    [...text.matchAll(selfDescription)].flatMap(match => {
      const run = whileTrue(
        runFrom(text, match.index + match[0].length),
        ({ text: word }) => isTitled(word) || /^\p{Lu}$/u.test(word),
      );
      const isPerson =
        run.length > 1 &&
        run.some(({ text: word }) => !isKnown(word)) &&
        !isOrdinary(run[0]?.text ?? '') &&
        placesIn(run.map(word => word.text).join(' ')).length === 0;
      return isPerson ? spanOf(run) : [];
    });

  const found = (text: string): Span[] =>
    find(text).flatMap(({ start, end }) => {
      // In capitals it is no title: a disease, or the beginning of a short form.
      if (/^(?:MS|MR)(?:-|\b)/.test(text.slice(start, end))) return [];
      const isAddressed = addressed.test(text.slice(0, start));
      const run = whileTrue(
        wordsIn(text, start, end),
        ({ text: word }, at) => at < (isTitled(word) ? 2 : isAddressed ? 1 : 0) || !isOrdinary(word),
      );
      const [first] = run;
      if (!first || run.length > 1 || isAddressed) return spanOf(run);
      // One word alone: a name when it is no other word, nor the end of a longer name that is no person's.
      const before = text.slice(0, first.start);
      const [previous = ''] = /\p{L}[\p{L}'’-]*(?= $)/u.exec(before) ?? [];
      const isOther = isTitled(first.text)
        ? isOrdinary(first.text) || (isTitled(previous) && !isKnown(previous))
        : isKnown(first.text);
      const opens = /(?:^|[.!?:\n])\W*$/.test(before) && isKnown(first.text);
      return isOther || opens ? [] : spanOf(run);
    });

  /** "maria lopez": two words of which the first is a given name and the second no English. */
  const paired = (text: string): Span[] =>
    wordsIn(text, 0, text.length).flatMap((word, at, all) => {
      const next = all[at + 1];
      const isRow = next !== undefined && text.slice(word.end, next.start) === ' ';
      const isPerson =
        isRow &&
        ['name', 'either'].includes(reading(word.text)) &&
        ['name', 'strange'].includes(reading(next.text)) &&
        (reading(word.text) === 'name' || /['’]s$/.test(next.text) || !isSlip(next.text)) &&
        placesIn(`${word.text} ${next.text}`).length === 0;
      return isPerson ? spanOf([word, next]) : [];
    });

  /** "mr. osterman", "la señora van der Berg": whatever the words, in any language of the titles. */
  const titled = (text: string): Span[] =>
    [...text.matchAll(title)].flatMap(match => {
      const run = runFrom(text, match.index + match[0].length);
      const first = run.findIndex(({ text: word }) => !particle.test(word));
      return spanOf(
        whileTrue(
          run,
          ({ text: word }, at) =>
            at < first || (at === first && match.groups?.only ? !isStopWord(fold(word)) : !isOrdinary(word)),
        ),
      );
    });

  /** Whoever is named once is meant where the same word stands again. */
  const again = (text: string, spans: readonly Span[]): Span[] => {
    const names = new Set(
      spans.flatMap(({ start, end }) =>
        wordsIn(text, start, end).flatMap(({ text: word }) => (isKnown(word) || onlyTitle.test(word) ? [] : plainly(word))),
      ),
    );
    return names.size === 0 ? [] : wordsIn(text).filter(({ text: word }) => names.has(plainly(word)));
  };

  return text => {
    const spans = [introduced, described, found, paired, titled].flatMap(findIn => findIn(text));
    return [...spans, ...again(text, spans)];
  };
};
