import { stemmer } from 'stemmer';

/** English function words, and the chat words around a question; they carry no topic. Negations go too: what is asked about "without a degree" is degrees. */
const stopWords = new Set(
  `a an and are as at be been but by can could did do does doing for from had has have having he her here him his how i if in into is it its
  just let lets me my of on or our ours she should so some than that the their theirs them then there these they this those to too
  u up us very was we were what whats when where which who whom whose why will with would you your yours am im ive ill id youre dont
  doesnt cant isnt arent wont didnt get gets getting got go goes going really actually please pls plz hi hey hello sup yo thanks thank thx
  tell know want wanna need gonna like lol haha hmm ok okay anyone anybody someone somebody something anything thing things stuff
  about any also kind sort much many lot s t re ve ll d m n r ur tho though btw idk tbh imo
  people person folks guy guys around eventually usual usually lately roughly realistic realistically rather meant kinda sorta ngl fr past told might whole bit
  lots ever even still already yet maybe probably guess think thinking feel feeling heard hear saw seen say says said saying trying try see looking look ask asking
  question questions wondering wonder curious quick quickly one ones way ways kinds type types set back every everyone everybody come comes came out
  again another away because before being both down each else few give gives given here instead lol mine most must myself never nothing now off often only other others
  own per put same seem seems since someday something soon such sure take takes taken tell than through together under until upon use used using well went whether
  while without within yes yeah yep nope no not right always another anyways basically honestly literally currently personally hope hoping sorry sry wait`.split(
    /\s+/,
  ),
);

/** Lower case, no accents, straight quotes and plain hyphens; everything else stays. */
export const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[‘’ʼ`]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/[‐‑‒–—]/g, '-')
    .toLowerCase();

/** The words of a text, folded, in order: letters and digits, with inner apostrophes dropped and inner hyphens split. */
export const words = (text: string): string[] =>
  fold(text)
    .replace(/(\p{L})'(\p{L})/gu, '$1$2')
    .match(/[\p{L}\p{N}]+/gu) ?? [];

export const isStopWord = (word: string): boolean => stopWords.has(word);

/** Stems kept in memory: guides repeat their words, and members' words must not pile up. */
const cachedStems = 20_000;
const stems = new Map<string, string>();

/** Porter's stem (Porter 1980); numbers and short words are kept as they are. */
export const stem = (word: string): string => {
  if (word.length < 4 || /\d/.test(word)) return word;
  const known = stems.get(word);
  if (known !== undefined) return known;
  if (stems.size >= cachedStems) stems.clear();
  const stemmed = stemmer(word);
  stems.set(word, stemmed);
  return stemmed;
};

/** The stems that carry a text's topic, in order, stop words dropped; may be empty. */
export const contentStems = (text: string): string[] =>
  words(text)
    .filter(word => !isStopWord(word))
    .map(stem);
