import { numberIn } from '../../text/number-words.js';
import { fold, isStopWord, stem } from '../../text/tokens.js';
import type { KnowledgeBase } from '../knowledge-base.js';
import { createBringsUp } from './brings-up.js';
import { repeatsInstructions } from './instructions.js';
import { type Asked, createLexicon, type Given, pairsOf, stemsOf, words } from './line-words.js';
import { namesOnly } from './names-only.js';
import {
  asks,
  auxiliaries,
  denials,
  headings,
  joins,
  knowing,
  leads,
  links,
  notSaid,
  openings,
  persons,
  prepositions,
  times,
  topics,
  toYou,
  unsaid,
} from './small-words.js';

/** Words of a line, and of a heading ("For night work:"), at most. */
const longest = 25;
const longestHeading = 7;
/** A bare answer ("Often, but not always:") may deny; a longer clause denies something. */
const longestDenial = 3;

/** Letters and the marks between them: no address, markup or mention can be written with these. */
const plainLetters = /^[\p{L}\p{M}\p{N}\s.,;:!?'"’‘“”()…–—-]+$/u;

/**
 * Whether a line of a model's own states nothing of the field, so that it may stand without a source: a word for what is felt, an opening, a link, a
 * next step, a question back. What cannot be read as one of these is left out.
 *
 * What a line says by itself is said in the words of the coach's own sentences in `voice.yaml`. A next step begins with one of the pack's verbs, a
 * question with one of its words for asking, and they may name things: in the member's own phrases, or one word where a noun stands. A clause of
 * theirs is about the member, or asks. So a line has nothing to make a claim with.
 */
export const createMaySay = (base: Pick<KnowledgeBase, 'pack' | 'units'>) => {
  const lexicon = createLexicon(base);
  const bringsUp = createBringsUp(base.pack, lexicon);
  /** "In your career", "your own job". */
  const isYours = (own: readonly string[], at: number): boolean =>
    own[at - 1] === 'your' || (own[at - 1] === 'own' && own[at - 2] === 'your');

  /** A clause in the coach's own words. What the member asked is not taken up in it: that would answer. */
  const isOpening = (clause: string, asked: ReadonlySet<string>): boolean => {
    const own = words(clause);
    if (
      !own.every(
        (word, at) =>
          lexicon.isSpoken(word) ||
          (isYours(own, at) && prepositions.has(own.at(own[at - 1] === 'your' ? at - 2 : at - 3) ?? '')),
      )
    )
      return false;
    const hasVerb = own.some(word => auxiliaries.has(word) || persons.has(word));
    if (
      own.length <= longestDenial &&
      (!hasVerb || (own[0] === 'it' && own.every(word => lexicon.isSmall(word) && !denials.has(word))))
    )
      return true;
    if (
      own.some((word, at) => !lexicon.isSmall(word) && asked.has(stem(word)) && !isYours(own, at)) ||
      own.some(word => notSaid.has(word)) ||
      lexicon.tells(own)
    )
      return false;
    // An order is read as a step, or not at all.
    if (lexicon.beginsStep(own[0] ?? '')) return false;
    if (own.some((word, at) => knowing.has(word) && !asks.has(own[at + 1] ?? '') && !unsaid.has(own[at + 1] ?? ''))) return false;
    if (own.some(word => toYou.has(word) || word === 'i')) return true;
    const denies = own.some((word, at) => denials.has(word) && own[at + 1] !== 'to' && at > 0);
    const first = own[joins.has(own[0] ?? '') ? 1 : 0] ?? '';
    const isLink = links.has(first) || ((prepositions.has(first) || joins.has(own[0] ?? '')) && !hasVerb);
    return !denies && (isLink || own.some(word => lexicon.isFelt(word)));
  };

  /** "Failing twice stings": what the member told, and how it feels. */
  const isEcho = (clause: string, asked: ReadonlySet<string>): boolean => {
    const own = words(clause);
    const begins = openings.test(fold(clause));
    const isSorry = begins && ['i', 'no'].includes(own[0] ?? '');
    const isLast = (at: number): boolean =>
      at === own.length - 1 && prepositions.has(own[at - 2] ?? '') && ['the', 'your'].includes(own[at - 1] ?? '');
    return (
      (begins || (own[0]?.endsWith('ing') ?? false)) &&
      own.some(word => lexicon.isFelt(word) && (isSorry || !asked.has(stem(word)))) &&
      own.every(
        (word, at) =>
          (!denials.has(word) || own[at + 1] === 'wonder') &&
          !notSaid.has(word) &&
          (lexicon.isSpoken(word) ||
            ((isSorry || !begins) && asked.has(stem(word))) ||
            lexicon.isPlain(word) ||
            (begins && isLast(at))),
      ) &&
      !lexicon.tells(own)
    );
  };

  /** "For night work": what the member asked about, or what is told next, and no word on it. */
  const isHeading = (clause: string, given: ReadonlySet<string>): boolean => {
    const own = words(clause);
    const isTopic = own.length === 2 && topics.has(own[0] ?? '');
    return (
      own.length <= longestHeading &&
      (headings.has(own[0] ?? '') || numberIn(own[0] ?? '') > 1) &&
      !lexicon.tells(own) &&
      own.every(
        (word, at) =>
          !denials.has(word) &&
          (!auxiliaries.has(word) || own[at - 1] === 'to' || ['what', 'here'].includes(own[0] ?? '')) &&
          (lexicon.isSpoken(word) ||
            given.has(stem(word)) ||
            isYours(own, at) ||
            isTopic ||
            (topics.has(own[0] ?? '') && lexicon.isActed(word))),
      )
    );
  };

  const isStep = (clause: string, asked: Asked): boolean => {
    const own = words(clause);
    const verb = own.findIndex(lexicon.beginsStep);
    return (
      verb >= 0 &&
      own.slice(0, verb).every(word => leads.has(word)) &&
      !lexicon.tells(own) &&
      namesOnly(own, verb + 1, asked, lexicon)
    );
  };
  const isCondition = (clause: string, { asked }: Asked): boolean => {
    const own = words(clause);
    return (
      (own[0] === 'if' || times.has(own[0] ?? '')) &&
      !lexicon.tells(own) &&
      own.every(word => !denials.has(word) && (lexicon.isActed(word) || asked.has(stem(word))))
    );
  };

  const isQuestion = (sentence: string, asked: Asked): boolean => {
    const own = words(sentence.replace(/^(?:and|or|but|so|also|then)\b,?\s*/i, ''));
    const isApposed = /\p{L}, (?:a|an|the)\b/u.test(sentence) && !/\bor\b/.test(sentence);
    const isMine = own.some(word => toYou.has(word)) || own.every(lexicon.isActed);
    return (
      lexicon.beginsQuestion(own[0] ?? '') && isMine && !isApposed && !lexicon.tells(own) && namesOnly(own, 1, asked, lexicon)
    );
  };

  const isHarmless = (sentence: string, given: Given): boolean => {
    const asked: Asked = { asked: stemsOf([given.question]), pairs: pairsOf(given.question) };
    const all = stemsOf([given.question, given.chosen]);
    if (sentence.endsWith('?')) {
      const [lead = '', ...rest] = sentence.split(/(?<=[:;–—])\s+/);
      return isQuestion(sentence, asked) || (rest.length > 0 && isHarmless(lead, given) && isQuestion(rest.join(' '), asked));
    }
    const clauses = sentence.split(/[,;:.!…–—]+\s*/).filter(clause => words(clause).length > 0);
    const isLead = sentence.trim().endsWith(':');
    return clauses.every(
      (clause, at) =>
        isOpening(clause, asked.asked) ||
        isStep(clause, asked) ||
        isEcho(clause, asked.asked) ||
        ((at < clauses.length - 1 || isLead) && (isCondition(clause, asked) || isHeading(clause, all))),
    );
  };

  return (line: string, given: Given): boolean => {
    const text = line.replace(/\s+/g, ' ').trim();
    const own = words(text);
    return (
      own.length > 0 &&
      own.length <= longest &&
      plainLetters.test(text) &&
      !/\w\.\w/.test(text) &&
      own.every(
        word =>
          base.units.isKnownWord(word) ||
          lexicon.isThing(word) ||
          isStopWord(word) ||
          /\d/.test(word) ||
          fold(given.question).includes(word),
      ) &&
      !repeatsInstructions(text) &&
      !bringsUp(text, given) &&
      text.split(/(?<=[.!?])\s+/).every(sentence => isHarmless(sentence, given))
    );
  };
};
export type MaySay = ReturnType<typeof createMaySay>;
