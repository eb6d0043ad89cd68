import { isStopWord, stem, words } from '../../text/tokens.js';
import type { Source } from './sources.js';

/** Words that say of a thing that it is all there is, or that it holds of all; the one table to extend. */
const quantifiers: readonly (readonly [kind: string, words: ReadonlySet<string>])[] = [
  ['only', new Set(['only', 'just', 'merely', 'solely', 'exclusively', 'purely', 'nothing but'])],
  ['all', new Set(['every', 'all', 'each', 'always', 'everybody', 'everyone'])],
];
/** How many words behind it a quantifier reaches. */
const reach = 3;
const negated = /\b(?:not|never|n['’]t|more than)\s*$/i;

type Quantified = { readonly kind: string; readonly isDenied: boolean; readonly stems: readonly string[] };

const quantifiedIn = (text: string): Quantified[] =>
  quantifiers.flatMap(([kind, names]) =>
    [...text.matchAll(new RegExp(String.raw`\b(?:${[...names].join('|')})\b`, 'gi'))].map(match => ({
      kind,
      isDenied: negated.test(text.slice(0, match.index)),
      stems: words(/^[^,;:()]*/.exec(text.slice(match.index + match[0].length))?.[0] ?? '')
        .filter(word => !isStopWord(word))
        .slice(0, reach)
        .map(stem),
    })),
  );

/** What is said of everybody or of nobody, of every time or of none; a guide that does not go so far bears out no such sentence. */
const absolute = /\b(?:everyone|everybody|nobody|no one|always|never|invariably|without exception|guarantee[sd]?)\b/i;
const sweeping = /\b(?:every\w*|all|any\w*|each|always|never|no|not|nobody|none|without|only|must|guarantee\w*)\b|n['’]t\b/i;

/** Whether a sentence goes to an extreme that none of its sources' sentences goes to. */
export const isAbsolute = (text: string, sources: readonly Source[]): boolean => {
  const found = absolute.exec(text);
  // "Neither is better for everyone" does not go so far.
  const isMeant = found !== null && !/\b(?:not|neither|nor|no)\b|n['’]t\b/i.test(text.slice(0, found.index));
  return isMeant && !sources.some(source => source.statements.some(one => sweeping.test(one)));
};

/** Whether a sentence says "only" or "all" of what every such sentence of its sources says "not only" or "not all" of, or the other way. */
export const overstates = (text: string, sources: readonly Source[]): boolean => {
  const said = quantifiedIn(text.replaceAll('**', ''));
  if (said.length === 0) return false;
  const known = sources.flatMap(source => source.statements.flatMap(quantifiedIn));
  return said.some(one => {
    const near = known.filter(
      ({ kind, stems: [first] }) => kind === one.kind && first !== undefined && one.stems.includes(first),
    );
    const next = near.filter(other => other.stems[0] === one.stems[0]);
    const same = next.length > 0 ? next : near;
    return same.length > 0 && same.every(other => other.isDenied !== one.isDenied);
  });
};
