import lists from './words.json' with { type: 'json' };

/** Somebody whose name is not told, as one choice of a pattern, the longest first. */
export const someone = lists.someone
  .flatMap(line => line.split(' '))
  .toSorted((a, b) => b.length - a.length)
  .join('|');
