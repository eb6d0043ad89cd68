import { stem } from '../../text/tokens.js';
import type { Asked, Lexicon } from './line-words.js';
import {
  asks,
  auxiliaries,
  denials,
  determiners,
  finite,
  joins,
  knowing,
  musts,
  persons,
  prepositions,
  times,
  toYou,
  unsaid,
} from './small-words.js';

/** What others are asked is asked for the member or on one thing ("whether pay is tied to your address"), not on all of a kind. */
const isOwnAsking = (asking: readonly string[], asked: ReadonlySet<string>, lexicon: Lexicon): boolean => {
  if (!asks.has(asking[0] ?? '')) return true;
  const isYours = asking.some(word => ['your', 'they', 'them'].includes(word));
  const isKnown = asking.every(word => lexicon.isActed(word) || asked.has(stem(word)));
  if (['if', 'whether'].includes(asking[0] ?? ''))
    return isYours && !['a', 'an'].includes(asking[1] ?? '') && !prepositions.has(asking[1] ?? '');
  return isYours || asking.some(word => toYou.has(word)) || isKnown;
};

/**
 * Whether what a step or a question names is named and not described, and no clause in it tells: from this word on, with what the member wrote.
 * A word that is neither the coach's nor the member's stands alone where a noun does.
 */
export const namesOnly = (own: readonly string[], from: number, { pairs, asked }: Asked, lexicon: Lexicon): boolean => {
  const isNamed = (word: string): boolean => word !== '' && !lexicon.isSmall(word);
  const isVerb = (word: string): boolean => finite.has(word) || lexicon.isAct(word);
  let isAsking = asks.has(own[from - 1] ?? '');
  for (let at = from; at < own.length; at++) {
    const [before = '', word = '', next = ''] = [own[at - 1], own[at], own[at + 1]];
    if (asks.has(word) || times.has(word)) isAsking = true;
    if (denials.has(word) || word === 'anyone' || word === 'anybody') return false;
    if (word === 'that') {
      const pointsBack =
        prepositions.has(before) ||
        next === '' ||
        (at > from && lexicon.isThing(next) && !next.endsWith('s') && !knowing.has(before) && before !== 'be');
      const isTheirs =
        next === 'you' &&
        lexicon.isThing(before) &&
        at > from &&
        !['can', 'must', 'will', 'need', 'should', 'have'].includes(own[at + 2] ?? '');
      if (!pointsBack && !isTheirs) return false;
    }
    // "The test you took".
    if (persons.has(word) && lexicon.isThing(before) && !lexicon.isSaid(before) && isVerb(next)) return false;
    // "Members are", "it pays": a clause that tells.
    if (!isAsking && at > from - 1 && finite.has(word) && isNamed(before) && before !== 'that') return false;
    if (
      !isAsking &&
      at > from &&
      persons.has(word) &&
      isVerb(next) &&
      !joins.has(before) &&
      before !== 'that' &&
      !auxiliaries.has(before) &&
      !(word === 'you' && lexicon.isSaid(before))
    )
      return false;
    if (!isAsking && knowing.has(word) && !asks.has(next) && !unsaid.has(next)) return false;
    if (
      !isAsking &&
      at > from &&
      isVerb(word) &&
      lexicon.isThing(before) &&
      !lexicon.isSmall(word) &&
      !auxiliaries.has(own[0] ?? '')
    )
      return false;
    if (['if', 'whether'].includes(word) && ['you', 'i', 'we'].includes(next) && musts.has(own[at + 2] ?? '')) return false;
    if (!isAsking && at > 1 && ['it', 'they', 'there', 'he', 'she'].includes(word) && isVerb(next)) return false;
    // "The job with more pay" says which has more.
    if (word === 'more' && lexicon.isThing(next)) return false;
    if (lexicon.isSmall(word)) continue;
    const isKnown = lexicon.isActed(word) || asked.has(stem(word));
    if (
      isNamed(next) &&
      !pairs.has(`${stem(word)} ${stem(next)}`) &&
      !(lexicon.isActed(word) && (lexicon.isActed(next) || asked.has(stem(next)))) &&
      !(pairs.has(`${stem(before)} ${stem(word)}`) && lexicon.isThing(next) && !asked.has(stem(next)))
    )
      return false;
    const isObject = lexicon.isAct(before);
    const isNoun =
      ((determiners.has(before) && before !== 'the') || prepositions.has(before) || isObject) &&
      !auxiliaries.has(next) &&
      !persons.has(next);
    if (!isKnown && !isNoun) return false;
  }
  return isOwnAsking(own.slice(own.findIndex(word => asks.has(word))), asked, lexicon);
};
