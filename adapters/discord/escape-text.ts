import { cleanText } from '../../src/text/clean-text.js';

/* Discord reads Markdown and mentions out of any text. Answers repeat words of guides and members, so both are made plain here. */

const zeroWidthSpace = '\u200b';

/** A mention, a timestamp, a custom emoji or a command link would begin with these: a zero-width space behind the bracket keeps it text. */
export const neutralise = (text: string): string =>
  text.replace(/<(?=[@#:/]|a:|t:|id:)/g, `<${zeroWidthSpace}`).replace(/@(?=everyone|here)/gi, `@${zeroWidthSpace}`);

const escapeMarks = (text: string): string =>
  text
    .replace(/[\\*_~`|]/g, '\\$&')
    // A link whose text hides its address.
    .replace(/\](?=\()/g, ']\\')
    // Quotes, headings, small print and lists begin a line.
    .replace(/^(\s*)(>|#{1,3}(?=\s)|-(?=#|\s)|\+(?=\s))/gm, '$1\\$2')
    .replace(/^(\s*\d+)\.(?=\s)/gm, '$1\\.');

/** Addresses stay as they are: a backslash would break them. */
const addressPattern = /(https?:\/\/[^\s<>()[\]*`|\\]+)/;

/** Text of any origin as Discord shows it letter by letter; nothing in it mentions, formats or links under another name. */
export const escapePlain = (text: string): string =>
  neutralise(
    cleanText(text)
      .split(addressPattern)
      .map((piece, at) => (at % 2 === 1 ? piece : escapeMarks(piece)))
      .join(''),
  );

/** The same for an answer's text, whose `**strong**` stays strong. */
export const escapeAnswerText = (text: string): string =>
  text
    .split(/(\*\*(?=\S)[^*\n]+?(?<=\S)\*\*)/)
    .map((piece, at) => (at % 2 === 1 ? `**${escapePlain(piece.slice(2, -2))}**` : escapePlain(piece)))
    .join('');

/** Inside a code block nothing is read but its end, and mentions are neutralised all the same. */
export const escapeCode = (text: string): string => neutralise(cleanText(text)).replaceAll('`', 'ˋ');
