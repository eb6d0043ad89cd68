import { isStopWord, stem, words } from '../../text/tokens.js';
import type { Source } from './sources.js';

/** Words that say the same of a thing or its opposite, of this field and of plain English; the one table to extend. */
const opposites: readonly (readonly [family: string, yes: string, no: string])[] = [
  [
    'need',
    'require required requires need needs needed must mandatory compulsory necessary prerequisite',
    'optional unnecessary',
  ],
  ['common', 'common widespread standard frequent often usually typically', 'rare rarer rarely seldom uncommon unusual scarce'],
  [
    'rise',
    'rise rises rising risen grow grows growing growth increase increases increasing',
    'fall falls falling drop drops dropping decline declines declining shrink shrinks shrinking decrease decreases decreasing dwindle dwindles dwindling',
  ],
  ['fast', 'fast faster fastest quick quickly', 'slow slower slowest slowly'],
  ['exist', 'exist exists remain remains persist', 'gone vanish vanished disappear disappeared'],
  ['wise', 'advisable wise', 'mistake mistakes pitfall pitfalls unwise'],
  ['include', 'include includes included', 'exclude excludes excluded excluding'],
  ['high', 'high higher highest', 'low lower lowest'],
  ['easy', 'easy easier easiest accessible', 'hard harder hardest difficult'],
  [
    'help',
    'help helps boost boosts lift lifts improve improves strengthen strengthens enhance',
    'hurt hurts harm harms weaken weakens',
  ],
];
const sides = new Map<string, { readonly family: string; readonly isYes: boolean }>(
  opposites.flatMap(([family, yes, no]) => [
    ...yes.split(' ').map(word => [word, { family, isYes: true }] as const),
    ...no.split(' ').map(word => [word, { family, isYes: false }] as const),
  ]),
);

const negators: ReadonlySet<string> = new Set(
  `not no non lack lacks lacking never without cannot neither nor none nobody nothing hardly dont doesnt didnt isnt arent wasnt werent wont wouldnt shouldnt couldnt cant
  hasnt havent hadnt neednt mustnt`.split(/\s+/),
);
/** How many words behind it a negation reaches, and how many of those that carry a topic: "is not strictly required". */
const reach = 4;
const reachTopical = 2;
/** Of a sentence's other words, those that one of a source must share to speak of the same thing. */
const nearShare = 0.5;

const clauseBreak = /[;,:()–—]|\b(?:but|while|whereas|although|though|because|since|unless|however|even so)\b/i;

type Saying = { readonly isYes: boolean; readonly stem: string };
type Clause = { readonly says: ReadonlyMap<string, Saying>; readonly isOdd: boolean; readonly stems: ReadonlySet<string> };

/** Other ways to deny, each as a negation before what it denies. */
const denials: readonly (readonly [RegExp, string])[] = [
  // "Not one but two" denies nothing, and "not every" says no more than "some".
  [/\bnot (?:just |only )?(?:one|a|an|the) [^.;,]{1,30}? but\b/gi, ' '],
  [/\bnot (?:every|all)\b/gi, 'some'],
  // What nobody has to do is not required: the duty is denied, not the deed.
  [/\b(?:do|does|did)(?:n['’]t| not) (?:have|need) to\b|\bneed(?:n['’]t| not)\b/gi, ' not required '],
  [/\b(\p{L}+)-(?:resistant|proof|free)\b/giu, 'without $1'],
  [/\b(?:free (?:of|from)|immune to|resistant to|safe from|devoid of)\b/gi, 'without'],
  // Who is hit hard or works hard has no difficulty in mind.
  [/\b((?:hits?|hitting|works?|working|worked|study|studying)\b[^.;,]{0,30}?) hard\b/gi, '$1'],
];
const plainly = (text: string): string => denials.reduce((left, [way, plain]) => left.replace(way, plain), text);

const hasSide = (text: string): boolean => words(text).some(word => sides.has(word));
/** "Lower taxes and lower salaries" says two things, each the other way round. */
const splitAtAnd = (text: string): string[] => {
  const at = / and /.exec(text);
  if (!at) return [text];
  const [first, rest] = [text.slice(0, at.index), text.slice(at.index + at[0].length)];
  return hasSide(first) && hasSide(rest) ? [first, ...splitAtAnd(rest)] : [text];
};

const readClause = (text: string): Clause => {
  const own = words(text);
  const says = new Map<string, Saying>();
  const stems = new Set<string>();
  let turns = 0;
  let last = -reach - 1;
  let left = 0;
  for (const [at, word] of own.entries()) {
    // "No longer than", "not only", "not counting" and "none is asked for more than" deny nothing.
    const next = own[at + 1] ?? '';
    const isEmpty =
      /^(?:only|just|longer|more|least|merely|counting|including)$/.test(next) ||
      / more than /.test(` ${own.slice(at).join(' ')} `);
    // "More likely to help than to replace": what stands behind "than" is denied.
    if (word === 'than' && (own[at - 1] === 'rather' || next === 'to')) {
      turns++;
      last = at;
      left = reachTopical;
      continue;
    }
    if (negators.has(word) && !isEmpty) {
      // "No experience and no training" denies once.
      if (!/^(?:and|or|nor)$/.test(own[at - 1] ?? '') || turns === 0) turns++;
      last = at;
      left = reachTopical;
      continue;
    }
    const side = sides.get(word);
    if (side && !side.isYes) turns++;
    if (!side && (isStopWord(word) || word.length < 3)) continue;
    const key = side?.family ?? stem(word);
    const isLess = /^(?:less|least|fewer)$/.test(own[at - 1] ?? '');
    if (isLess) turns++;
    const isDenied = (at - last <= reach && left-- > 0) !== isLess;
    stems.add(stem(word));
    says.set(key, { isYes: (side?.isYes ?? true) !== isDenied, stem: stem(word) });
  }
  return { says, isOdd: turns % 2 === 1, stems };
};

const clausesOf = (sentence: string): Clause[] =>
  plainly(sentence)
    .split(clauseBreak)
    .flatMap(splitAtAnd)
    .map(readClause)
    .filter(clause => clause.says.size > 0);

const stemsOf = (clauses: readonly Clause[]): Set<string> => new Set(clauses.flatMap(clause => [...clause.stems]));

/**
 * Whether a sentence denies what the nearest sentences of its sources affirm, or the other way: a word that both have is denied in one of them
 * only, and the clauses around it differ in how often they deny. Sentences that share too little with it are not asked.
 */
export const turnsAround = (text: string, sources: readonly Source[]): boolean => {
  const own = clausesOf(text.replaceAll('**', ''));
  const whole = stemsOf(own);
  const cited = sources
    .flatMap(source => source.statements.map(clausesOf))
    .map(clauses => ({ clauses, stems: stemsOf(clauses) }));
  return own.some(clause =>
    [...clause.says].some(([key, said]) => {
      const others = [...(clause.stems.size > 2 ? clause.stems : whole)].filter(one => one !== said.stem);
      if (others.length === 0) return false;
      const near = cited.filter(({ stems }) => {
        const shared = others.filter(one => stems.has(one)).length;
        return shared >= Math.min(2, others.length) && shared >= nearShare * others.length;
      });
      const same = near.flatMap(({ clauses }) => clauses.filter(one => one.says.has(key)));
      return same.length > 0 && same.every(one => one.says.get(key)?.isYes !== said.isYes && one.isOdd !== clause.isOdd);
    }),
  );
};
