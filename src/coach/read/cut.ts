import { endsWithAbbreviation, splitSentences } from '../../text/sentences.js';
import { askingWords, invertingWords, pronouns } from '../../text/tokens.js';

/** A stretch of a message between two places where a question may begin. */
export type Stretch = {
  readonly text: string;
  /** What stands between the one before and it. */
  readonly link: string;
  /** How it goes on from the one before: within its sentence, by "and" or only by a comma; undefined where it begins a sentence. */
  readonly joined: 'and' | 'comma' | undefined;
};

/** "vs. the", "e.g. this": the dot ended no sentence. */
const joinAbbreviations = (whole: string[], piece: string): string[] => {
  const last = whole.at(-1);
  return last !== undefined && endsWithAbbreviation(last) ? [...whole.slice(0, -1), `${last} ${piece}`] : [...whole, piece];
};

/** Sentences of a chat message: one that begins with a small letter, or on a new line, is a sentence too. */
export const sentencesOf = (text: string): string[] =>
  text
    .split(/\n+/)
    .flatMap(splitSentences)
    .flatMap(sentence => sentence.split(/(?<=[\p{L}\p{N})][.!?…]+) +(?=\p{Ll}{2})/u).reduce<string[]>(joinAbbreviations, []));

const conjunction = String.raw`,? *(?:\band|\bplus|\balso|\bor(?= whether)|\bn|&|\+)(?: also)?,? `;
/** What a comma alone leads over to, other than to more about the same: "..., which is fine", "..., is it close?". */
const afresh = String.raw`(?:what|how|why)(?:'?s)?\b|(?:whether|${invertingWords.join('|')}) (?!it\b|that\b|this\b|they\b|those\b|there\b)(?:${pronouns.join('|')}|the|a|an|my|to)\b`;

/** Cuts sentences where a second question may begin. */
export const createCutter = (attributes: string): ((text: string) => Stretch[]) => {
  const opening = `(?!do (?:it|that|this|so)\\b)(?:${askingWords.join('|')}|did|whether|if)\\b${attributes && `|the (?:${attributes})\\b`}`;
  const seam = new RegExp(
    String.raw`(?<and>${conjunction}(?=${opening}))|(?<comma>, ?(?=${afresh}))|; ?|\s+(?=also,? (?:${opening}))`,
    'gi',
  );
  const cutSentence = (sentence: string): Stretch[] => {
    const stretches: Stretch[] = [];
    let [from, joined, link]: [number, Stretch['joined'], string] = [0, undefined, ' '];
    for (const match of sentence.matchAll(seam)) {
      stretches.push({ text: sentence.slice(from, match.index), joined, link });
      from = match.index + match[0].length;
      link = match[0];
      joined = match.groups?.comma === undefined ? 'and' : 'comma';
    }
    stretches.push({ text: sentence.slice(from), joined, link });
    return stretches.map(stretch => ({ ...stretch, text: stretch.text.trim() })).filter(({ text }) => text !== '');
  };
  return text => sentencesOf(text).flatMap(cutSentence);
};

/** Marks of a list: "1." and "1)", "a)", "first,". */
const marks: readonly RegExp[] = [
  /(?<![^\s(])\(?([1-9])(?:\)\s*|\.\s+|:\s+)/g,
  /(?<![^\s(])\(?([a-i])\)\s*/gi,
  /(?<!\S)(first|second|third)(?:ly)?[,:]\s+/gi,
];
const places = ['1 a first', '2 b second', '3 c third', '4 d', '5 e'].map(place => place.split(' '));

/** The items of a list that counts from one, and what stands before it; undefined where there is none. */
export const itemsIn = (message: string): { readonly lead: string; readonly items: string[] } | undefined => {
  for (const mark of marks) {
    const counted: RegExpExecArray[] = [];
    for (const match of message.matchAll(mark))
      if (places[counted.length]?.includes((match[1] ?? '').toLowerCase())) counted.push(match);
    const [first] = counted;
    if (!first || counted.length < 2) continue;
    const items = counted.map(({ index, 0: mark }, at) => message.slice(index + mark.length, counted[at + 1]?.index));
    return {
      lead: message.slice(0, first.index).trim(),
      items: items.map(item => item.replace(/[,;\s]*(?:\b(?:and|plus)|&)?\s*$/i, '')),
    };
  }
  return undefined;
};
