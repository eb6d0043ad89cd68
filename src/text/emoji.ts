import table from './emoji.json' with { type: 'json' };

const { about: _, ...signs } = table;
const wordsOf = new Map(Object.entries(signs).flatMap(([words, own]) => own.split(' ').map(sign => [sign, words] as const)));
/** Longer ones first: a sign may begin as another does. */
const pattern = new RegExp(
  [...wordsOf.keys()]
    .toSorted((a, b) => b.length - a.length)
    .map(sign => sign.replace(/[()]/g, '\\$&'))
    .join('|'),
  'gu',
);

/** A text with the faces and signs of chats in words, as somebody would read it out: "didn't pass crying". */
export const sayEmoji = (text: string): string => text.replace(pattern, sign => ` ${wordsOf.get(sign)} `);
