/*
 * How wide a text is in Inter, without a browser to ask: widths by kind of letter, a little on the wide side, so that what is laid out by
 * them fits. test/charts holds them against the real font.
 */

const widths: readonly (readonly [RegExp, number])[] = [
  [/[ilj.,:;'’|!]/, 0.3],
  [/[ftrI()[\]/ -]/, 0.42],
  [/[mwMW%@—]/, 0.93],
  [/[A-Z&$€£₹+=<>–]/, 0.72],
  [/[0-9]/, 0.66],
  [/[a-z]/, 0.61],
];

/** Letters of other scripts may fill the whole square. */
const unknownWidth = 1;
const boldShare = 1.07;

const letterWidth = (letter: string): number => widths.find(([kind]) => kind.test(letter))?.[1] ?? unknownWidth;

/** Width in pixels, never less than the real one for text in Latin letters. */
export const textWidth = (text: string, fontSize: number, bold = false): number =>
  [...text].reduce((sum, letter) => sum + letterWidth(letter), 0) * fontSize * (bold ? boldShare : 1);

/** Breaks a text between words, and a word that is wider than a line within itself. At most `maxLines`; what is left over ends in "…". */
export const wrapText = (
  text: string,
  { width, fontSize, bold = false, maxLines = 20 }: { width: number; fontSize: number; bold?: boolean; maxLines?: number },
): string[] => {
  const fits = (line: string): boolean => textWidth(line, fontSize, bold) <= width;
  const lines: string[] = [];
  let line = '';
  const add = (piece: string, joint: string): void => {
    if (line === '' || fits(`${line}${joint}${piece}`)) {
      line = line === '' ? piece : `${line}${joint}${piece}`;
      return;
    }
    lines.push(line);
    line = piece;
  };
  for (const word of text.split(/\s+/).filter(Boolean)) {
    if (fits(word)) add(word, ' ');
    else for (const [at, letter] of [...word].entries()) add(letter, at === 0 ? ' ' : '');
  }
  if (line) lines.push(line);
  if (lines.length <= maxLines) return lines;
  let last = lines[maxLines - 1] ?? '';
  while (last && !fits(`${last}…`)) last = last.slice(0, -1);
  return [...lines.slice(0, maxLines - 1), `${last.trimEnd()}…`];
};
