/*
 * A terminal obeys what it prints: an escape sequence in a question or a guide could move the cursor, rewrite the screen or hide text. A
 * chat shows what reverses the reading direction ("Trojan Source", CVE-2021-42574). So text from outside loses control characters and
 * those marks.
 */

/** C0 and C1 controls and DEL, but for the line feed. */
const controls = /(?!\n)\p{Cc}/gu;
const directionMarks = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

/** Text that is safe to print; line feeds stay, tabs and carriage returns become spaces. */
export const cleanText = (text: string): string =>
  text.replace(/\r\n?/g, '\n').replaceAll('\t', ' ').replace(controls, '').replace(directionMarks, '');

/** Text that is safe to print and stays on one line. */
export const cleanLine = (text: string): string => cleanText(text).replace(/\s+/g, ' ').trim();

/** JSON of a value, with what JSON leaves raw but a terminal obeys written as escapes: it parses to the same value. */
export const cleanJson = (value: unknown, indent?: number): string =>
  JSON.stringify(value, null, indent).replace(
    /[\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/gu,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
