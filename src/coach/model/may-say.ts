import { createNameMatcher } from '../../career/alias-matcher.js';
import type { Pack } from '../../domain/pack.js';
import { topicalStems } from '../../retrieval/topical-words.js';
import { numberIn } from '../../text/number-words.js';
import { fold, isStopWord, stem, words as wordsOf } from '../../text/tokens.js';
import type { KnowledgeBase } from '../knowledge-base.js';
import { repeatsInstructions } from './instructions.js';

/** Words of a line at most. */
const longest = 25;
/** Words of a heading ("For night work:"). */
const longestHeading = 6;

/** Letters and the marks between them: no address, markup or mention can be written with these. */
const plainLetters = /^[\p{L}\p{M}\p{N}\s.,;:!?'"’‘“”()…–—-]+$/u;
/** What brings a claim into a question or a next step; what follows "that" or "which" does where it is of the field. */
const claims = new Set(['because', 'since', 'why', 'never', 'always', 'nobody', 'nothing', 'know', 'see', 'although']);
/** What they open has to be about the member, in the next few words. */
const relatives = new Set(['that', 'which', 'who', 'whose', 'where', 'how', 'what', 'when', 'if', 'as']);
const soon = 3;
/** Those of them that a next step does not ask by. */
const ofThings = new Set(['that', 'as', 'where']);
/** What says of others how they are, whoever they are. */
const sweeping = new Set(['they', 'always', 'never', 'nobody', 'nothing']);
const denials = new Set(['no', 'not', 'never', 'without', 'only', 'all']);
const headings = new Set(['on', 'for', 'as', 'in', 'at', 'with', 'about']);
const conditions = new Set(['if', 'before', 'when', 'once', 'after']);
/** What stands before the verb of a next step: "and then ask", "you could ask". */
const leads = new Set(['and', 'then', 'or', 'first', 'just', 'please', 'to', 'you', 'could', 'try']);
/** What somebody can or must do is a statement of the field; what somebody is or feels is none. */
const modals = new Set(['can', 'cannot', 'will', 'must', 'need', 'should', 'could', 'would', 'have']);
const toYou = new Set(['you', 'your', 'yours', 'me', 'we']);

/** All that has a name in a pack. */
const namesOf = ({ careerMap, vocabulary, guides }: Pack): string[] => [
  ...careerMap.roles.flatMap(role => [...(role.occupation ? [] : [role.title]), ...role.aliases]),
  ...careerMap.credentials.flatMap(one => [
    one.name,
    ...one.aliases,
    ...(one.expansion ? [one.expansion] : []),
    ...one.mentions.flatMap(mention => mention.issuer ?? []),
  ]),
  ...Object.keys(vocabulary.countries),
  ...guides.flatMap(guide => [guide.title, guide.publisher, guide.spokenName]),
];

/** The words of a text, short forms apart: "isn't" is "is not". */
const words = (text: string): string[] =>
  wordsOf(
    fold(text)
      .replace(/\bcan't/g, 'can not')
      .replace(/\bwon't/g, 'will not')
      .replace(/n't\b/g, ' not')
      .replace(/'(?:s|d|re|ve|ll|m)\b/g, ''),
  );

const stemsOf = (texts: readonly string[]): Set<string> => new Set(texts.flatMap(words).map(stem));
const firstWords = (texts: readonly string[]): Set<string> => new Set(texts.flatMap(text => words(text).slice(0, 1)));

type Given = {
  /** What the member wrote, and what it was understood as. */
  readonly question: string;
  /** The sentences chosen so far, and those that the line leads over to. */
  readonly chosen: string;
};

/**
 * Whether a line of a model's own states nothing of the field, so that it may stand without a source: a word for what is felt, an opening, a link, a
 * next step, a question back. A line is of none of these, and left out, in doubt.
 *
 * An opening or a link is made of words that name nothing of the field: those of the coach's own sentences in `voice.yaml`, and words that stand in no
 * guide. A next step begins with one of the pack's verbs for asking and looking, a question with one of its words for asking, and is put to the
 * member; they may name what the field is about, as they say nothing of it.
 */
export const createMaySay = ({ pack, units }: Pick<KnowledgeBase, 'pack' | 'units'>) => {
  const { voice } = pack;
  const own = stemsOf([
    ...[...voice.links, ...voice.thanks, ...voice.chatter, ...voice.goodNews, ...voice.badNews, ...voice.offer],
    ...Object.values(voice.feelings).flatMap(sentences => sentences),
  ]);
  const ofGuides = stemsOf(pack.passages.flatMap(passage => [...passage.headingPath, ...passage.sentences, ...passage.answers]));
  const topical = topicalStems(pack);
  const steps = voice.steps.map(words);
  const askingWords = firstWords(voice.questions);
  const matchNames = createNameMatcher(namesOf(pack).map(name => [name, name] as const));

  const isPlain = (word: string): boolean =>
    isStopWord(word) || own.has(stem(word)) || (!ofGuides.has(stem(word)) && units.isKnownWord(word));
  const namesNoTopic = (word: string): boolean =>
    isStopWord(word) || own.has(stem(word)) || (!topical.has(stem(word)) && units.isKnownWord(word));

  /** "Your job", "your own job": the member's, whatever it is. */
  const isYours = (own: readonly string[], at: number): boolean =>
    own[at - 1] === 'your' || (own[at - 1] === 'own' && own[at - 2] === 'your');

  /** Whether a word opens a clause that is not about the member: "see how they are paid" tells how. */
  const tells = (own: readonly string[], at: number): boolean =>
    at > 0 && at + 2 < own.length && !own.slice(at, at + 1 + soon).some(near => toYou.has(near));

  /** Nothing in it can be a statement: no reason, and no "that they are paid by the piece". */
  const claimsNothing = (own: readonly string[]): boolean =>
    own.every((word, at) => !claims.has(word) && !(word === 'that' && !isPlain(own[at + 1] ?? 'it')));

  /** A clause that says nothing of the field; of the member it may be said in more words. */
  const isOpening = (clause: string): boolean => {
    const own = words(clause);
    return (
      // "It depends on where you are in your career."
      own.every((word, at) => !sweeping.has(word) && (isPlain(word) || (isYours(own, at) && headings.has(own[at - 2] ?? '')))) ||
      (own.some(word => toYou.has(word)) && claimsNothing(own) && own.every(word => namesNoTopic(word) && !modals.has(word)))
    );
  };

  /** "For night work": what the member asked about, or what is told next, and no word on it. */
  const isHeading = (clause: string, given: ReadonlySet<string>): boolean => {
    const own = words(clause);
    return (
      own.length <= longestHeading &&
      headings.has(own[0] === 'and' ? (own[1] ?? '') : (own[0] ?? '')) &&
      own.every((word, at) => !denials.has(word) && (isPlain(word) || given.has(stem(word)) || isYours(own, at)))
    );
  };

  /** "Ask ...", "Tell me ...". */
  const beginsStep = (own: readonly string[], at: number): boolean =>
    steps.some(([verb, next]) => verb === own[at] && (next !== 'me' || own[at + 1] === 'me'));
  const isStep = (clause: string): boolean => {
    const own = words(clause);
    const verb = own.findIndex((_, at) => beginsStep(own, at));
    return (
      verb >= 0 &&
      own.slice(0, verb).every(word => leads.has(word)) &&
      claimsNothing(own.slice(verb)) &&
      !own.some((word, at) => ofThings.has(word) && tells(own, at))
    );
  };
  const isCondition = (clause: string): boolean => {
    const own = words(clause);
    return conditions.has(own[0] ?? '') && toYou.has(own[1] ?? '') && claimsNothing(own);
  };

  const isQuestion = (sentence: string): boolean => {
    const own = words(sentence);
    return (
      sentence.endsWith('?') &&
      askingWords.has(own[0] ?? '') &&
      own.some(word => toYou.has(word)) &&
      claimsNothing(own) &&
      !own.some((word, at) => relatives.has(word) && tells(own, at))
    );
  };

  const isHarmless = (sentence: string, given: ReadonlySet<string>): boolean => {
    if (sentence.endsWith('?')) return isQuestion(sentence);
    const clauses = sentence.split(/[,;:.!…–—]+\s*/).filter(clause => words(clause).length > 0);
    const isLead = sentence.trim().endsWith(':') && clauses.length === 1;
    return clauses.every(
      (clause, at) =>
        isOpening(clause) ||
        isStep(clause) ||
        (at < clauses.length - 1 && (isCondition(clause) || isHeading(clause, given))) ||
        (isLead && isHeading(clause, given)),
    );
  };

  /** Names and figures that neither the member nor a chosen sentence brought up. */
  const bringsUp = (line: string, { question, chosen }: Given): boolean => {
    const given = stemsOf([question, chosen]);
    const numbers = new Set(question.replace(/(\d),(?=\d{3})/g, '$1').match(/\d+/g) ?? []);
    const own = words(line);
    // "Which of the two" counts what was told.
    const figures = own.filter(
      (word, at) => /\d/.test(word) || (numberIn(word) > 1 && !['the', 'these'].includes(own[at - 1] ?? '')),
    );
    if (figures.some(word => !words(question).includes(word) && !numbers.has(String(numberIn(word))))) return true;
    const capitals = line.match(/(?<=[\p{L}\p{N},'’"”)] ["“(]?)\p{Lu}[\p{L}-]*|\p{Lu}[\p{L}-]*\p{Lu}[\p{L}-]*/gu) ?? [];
    if (capitals.some(name => name !== 'I' && !words(name).every(word => given.has(stem(word))))) return true;
    const said = wordsOf(line);
    // "Your manager" is the member's own.
    return matchNames(line).some(({ start, end, value }) => {
      const found = said.slice(start, end);
      const isName = found.join(' ').replace(/s\b/g, '') === wordsOf(value).join(' ').replace(/s\b/g, '');
      return isName && said[start - 1] !== 'your' && !found.every(word => given.has(stem(word)));
    });
  };

  return (line: string, given: Given): boolean => {
    const text = line.replace(/\s+/g, ' ').trim();
    const own = words(text);
    return (
      own.length > 0 &&
      own.length <= longest &&
      plainLetters.test(text) &&
      !/\w\.\w/.test(text) &&
      own.every(word => units.isKnownWord(word) || isStopWord(word) || /\d/.test(word) || fold(given.question).includes(word)) &&
      !repeatsInstructions(text) &&
      !bringsUp(text, given) &&
      text.split(/(?<=[.!?])\s+/).every(sentence => isHarmless(sentence, stemsOf([given.question, given.chosen])))
    );
  };
};
