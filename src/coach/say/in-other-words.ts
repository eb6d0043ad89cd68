import { invertingWords, pronouns, questionWords, toYou } from '../../text/tokens.js';

const bare = (word: string): string => word.toLowerCase().replace(/['’]/g, '');

/** What may be repeated of a member's words as the coach's own: a short plain phrase, no figure that an answer would seem to state. */
const mayBeSaid = (text: string): boolean => text.length <= 90 && /^[\p{L}\p{M}\s'’&-]+$/u.test(text) && !/\bwas\b/.test(text);

const verbs = [...invertingWords, 'am', 'did', 'have', 'has'].join('|');
/** A word that turns a question round: "can i go". */
const turns = new RegExp(`^(?:${verbs})$`, 'i');
/** Words around a question that ask nothing. */
const before = /^(?:(?:and|but|so|also|plus|then|ok|hey|oh)\b,? )+/i;
const behind = /(?:,? (?:lol|haha|tho|pls|please|thanks|tbh|btw|rn))+$/i;
/** Up to where a question goes: "is it normal or do they ...". */
const end = new RegExp(String.raw`[?!.,;:(\n]| - | or (?=(?:${verbs})\b)`, 'i');

const isSubject = (word: string | undefined): boolean =>
  word !== undefined && ([...pronouns, 'there'].includes(bare(word)) || /^[A-Z]{2,}s?$/.test(word));

/** The verb after "it": "pay" is "pays". */
const third = (verb: string): string =>
  verb === 'have'
    ? 'has'
    : /[^aeiou]y$/.test(verb)
      ? `${verb.slice(0, -1)}ies`
      : /(?:s|sh|ch|x|z|o)$/.test(verb)
        ? `${verb}es`
        : `${verb}s`;

/** What stands behind the word that turns a question round, as it is told: "can i go" is "i can go"; undefined where that takes more than a look at words. */
const told = (verb: string, rest: readonly string[]): string[] | undefined => {
  const [subject, next, ...others] = rest;
  if (subject === undefined || next === undefined) return undefined;
  // Who is asked "would you" or "have you" is not who asks.
  if (/^(?:would|have)$/i.test(verb) && /^(?:you|u)$/i.test(subject)) return undefined;
  if (/^do$/i.test(verb)) return [...rest];
  if (/^does$/i.test(verb))
    return /^(?:it|he|she)$/i.test(subject) && /^[a-z]+$/.test(next) && !/ly$|^(?:even|ever|still|also|not)$/.test(next)
      ? [subject, third(next), ...others]
      : undefined;
  if (/^did$/i.test(verb) || !isSubject(subject)) return undefined;
  return [subject, verb.toLowerCase(), next, ...others];
};

/** "what should i wear", "which pays most": a question that asks for something, as a clause. */
const asksFor = (own: readonly string[]): string[] | undefined => {
  const at = own.findIndex((word, place) => place > 0 && turns.test(word));
  const isTold = own.slice(1, at).some(word => pronouns.includes(bare(word).replace(/(?:ll|ve|d|re|m)$/, '')));
  // Where nothing turns it round, it has the order of a clause; "how many years" has no verb to be sure of.
  if (at < 0 || at > 7 || isTold)
    return own.length > 2 && !/^how (?:much|many|long)$/i.test(own.slice(0, 2).join(' ')) ? [...own] : undefined;
  const [opening, rest] = [own.slice(0, at), own.slice(at + 1)];
  const turnedBack = told(own[at] ?? '', rest);
  if (turnedBack) return [...opening, ...turnedBack];
  // "which schools are any good" has it too, "what is a practicum" and "which jobs are those" have not.
  const isOfSubject = at > 1 && /^(?:what|which|who)$/i.test(own[0] ?? '') && /^(?:is|are)$/i.test(own[at] ?? '');
  return isOfSubject && !isSubject(rest[0]) && !/^(?:the|an?|my|your|[A-Z].*)$/.test(rest[0] ?? '') ? [...own] : undefined;
};

/** The question in a text, bare of what stands around it: "not sure whether i can, it's late" holds "whether i can". */
const questionIn = (text: string): string => {
  const [, behindIf] = /\b(?:whether|(?:wondering|wonder|know|sure|curious) if)\b(.*)$/i.exec(text) ?? [];
  const open = String.raw`(?:${questionWords.join('|')})\b`;
  const [, behindOther] = new RegExp(String.raw`\b(?:know|wondering|wonder|curious|for) (${open}.*)$`, 'i').exec(text) ?? [];
  const whole = behindIf === undefined ? (behindOther ?? text) : `whether${behindIf}`;
  const own = whole.split(end)[0]?.replace(behind, '') ?? '';
  return own.replace(/^(what|who|how|where|when|why)['’]?s\b/i, '$1 is').trim();
};

const clauseOf = (own: readonly string[]): readonly string[] | undefined => {
  const [first = '', ...rest] = own;
  if (/^whether$/i.test(first)) return own;
  if (questionWords.includes(bare(first))) return asksFor(own);
  const clause = turns.test(first) ? told(first, rest) : undefined;
  return clause && ['whether', ...clause];
};

/**
 * What a question asks, as a clause that can stand behind "the guides don't say": "whether you can go back". Undefined where a look at its form is
 * not enough to say it as one.
 */
export const asClause = (question: string): string | undefined => {
  const clause = clauseOf(questionIn(question.trim().replace(before, '')).split(/\s+/));
  if (!clause || clause.length < 3) return undefined;
  const said = clause.map((word, at) => (at === 0 ? word.toLowerCase() : (toYou[bare(word)] ?? word))).join(' ');
  return mayBeSaid(said) ? said : undefined;
};

/** Words of a question that may be said again between quotation marks. */
const repeated = { least: 3, most: 14 } as const;

/** What a question asks in its own words, to be quoted where it can't be said as a clause. Undefined where it is long, or holds more than plain words. */
export const asQuoted = (question: string): string | undefined => {
  const own = questionIn(question.trim().replace(before, '')).replace(/\s+/g, ' ');
  const count = own.split(' ').length;
  const said = own.replace(/^\p{Lu}(?=\p{Ll})/u, letter => letter.toLowerCase());
  return count >= repeated.least && count <= repeated.most && mayBeSaid(own) ? said : undefined;
};
