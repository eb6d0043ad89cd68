import { createMarkupFilter, forgetMark } from './markup-filter.js';

/** What one line of a model's reply is. */
export type Line =
  /** Sentences chosen, by number, in the order to show them; whatever else stood on the line is ignored. */
  | { readonly kind: 'marks'; readonly numbers: readonly number[] }
  /** Words of the model's own. */
  | { readonly kind: 'own'; readonly text: string }
  /** Nothing answers: the question of this number, or the whole of it. */
  | { readonly kind: 'none'; readonly part: number | undefined }
  /** A blank line: a paragraph begins. */
  | { readonly kind: 'break' }
  /** All before it was reasoning that the server did not fence. */
  | { readonly kind: 'forget' };

export interface LineReader {
  /** The lines that became whole with this delta. */
  push(delta: string): readonly Line[];
  /** The last line; of one that was cut off only the marks count. */
  end(complete: boolean): readonly Line[];
}

/** "7 to 9" is three sentences; a longer range is none that anybody means. */
const longestRange = 12;

const item = String.raw`(?:[a-z]{1,10}\.?\s*)?[#^=:]?\s*["']?(\d{1,4})["']?`;
/** `[7]`, `[7, 9]`, `[n=7]`, `[sentence 7]`, `【7†source】`, `(7)`. */
const marks = new RegExp(String.raw`[[(【［]\s*(${item}(?:\s*(?:,|;|&|-|–|and|to)\s*${item})*)\s*(?:†[^\]】]*)?[\])】］]`, 'gi');
const bareNumbers = /^\d{1,4}(?:\s*[,;]\s*\d{1,4})*\.?$/;
const bullet = /^(?:[-*+•‣>]|\d{1,3}[.)]|#{1,6})\s+/;
const fence = /^(?:```|~~~)/;

/** The numbers that stand between brackets. */
const numbersIn = (inside: string): number[] =>
  inside.split(/,|;|&|and/i).flatMap(piece => {
    const [first, last = first] = (piece.match(/\d+/g) ?? []).map(Number);
    if (first === undefined || last === undefined) return [];
    if (last < first || last - first > longestRange) return [first, last];
    return Array.from({ length: last - first + 1 }, (_, at) => first + at);
  });

/** Reads one line; undefined for what says nothing, like a fence of code. */
const readLine = (raw: string): Line | undefined => {
  if (raw.trim() === '') return { kind: 'break' };
  if (fence.test(raw.trim()) && !/\d/.test(raw)) return undefined;
  let text = raw
    .replace(/\\(?=[[\](){}*_])/g, '')
    .replace(/[`*_]+/g, '')
    .trim();
  if (bareNumbers.test(text)) return { kind: 'marks', numbers: numbersIn(text) };
  while (bullet.test(text)) text = text.replace(bullet, '').trim();
  const numbers = [...text.matchAll(marks)].flatMap(match => numbersIn(match[1] ?? ''));
  if (numbers.length > 0) return { kind: 'marks', numbers };
  const none = /^["']?none["']?(?:\s*\(?(\d)\)?)?[.!]?$/i.exec(text);
  if (none) return { kind: 'none', part: none[1] === undefined ? undefined : Number(none[1]) };
  return /\p{L}/u.test(text) ? { kind: 'own', text } : undefined;
};

/**
 * Reads a model's reply line by line as it streams. Reasoning, tags, tool calls and invisible characters are gone; however a reply is cut into
 * deltas, the lines are the same.
 */
export const createLineReader = (): LineReader => {
  const filter = createMarkupFilter();
  let line = '';
  const close = (): Line[] => {
    const found = readLine(line);
    line = '';
    return found ? [found] : [];
  };
  return {
    push(delta) {
      const out: Line[] = [];
      for (const character of delta.replaceAll('\r', ''))
        for (const kept of filter(character)) {
          if (kept === forgetMark) {
            line = '';
            out.push({ kind: 'forget' });
          } else if (kept === '\n') out.push(...close());
          else line += kept;
        }
      return out;
    },
    end(complete) {
      return close().filter(one => complete || one.kind === 'marks');
    },
  };
};
