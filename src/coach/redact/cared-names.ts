import { fold, isStopWord } from '../../text/tokens.js';
import { speaksOfCare, speaksOfIllness } from './care.js';
import { isSlip, type Reading } from './patients/name-words.js';
import type { Span } from './take-out.js';
import { kin, notPeople, someone } from './word-lists.js';
import { isTitled, type Word, wordsIn } from './words-in.js';

/* Names that no list knows, where somebody's care is spoken of: there a word that is no English, and no company's, is a name where names stand. */

/** Behind these a word in small letters is a name, if it is nothing else. */
const namesNext = new RegExp(
  String.raw`(?<![\p{L}])(?:pt|patient|called|named|goes by|name|resident|client|some (?:guy|dude|lady)|(?:last|first)(?=[:=])|${kin})[:,=_]? ?$`,
  'iu',
);
const forWhom = /(?<![\p{L}])(?:for|on) $/iu;
const somebodys = /\b(?:he|she|her|his|him|pt|patient)\b/i;
const nameBefore =
  /^(?:['’]s\b|,? (?:dob|mrn|dos|ssn|had|has|was|got|came|fell|died|expired|in (?:bed|room|icu|ed|\d))\b| \d{1,2}:\d\d| 99\d{3}| \(\d{1,3}\))/i;
/** Behind these any word with a capital is a name, and before what is kept of somebody: "call Marsh re:", "the Banks chart". */
const told = new RegExp(
  String.raw`(?<![\p{L}])(?:(?:${someone}|${kin}) (?:is |was )?(?:named|called)|(?:re|fwd?|pt|patient|name|worker|attn|aka|née?|dba|call(?:ed)?|rm \d+\w?|bed \d+\w?)[:.]? ["'“‘]?|[([]x?[)\]] call )$|(?<![\p{L}])(?:re|pt|patient|patient[ _]?name|worker|claimant|employee name|insured|subscriber|member|mbr|name|next of kin|emergency contact)[:=]+ ?["'“‘]?$`,
  'iu',
);
/** "His daughter Saffron": who it is to somebody, with any word that has a capital. */
const ofKin = new RegExp(String.raw`(?<!\p{L})(?:${kin}) ['"“‘]?$`, 'iu');
const inBed = /(?:rm|room|bed|kid|lady|guy|man|woman|boy|girl|patient|pt) (?:\d+\w?|named|called)[: ]{1,2}$/iu;
const keptBehind =
  /^(?:['’]s)? (?:chart|claim|case|account|acct|appeal|denial|file|baby|twins?|family|brothers?|sisters?|boys?|girls?|kids?|couple|triplets|record|encounter|admission|readmission|visit)s?\b(?! (?:manager|specialist|analyst|review|rep|status|edit|queue))/i;
/** "Pham L.", "MONTAGUE R": a surname with the initial behind it; "Clerk I" is a rank. */
const initialBehind = /^,? (?:(?![IVX]\b)\p{Lu}\b(?!['’&/-]|\. ?\p{Lu}\.)|I\.)/u;
const initialAhead = /(?<![\p{L}.])(?:\p{Lu}\.|[B-HJ-Z]) ?$/u;
/** Where a sentence, a line or what is quoted begins, any word has a capital. */
const opening = /(?:^|(?<!\b\p{Lu})[.!?\n>])[\s"“'‘(*-]*$/u;
const whoseKin = new RegExp(String.raw`^['’]s (?:${kin})(?!\p{L})`, 'iu');
const numbered = /(?:^|\s)\d{1,2}[.)] $/u;
/** "In the Philippines": what the article leads is a place or a thing. */
const elsewhere = /\b(?:at|than|the|an?|via|use|using|works? (?:for|with)|employer is|into) $/iu;
/** Short forms in the plural, and what has a capital within, but for names that have one: programs and companies. */
const ofTrade = /^\p{Lu}{2,6}s$|^(?!(?:Mc|Mac|O['’]|D['’]|De|Di|Du|La|Le|Van|Fitz)\p{Lu})\p{Lu}?\p{Ll}+\p{Lu}/u;

/** Whether a text is written in capitals throughout, so that they tell no name. */
const isShouted = (text: string): boolean => !/\p{Ll}{2}/u.test(text) && (text.match(/\p{Lu}{3,}/gu)?.length ?? 0) > 7;
const inTitleCase = (text: string): string =>
  text.replace(/(?<=\p{Lu})\p{Lu}+/gu, rest => (rest.length > 3 ? rest.toLowerCase() : rest)).slice(0, text.length);

const plainly = (word: string): string => fold(word).replace(/'s$/, '');

/** "Telehealth": what no dictionary has, but its halves. */
const isCompound = (word: string): boolean => /^(?:tele|auto|micro|hyper|post|super|multi|inter|e-?)/iu.test(word);

/** Finds such names. `read` reads a word, `isOther` knows places, companies and days. */
export const createCaredNames = (
  read: (word: string) => Reading,
  isOther: (word: string) => boolean,
): ((text: string) => Span[]) => {
  const readPlain = (word: string): Reading => read(/^\p{Lu}{6,}$/u.test(word) ? word.toLowerCase() : word);
  const isNobodys = (word: string): boolean => {
    const plain = plainly(word);
    return (
      isOther(plain) || notPeople.has(plain) || speaksOfIllness(plain) || /'(?:d|t|ll|re|ve|m)$/.test(plain) || ofTrade.test(word)
    );
  };
  const isStrange = (word: string): boolean => ['name', 'strange'].includes(readPlain(word));
  const hasCapital = ({ text: word }: Word): boolean => isTitled(word) || /^\p{Lu}{6,}$/u.test(word);

  const isNamed = (text: string, word: Word, isTitleCase: boolean): boolean => {
    const whose = word.text.replace(/['’]s$/, '');
    const [before, after] = [text.slice(0, word.start), text.slice(word.start + whose.length)];
    if (isNobodys(word.text) || whose.length < 2 || isStopWord(fold(whose))) return false;
    const capital = hasCapital(word) || /^\p{Lu}{3,5}$/u.test(word.text);
    const isMarked =
      initialBehind.test(after) ||
      initialAhead.test(before) ||
      keptBehind.test(after) ||
      whoseKin.test(after) ||
      numbered.test(before);
    // A word of English that is told as a name is one; with less about it, only where no dictionary has it.
    if (isTitled(word.text) && ofKin.test(before)) return true;
    if (capital && told.test(before)) return isStrange(word.text) || readPlain(word.text) === 'either' || inBed.test(before);
    // "Whitlow,Sage": a comma without a space parts the halves of a name, or the cells of a list.
    if (isTitled(word.text) && /^,\p{Lu}\p{Ll}+(?!,)/u.test(after) && !opening.test(before)) return true;
    if (!isStrange(word.text)) return readPlain(word.text) === 'either' && hasCapital(word) && keptBehind.test(after);
    if (hasCapital(word) && isMarked) return true;
    if (whose.length < 4) return false;
    if (hasCapital(word) && !isTitleCase && !elsewhere.test(before) && (!opening.test(before) || !isSlip(word.text))) return true;
    return (
      (namesNext.test(before) ||
        nameBefore.test(after) ||
        (forWhom.test(before) && somebodys.test(text) && !isCompound(whose))) &&
      !isSlip(word.text)
    );
  };

  /** "Yarborough, Clementine": the other half, which may be a word. */
  const withOtherHalf = (text: string, all: readonly Word[], at: number): Span[] => {
    const [word, next, previous] = [all[at], all[at + 1], all[at - 1]];
    if (!word) return [];
    const isHalf = (other: Word | undefined, between: string): boolean =>
      other !== undefined &&
      /^(?:, ?| )$/.test(between) &&
      hasCapital(other) &&
      !isNobodys(other.text) &&
      (between.startsWith(',')
        ? /^["'”’|,;:)(\n.]|^ [|(\d/-]|^$/.test(text.slice(other.end, other.end + 2))
        : readPlain(other.text) !== 'word');
    const follows = next !== undefined && isHalf(next, text.slice(word.end, next.start));
    const leads = previous !== undefined && text.slice(previous.end, word.start) === ' ' && isHalf(previous, ' ');
    return [word, ...(follows ? [next] : []), ...(leads ? [previous] : [])];
  };

  return written => {
    if (!speaksOfCare(written)) return [];
    // Who writes all in capitals is read as if each word had one.
    const text = isShouted(written) ? inTitleCase(written) : written;
    const all = wordsIn(text);
    const isTitleCase =
      text === written && all.filter(({ text: word }) => isTitled(word)).length * 2 > all.length && all.length > 8;
    return all.flatMap((word, at) => (isNamed(text, word, isTitleCase) ? withOtherHalf(text, all, at) : []));
  };
};
