import { stem, words } from '../text/tokens.js';

/** Something found in a text by one of its names. `start` and `end` count words. */
export type NameMatch<T> = { readonly value: T; readonly start: number; readonly end: number };

type Entry<T> = { readonly name: readonly string[]; readonly value: T };

/**
 * Finds names in a text, word by word and stem by stem ("night nurses" finds "night nurse"). Where names overlap the longest
 * wins, so "head nurse" is never also "nurse".
 */
export const createNameMatcher = <T>(names: Iterable<readonly [name: string, value: T]>): ((text: string) => NameMatch<T>[]) => {
  const byFirst = new Map<string, Entry<T>[]>();
  for (const [name, value] of names) {
    const entry = { name: words(name).map(stem), value };
    const first = entry.name[0];
    if (first !== undefined) byFirst.set(first, [...(byFirst.get(first) ?? []), entry]);
  }
  for (const entries of byFirst.values()) entries.sort((a, b) => b.name.length - a.name.length);
  return text => {
    const stems = words(text).map(stem);
    const found: NameMatch<T>[] = [];
    for (let at = 0; at < stems.length; ) {
      const entry = byFirst.get(stems[at] ?? '')?.find(({ name }) => name.every((word, n) => stems[at + n] === word));
      if (entry) found.push({ value: entry.value, start: at, end: at + entry.name.length });
      at += entry?.name.length ?? 1;
    }
    return found;
  };
};
