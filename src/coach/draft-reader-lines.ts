import { endsWithAbbreviation } from '../text/sentences.js';

/** What a line of Markdown is, and from where on it is text. */
export type LineKind =
  | { readonly kind: 'text'; readonly from: number }
  | { readonly kind: 'item'; readonly ordered: boolean; readonly indent: number; readonly from: number }
  | { readonly kind: 'heading' | 'row' | 'fence' | 'json' | 'ignored' };

const listMarker = /^([ \t]*)(?:[-*+•‣]|(\d{1,3})[.)])[ \t]+/;
/** A line that may still turn out to be a list item, rule, heading, fence or definition. */
const undecided = /^[ \t>]*(?:[-+•‣]+|\*{1,2}|\d{1,3}[.)]?|#{1,6}|`{1,2}|~{1,2}|_{1,2}|={1,2}|\[[^\]]{0,12}\]?)?[ \t]*$/;

/** What a line is, as soon as its beginning tells; undefined while it does not. */
export const kindOfLine = (line: string, ended: boolean): LineKind | undefined => {
  const quote = /^[ \t]*(?:>[ \t]?)+/.exec(line)?.[0].length ?? 0;
  const rest = line.slice(quote);
  const item = /^([ \t]*)(?:[-*+•‣]|\d{1,3}[.)])[ \t]+\S/.exec(rest) ? listMarker.exec(rest) : null;
  const rule = /^\s*(?:([-*_=])\s*)\1*(?:\s*\1)*\s*$/.test(rest) && rest.trim().length > 2;
  if (ended && (rule || rest.trim() === '')) return { kind: 'ignored' };
  if (!ended && (undecided.test(rest) || /^\s*([-*_=])(?:\s*\1)*\s*$/.test(rest))) return undefined;
  if (item) return { kind: 'item', ordered: item[2] !== undefined, indent: (item[1] ?? '').length, from: quote + item[0].length };
  if (/^\s*#{1,6}\s/.test(rest)) return { kind: 'heading' };
  if (/^\s*\|/.test(rest)) return { kind: 'row' };
  if (/^\s*(?:```|~~~)/.test(rest)) return { kind: 'fence' };
  if (/^\s*(?:\{|\[\s*\{)/.test(rest)) return { kind: 'json' };
  if (/^\s*\[[^\]]*\]:/.test(rest)) return { kind: 'ignored' };
  return { kind: 'text', from: quote + (/^\s*/.exec(rest)?.[0].length ?? 0) };
};

const trailingMarks = /(?:\s*(?:\[[^[\]]{1,40}\]|【[^【】]{1,40}】))+$/;

const marksAtEnd = /[\]】][*_]*\s*[.?!]["'”’)*_]*\s*$|[.?!]["'”’)*_]*\s*(?:\[[^[\]]{1,40}\]|【[^【】]{1,40}】)\s*$/;

/** Whether a mark stands right before or behind the full stop that a text ends with. */
export const endsCited = (text: string): boolean => marksAtEnd.test(text);

/** Whether a text that a word follows ends its sentence: a full stop, perhaps with quotes, strong ends and marks behind it. */
export const endsSentence = (text: string): boolean => {
  const bare = text.trimEnd().replace(trailingMarks, '').trimEnd();
  if (!/[.?!…]["'”’)*_]*$/.test(bare) || endsWithAbbreviation(bare)) return false;
  const opened = (bare.match(/\[/g) ?? []).length - (bare.match(/\]/g) ?? []).length;
  return opened <= 0 && (bare.match(/`/g) ?? []).length % 2 === 0;
};

/** The cells of a table's line; `\|` is a stroke within one. */
export const cellsOf = (line: string): string[] =>
  line
    .trim()
    .replace(/^\||\|$/g, '')
    .split(/(?<!\\)\|/)
    .map(cell => cell.replaceAll('\\|', '|').trim());
