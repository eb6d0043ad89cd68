import { createMarkupFilter, forgetMark } from './markup-filter.js';

/** What one line of a model's reply is. */
export type Line =
  /** Sentences chosen, by number, in the order to show them; whatever else stood on the line is ignored. */
  | { readonly kind: 'marks'; readonly numbers: readonly number[] }
  /** Words of the model's own. */
  | { readonly kind: 'own'; readonly text: string }
  /** Nothing answers: the questions of these numbers, or the whole of it where there are none. */
  | { readonly kind: 'none'; readonly parts: readonly number[] }
  /** A blank line: a paragraph begins. */
  | { readonly kind: 'break' }
  /** All before it was reasoning that the server did not fence. */
  | { readonly kind: 'forget' };

export interface LineReader {
  /** The lines that became whole with this delta. */
  push(delta: string): readonly Line[];
  /** The last line, of which only marks in brackets count where it was cut off; and the numbers of a list, where nothing else was chosen. */
  end(complete: boolean): readonly Line[];
}

/** "7 to 9" is three sentences; a longer range is none that anybody means. */
const longestRange = 12;

/** A number of a sentence; one behind any other word counts something else: "(age 30)". */
const item = String.raw`(?:(?:n|no|nr|number|s|sentences?|lines?|sources?|refs?|see)\.?\s*)?(?:[#^=:]\s*)?["']?\d{1,4}["']?`;
const items = String.raw`${item}(?:(?:\s*(?:,|;|&|/|-|–|and\b|to\b)\s*|\s+)${item})*`;
/** `[7]`, `[7, 9]`, `[n=7]`, `[sentence 7]`, `【7†source】`, `(7)`. */
const marks = new RegExp(String.raw`[[(【［]\s*(${items})\s*(?:†[^\]】]*)?[\])】］]`, 'gi');
/** `7`, `7 and 9`, and lines of an array: `[7,`, `"9"]`. */
const bare = new RegExp(String.raw`^[[(]?\s*(${items})\s*[\])]?[.,]?$`, 'gi');
/** "Sentence 7 answers it." */
const named = new RegExp(String.raw`\b(?:sentence|line)s? (${items})`, 'gi');
const bullet = /^(?:[-*+•‣>]|(\d{1,3})[.)]|#{1,6})\s+/;
const fence = /^(?:```|~~~)/;

const numbersIn = (text: string): number[] =>
  [...text.matchAll(/(\d+)(?:\s*(?:-|–|to\b)\s*(\d+))?/g)].flatMap(([, from, to = from]) => {
    const [first, last] = [Number(from), Number(to)];
    if (last < first || last - first > longestRange) return [first, last];
    return Array.from({ length: last - first + 1 }, (_, at) => first + at);
  });

/** `NONE`, `[NONE]`, `NONE (2)`, `NONE: 1, 2`, `2. NONE`, `NONE - no sentence says so`: whatever number stands beside it is that of a question. */
const noneIn = (text: string): Line | undefined => {
  const [, before = '', word, rest = ''] = /^(\P{L}*)(none)\b(.*)$/iu.exec(text) ?? [];
  // "None of them" may be the beginning of any sentence.
  if (word === undefined || (word !== 'NONE' && /\p{L}/u.test(rest))) return undefined;
  const [, behind = '', next] = /^(\P{L}*)(\p{L})?/u.exec(rest.replace(/\band\b/gi, ',')) ?? [];
  const isCounting = next !== undefined && /\d\s*$/.test(behind);
  const parts = `${before} ${isCounting ? '' : behind}`.match(/\d+/g) ?? [];
  return { kind: 'none', parts: parts.map(Number) };
};

/** A line, and the number that it has in a list. */
type Read = { readonly line: Line; readonly listed?: number };

const chosenIn = (text: string, mark: RegExp): Read | undefined => {
  const numbers = [...text.matchAll(mark)].flatMap(([, inside = '']) => numbersIn(inside));
  return numbers.length > 0 ? { line: { kind: 'marks', numbers } } : undefined;
};

/** Reads one line; undefined for what says nothing, like a fence of code. Where it was cut off, a number without brackets may be half. */
const readLine = (raw: string, isWhole: boolean): Read | undefined => {
  if (raw.trim() === '') return { line: { kind: 'break' } };
  if (fence.test(raw.trim()) && !/\d/.test(raw)) return undefined;
  let text = raw
    .replace(/\\(?=[[\](){}*_])/g, '')
    .replace(/[`*_]+/g, '')
    .trim();
  if (!isWhole) return chosenIn(text, marks);
  const none = noneIn(text);
  if (none) return { line: none };
  let listed = 0;
  for (let mark = bullet.exec(text); mark; mark = bullet.exec(text)) {
    listed = Number(mark[1] ?? 0);
    text = text.slice(mark[0].length).trim();
  }
  const chosen = chosenIn(text, bare) ?? chosenIn(text, marks) ?? chosenIn(text, named);
  return chosen ?? (/\p{L}/u.test(text) ? { line: { kind: 'own', text }, listed } : undefined);
};

/** "1." and "2." count lines; any other number that a line begins with is that of a sentence. */
const isCount = (listed: readonly number[]): boolean => listed.every((n, at) => n === 1 || n === (listed[at - 1] ?? 0) + 1);

/**
 * Reads a model's reply line by line as it streams. Reasoning, tags, tool calls and invisible characters are gone; however a reply is cut into
 * deltas, the lines are the same.
 */
export const createLineReader = (): LineReader => {
  const filter = createMarkupFilter();
  let line = '';
  let isDecided = false;
  let listed: number[] = [];
  const close = (isWhole = true): Line[] => {
    const read = readLine(line, isWhole);
    line = '';
    if (!read) return [];
    isDecided ||= read.line.kind === 'marks' || read.line.kind === 'none';
    if (read.listed) listed.push(read.listed);
    return [read.line];
  };
  return {
    push(delta) {
      const out: Line[] = [];
      for (const character of delta.replaceAll('\r', ''))
        for (const kept of filter(character)) {
          if (kept === forgetMark) {
            [line, isDecided, listed] = ['', false, []];
            out.push({ kind: 'forget' });
          } else if (kept === '\n') out.push(...close());
          else line += kept;
        }
      return out;
    },
    end(complete) {
      const last = close(complete);
      return isDecided || isCount(listed) ? last : [...last, { kind: 'marks', numbers: listed }];
    },
  };
};
