import type { CareerMap } from '../../domain/career-map.js';
import { escapeRegExp } from '../../text/escape-reg-exp.js';

/** A name with its place in a text. */
export type Place = { readonly what: string; readonly start: number; readonly end: number };

/** Builds the finder of credentials, short or spelt out, each by the name that the career map gives it, in reading order. */
export const createCredentialFinder = (map: CareerMap): ((text: string) => Place[]) => {
  const nameOf = new Map(
    map.credentials.flatMap(({ name, expansion }) =>
      [name, ...(expansion ? [expansion] : [])].map(one => [one.toLowerCase(), name]),
    ),
  );
  const names = new RegExp(
    String.raw`(?<![\p{L}\p{N}-])(?:${[...nameOf.keys()]
      .sort((a, b) => b.length - a.length)
      .map(escapeRegExp)
      .join('|')})s?(?![\p{L}\p{N}]|-[\p{L}\p{N}])`,
    'giu',
  );
  return text =>
    [...text.matchAll(names)].map(match => ({
      what: nameOf.get(match[0].toLowerCase()) ?? nameOf.get(match[0].toLowerCase().replace(/s$/, '')) ?? '',
      start: match.index,
      end: match.index + match[0].length,
    }));
};
