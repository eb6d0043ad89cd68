import { words } from '../../../../../src/text/tokens.js';
import type { SectionView } from '../../../contract.js';

/** A table row as citations quote it. */
export const rowText = (header: readonly string[], row: readonly string[]): string =>
  `${row.map((cell, at) => (header[at] ? `${header[at]}: ${cell}` : cell)).join(', ')}.`;

/** A number that two sentences share says more than a word. */
const weightOf = (word: string): number => (/\d/.test(word) ? 4 : word.length > 3 ? 1 : 0);

const likeness = (sentence: string, quote: ReadonlySet<string>): number =>
  [...new Set(words(sentence))].reduce((sum, word) => sum + (quote.has(word) ? weightOf(word) : 0), 0);

/**
 * The sentences and table rows of a section that a quote holds. A record of the career map is worded by itself: for one, the sentence
 * that shares the most words and figures with it.
 */
export const quotedSentences = (section: SectionView, quote: string | undefined): ReadonlySet<string> => {
  if (!quote) return new Set();
  const rows = section.table?.rows.map(row => rowText(section.table?.header ?? [], row)) ?? [];
  const all = [...section.sentences, ...rows];
  const held = all.filter(text => quote.includes(text));
  if (held.length > 0) return new Set(held);
  const quoteWords = new Set(words(quote));
  const [best] = all.map(text => ({ text, like: likeness(text, quoteWords) })).toSorted((a, b) => b.like - a.like);
  return new Set(best && best.like > 1 ? [best.text] : []);
};
