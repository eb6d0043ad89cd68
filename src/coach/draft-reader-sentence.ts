import type { Part, Sentence } from '../domain/answer.js';

export type PassageOf = (mark: number) => string | undefined;

/** The id that an unknown mark gets: no passage has it, so that the sentence fails. */
const unknownMark = (mark: number): string => `unknown-mark#${mark}`;

/** A run of marks inside a text, between two characters of the private use area, which the filter takes out of what a model writes. */
const [open, close] = ['\u{E000}', '\u{E001}'];
const markRuns = new RegExp(`${open}([\\d,]+)${close}`, 'g');
const longestMarkRange = 12;

const kindOfMark = String.raw`(?:(?:passages?|sources?|refs?|references?|guides?|citations?|marks?|no)\.?\s*:?\s*#?\s*|\^|#)?`;
/** `[1]`, `[1, 2]`, `[1-3]`, `[^1]`, `[source 1]`, `【1†source】`. */
const markPattern = new RegExp(
  String.raw`[[【]\s*${kindOfMark}(\d{1,6}(?:\s*(?:,|;|&|-|–|and|to)\s*${kindOfMark}\d{1,6})*)\s*(?:†[^\]】]*)?[\]】]`,
  'giu',
);

const numbersOf = (inside: string): number[] => {
  const numbers = inside.split(/,|;|&|and/).flatMap(piece => {
    const [first = 0, last = first] = (piece.match(/\d+/g) ?? []).map(Number);
    if (last < first || last - first > longestMarkRange) return [first, last];
    return Array.from({ length: last - first + 1 }, (_, at) => first + at);
  });
  return [...new Set(numbers)];
};

const isAddress = (text: string): boolean => /^\s*(?:[a-z][a-z0-9+.-]*:\/\/|www\.|mailto:|\S+@)/i.test(text);
const linkText = (text: string): string => (isAddress(text) ? '' : text);
/** Where there is a chat or a shop for every ending, any word with a dot and an ending is an address; "e.g.", "U.S." and "Ph.D." end in a letter. */
const address =
  /(?:[a-zA-Z][a-zA-Z0-9+.-]*:\/\/|[wW]{3}\.|mailto:|javascript:|data:text)\S*|\b[\w.+-]+@[\w-]+\.\w+\b|(?<![\p{L}\p{N}.])(?=[\w.-]*[a-zA-Z])[\w-]+(?:\.[\w-]+)*\.(?:[a-z]{2,24}|[A-Z]{2,24})(?![\p{L}\p{N}])(?:\/\S*)?|\b\w+ dot (?:com|org|net|io|gg|me|app|co)\b/u;
const parenthesisedAddress = new RegExp(String.raw`\s*\(\s*(?:see|source|at|via)?:?\s*(?:${address.source})\s*\)`, 'gu');

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  quot: '"',
  apos: "'",
  '#39': "'",
  ndash: '–',
  mdash: '–',
  nbsp: ' ',
};

/** Words of a tool call or chat template that stand in no sentence about careers. */
const machineText =
  /[{}]|\[\/?(?:INST|TOOL_CALLS?|SYS)\]|\b(?:tool_calls?|function_call|functions\.\w|assistant(?:_response)?\s*to=|console\.log|eval\()|^\s*(?:Action(?: Input)?|Observation|Thought)\s*:/i;

/** Text of a code span that is a name or a figure, not code. */
const plainSpan = /^[$£€₹]?[\p{L}\p{N}%]+(?:[-/.,'’& ][$£€₹]?[\p{L}\p{N}%]+)*$/u;

/** A stretch of Markdown as plain text with `**strong**` and runs of marks; undefined when it is machine text or holds an address. */
const plain = (markdown: string): string | undefined => {
  let text = markdown
    .replace(/(\d)½/g, '$1.5')
    .replaceAll('½', 'half')
    .normalize('NFKC')
    .replace(/\\([\\`*_{}[\]()#+.!|$~<>-])/g, '$1')
    .replace(/&(#?\w{1,8});/g, (_, name: string) => entities[name.toLowerCase()] ?? '')
    .replace(/!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])?/g, '')
    .replace(/\[([^\]]*)\]\([^)]*\)?/g, (_, label: string) => (/^[\s^\d,]+$/.test(label) ? `[${label}]` : linkText(label)));
  if (machineText.test(text)) return undefined;
  text = text.replace(markPattern, (_, inside: string) => `${open}${numbersOf(inside).join(',')}${close}`);
  const spans = [...text.matchAll(/`+([^`]*)`+/g)].map(match => match[1] ?? '');
  if (!spans.every(span => plainSpan.test(span))) return undefined;
  text = text.replaceAll('`', '').replace(parenthesisedAddress, '');
  if (address.test(text)) return undefined;
  return (
    text
      .replace(/(^|[\s(,;:])@[\p{L}\p{N}_.-]+/gu, '$1')
      .replaceAll('@', '')
      .replace(/~~[^~]*~~/g, '')
      .replace(/[[\]【】]/g, '')
      .replace(/[<>](?!=?\s?[$£€\d])/g, '')
      // "(source: [1])" is a mark like any other.
      .replace(
        new RegExp(String.raw`\(\s*(?:sources?|see|from|per|cf\.?)?:?\s*((?:${open}[\d,]+${close}[\s,;]*)+)\)`, 'gi'),
        '$1',
      )
      .replace(/__([^_]+)__/g, '**$1**')
      .replace(/\*{3,}/g, '**')
      .replace(/(?<![*\p{L}\p{N}])\*(?![*\s])([^*]+?)\*(?!\*)/gu, '$1')
      .replace(/(?<!\*)\*(?!\*)/g, '')
      .replace(/(^|[\s(])_([^_]+)_(?=[\s.,;:!?)]|$)/g, '$1$2')
      // The mark of a strong figure stands behind it, not in it.
      .replace(new RegExp(String.raw`\s*((?:${open}[\d,]+${close}\s*)+)\*\*`, 'g'), '**$1')
      .replace(/\(\s*\)/g, '')
      .replace(/\s+/g, ' ')
      .replace(/ +([.,;:!?])/g, '$1')
      .trim()
  );
};

/** Strong text is opened and closed within its part, or it is not strong. */
const balanced = (text: string): string => {
  const even = (text.match(/\*\*/g) ?? []).length % 2 === 0;
  return (even ? text.replace(/\*\*\s*\*\*/g, '') : text.replaceAll('**', '')).replace(/\s+/g, ' ').trim();
};

const hasWords = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);

/**
 * Reads a sentence of Markdown into parts: marks support the text they stand behind, up to the marks before. Undefined when nothing is left
 * that a member could read.
 */
export const readSentence = (markdown: string, passageOf: PassageOf): Sentence<string> | undefined => {
  const text = plain(markdown);
  if (text === undefined) return undefined;
  const parts: { text: string; marks: string[] }[] = [];
  let from = 0;
  const add = (piece: string, marks: readonly string[]): void => {
    const last = parts.at(-1);
    // Punctuation behind a mark ends the part before it.
    const [, ending = '', rest = ''] = /^\s*([.,;:!?)"'”’]*)([\s\S]*)$/.exec(piece) ?? [];
    const own = balanced(last ? rest : piece);
    if (last && ending && !/[.!?]$/.test(last.text)) last.text = last.text.replace(/[.,;:]$/, '') + ending;
    if (hasWords(own)) parts.push({ text: own, marks: [...marks] });
    else last?.marks.push(...marks.filter(mark => !last.marks.includes(mark)));
  };
  for (const match of text.matchAll(markRuns)) {
    const marks = (match[1] ?? '').split(',').map(Number);
    add(
      text.slice(from, match.index),
      marks.map(mark => passageOf(mark) ?? unknownMark(mark)),
    );
    from = match.index + match[0].length;
  }
  add(text.slice(from), []);
  return parts.length > 0 ? { parts } : undefined;
};

/** A table cell: one part with all marks that stand in it. */
export const readCell = (markdown: string, passageOf: PassageOf): Part<string> => {
  const parts = readSentence(markdown, passageOf)?.parts ?? [];
  return { text: parts.map(part => part.text).join(' '), marks: [...new Set(parts.flatMap(part => part.marks))] };
};
