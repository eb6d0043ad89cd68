import type { Place } from './credential-names.js';
import type { Source } from './sources.js';

/** What a credential or a role is for: kinds of which a source names one and a draft may name another. The one table to extend. */
const kinds: readonly (readonly (readonly [value: string, pattern: RegExp])[])[] = [
  [
    ['inpatient', /\b(?:inpatients?|hospitals?)\b/gi],
    ['outpatient', /\b(?:outpatients?|physician[- ](?:offices?|practices?)|doctors?['’]? offices?)\b/gi],
  ],
  [
    [
      'entry',
      /\b(?:entry[- ]level|beginners?|new(?:ly certified)? coders?|(?:first|initial) (?:coding )?(?:jobs?|positions?|credentials?))\b/gi,
    ],
    ['mid', /\b(?:mid|intermediate)[- ]levels?\b/gi],
    ['advanced', /\badvanced(?:[- ]levels?|(?= (?:roles?|positions?|jobs?)))\b/gi],
    ['master', /\bmaster[- ]levels?\b/gi],
  ],
];

const clauseBreak = /[;]|, (?=while|whereas|but|and|so|because)|\b(?:but|while|whereas|although|though|unlike)\b/i;
const comparing = /\b(?:compared|than|versus|vs)\b/i;

type Use = { readonly name: string; readonly value: string };

const gap = (a: Place, b: Place): number => Math.max(a.start - b.end, b.start - a.end);

/** Builds the check that what a sentence says a credential is for is what its sources say, where they say it of that credential. */
export const createUseCheck = (namesIn: (text: string) => Place[]) => {
  const valuesIn = (text: string, kind: (typeof kinds)[number]): Place[] =>
    kind
      .flatMap(([what, pattern]) =>
        [...text.matchAll(pattern)].map(match => ({ what, start: match.index, end: match.index + match[0].length })),
      )
      .sort((a, b) => a.start - b.start);

  /** Each kind's value goes to the name nearest in its clause; one that stands alone goes to every name beside it, unless they are compared. */
  const usesIn = (text: string, kind: (typeof kinds)[number], widely: boolean): Use[] =>
    text.split(clauseBreak).flatMap(clause => {
      const [named, values] = [namesIn(clause), valuesIn(clause, kind)];
      const isShared = widely && new Set(values.map(one => one.what)).size === 1 && !comparing.test(clause);
      // "Outpatient coders take the CPC and inpatient coders the CCS": as many of the one as of the other go in pairs.
      const runs = values.filter((value, at) => value.what !== values[at - 1]?.what);
      if (runs.length > 1 && runs.length === named.length)
        return runs.map((value, at) => ({ name: named[at]?.what ?? '', value: value.what }));
      return values.flatMap(value => {
        const nearest = named.toSorted((a, b) => gap(a, value) - gap(b, value)).slice(0, isShared ? named.length : 1);
        return nearest.map(one => ({ name: one.what, value: value.what }));
      });
    });

  return (text: string, sources: readonly Source[]): boolean =>
    kinds.every(kind => {
      const said = usesIn(text.replaceAll('**', ''), kind, false);
      if (said.length === 0) return true;
      const known = sources.flatMap(source =>
        [...source.statements, ...source.passage.section.split(',')].flatMap(one => usesIn(one, kind, true)),
      );
      return said.every(({ name, value }) => {
        const own = known.filter(one => one.name === name);
        // What the sources say of another only, they do not say of this one.
        return own.length === 0 ? !known.some(one => one.value === value) : own.some(one => one.value === value);
      });
    });
};
