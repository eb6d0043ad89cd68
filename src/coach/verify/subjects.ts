import type { Place } from './credential-names.js';
import type { Mention } from './mentions.js';

/** One of several things of a kind that a sentence may set against each other: of two credentials, or of hospitals and practices. */
export type Subject = { readonly kind: string; readonly value: string; readonly start: number; readonly end: number };

/** Kinds of things that guides compare, beside credentials and roles, which the career map names; the one table to extend. */
const kinds: Readonly<Record<string, readonly (readonly [value: string, pattern: RegExp])[]>> = {
  study: [
    ['certificate', /\bcertificates?\b|\bcertification (?:programs?|courses?|routes?)\b|\bcoding programs?\b/gi],
    ['associate', /\bassociate(?:['’]?s)?(?: degrees?)?\b(?! coder)|\btwo-year (?:degrees?|routes?)\b/gi],
    ['bachelor', /\bbachelor(?:['’]?s)?(?: degrees?)?\b|\bfour-year degrees?\b/gi],
    ['master', /\bmaster['’]?s(?: degrees?)?\b/gi],
    ['self-study', /\bself-(?:study|taught)\b|\bteach(?:ing)? yourself\b/gi],
    ['structured', /\bstructured (?:programs?|courses?)\b/gi],
  ],
  employer: [
    ['large', /\b(?:hospitals?|health(?:care)? systems?|payers?|payer organi[sz]ations?|big(?:ger)? networks?)\b/gi],
    ['small', /\b(?:practices?|clinics?|physician[- ]offices?|doctors?['’]? offices?)\b/gi],
    ['agency', /\bagenc(?:y|ies)\b/gi],
  ],
  stage: [
    ['entry', /\b(?:entry[- ]level|newcomers?|beginners?|new(?:ly certified)? coders?|starters?|newbies?)\b/gi],
    ['experienced', /\b(?:experienced|seasoned|veterans?)\b/gi],
  ],
  statistic: [
    ['median', /\b(?:medians?|midpoints?)\b/gi],
    ['mean', /\b(?:means?(?! (?:a|an|the|that|more|less|to|you|higher|lower)\b)|averages?)\b/gi],
  ],
  setting: [
    ['hub', /\b(?:hubs?|metropolitan areas?|big cit(?:y|ies)|metros?)\b/gi],
    ['rural', /\brural(?: areas?)?\b/gi],
  ],
  quality: [
    ['speed', /\b(?:speed|volume|pace)\b/gi],
    ['accuracy', /\b(?:accuracy|problem-solving|precision)\b/gi],
  ],
  rung: [
    ['entry level', /\bentry[- ]level\b/gi],
    ['mid level', /\b(?:mid|intermediate)[- ]level\b/gi],
    ['advanced level', /\badvanced[- ]level\b/gi],
    ['master level', /\bmaster[- ]level\b/gi],
  ],
  codes: [
    ['icd-10', /\bICD-10[\w/-]*/g],
    ['icd-11', /\bICD-11[\w/-]*/g],
    ['cpt', /\bCPT\b/g],
    ['hcpcs', /\bHCPCS\b/g],
  ],
};

/** Builds the finder of what a text may set against each other, in reading order. */
export const createSubjectFinder =
  (credentialsIn: (text: string) => Place[], mentionsIn: (text: string) => Mention[]) =>
  (text: string): Subject[] =>
    [
      ...credentialsIn(text).map((one): Subject => ({ kind: 'credential', value: one.what, start: one.start, end: one.end })),
      ...mentionsIn(text).flatMap(({ aspect, value, start, end }): Subject[] =>
        aspect === 'role' ? [{ kind: 'role', value, start, end }] : [],
      ),
      ...Object.entries(kinds).flatMap(([kind, values]) =>
        values.flatMap(([value, pattern]) =>
          [...text.matchAll(pattern)].map(
            (match): Subject => ({ kind, value, start: match.index, end: match.index + match[0].length }),
          ),
        ),
      ),
    ].sort((a, b) => a.start - b.start || b.end - a.end);
