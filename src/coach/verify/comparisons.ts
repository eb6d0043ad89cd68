import { contentStems, stem, words } from '../../text/tokens.js';
import type { Subject } from './subjects.js';

/** What stands on one side of a comparison. */
export type Side = { readonly subjects: readonly Subject[]; readonly stems: ReadonlySet<string> };

/** "The CCS is more rigorous than the CPC": of what, over what, by which measure, and which way. */
export type Comparison = {
  readonly left: Side;
  /** Undefined where the other is not named: "the harder of the two". */
  readonly right: Side | undefined;
  readonly isMore: boolean;
  /** What is measured, by family; empty where it is only more or less of something. */
  readonly measures: ReadonlySet<string>;
  /** Whether it is left open than what. */
  readonly isOpen: boolean;
};

/** Words of one measure; those of the second list run the other way. The one table to extend. */
const families: readonly (readonly [measure: string, more: string, less: string])[] = [
  ['rigour', 'rigorous tough tougher hard harder difficult demanding challenging strict stricter', 'easy easier'],
  ['scope', 'broad broader wide wider scope remit', 'narrow narrower'],
  ['pay', 'pay pays paid earn earns make makes salary salaries wage wages median average income better-paid', ''],
  ['demand', 'common commonly requested request popular widespread asked often', 'rare rarer rarely'],
  ['speed', 'fast faster quick quicker quickly short shorter sooner', 'slow slower slowly long longer'],
  ['level', 'above step steps senior', 'below junior'],
  ['size', 'high higher big bigger large larger great greater more', 'low lower small smaller less fewer'],
  ['worth', 'better strong stronger', 'worse weak weaker'],
  ['time', 'earlier first before', 'later after afterwards'],
];
const measureOf = new Map<string, { readonly measure: string; readonly isMore: boolean }>(
  families.flatMap(([measure, more, less]) => [
    ...more.split(' ').map(word => [word, { measure, isMore: true }] as const),
    ...less
      .split(' ')
      .filter(Boolean)
      .map(word => [word, { measure, isMore: false }] as const),
  ]),
);
const digits = 'zero one two three four five six seven eight nine ten eleven twelve'
  .split(' ')
  .map((word, at) => `${word} ${at}`);
/** Ways to say of a thing what some word says of it ("tougher", "rigorous"; "three", "3"), by stems; the word itself where the table has no other. */
const alike = new Map(
  families
    .filter(([measure]) => measure === 'rigour' || measure === 'scope')
    .flatMap(([, ...both]) => both)
    .concat(digits)
    .map(line => [...new Set(line.split(' ').map(stem))])
    .flatMap(group => group.map(one => [one, group] as const)),
);
export const alikeTo = (stemmed: string): readonly string[] => alike.get(stemmed) ?? [stemmed];

/** Says only that there is more of something. */
const generic: ReadonlySet<string> = new Set(['size', 'worth']);

const degree =
  'more|less|fewer|better|worse|(?:high|low|tough|hard|easi|broad|wid|narrow|fast|slow|quick|long|short|bigg|larg|small|great|strong|weak|cheap|saf|rar|earli|lat|strict|deep|clos)er';
/** What stands between "more" and "than" holds no other "more". */
const between = String.raw`(?:(?!\b(?:${degree})\b)[^.;:])*?`;
const than = new RegExp(String.raw`\b(?<degree>${degree})\b(?<mid>${between})\bthan\b(?<right>[^.;:]*)`, 'i');
const comparedFirst = new RegExp(
  String.raw`\b(?:compared|in comparison) (?:with|to) (?<right>[^,;]*),(?<left>[^.;:]*?)\b(?<degree>${degree})\b(?<mid>[^.;:]*)`,
  'i',
);
const comparedLast = new RegExp(
  String.raw`(?<left>[^.;:]*?)\b(?<degree>${degree})\b(?<mid>[^.;:]*?)\b(?:compared (?:with|to)|of the two, next to) (?<right>[^.;:]*)`,
  'i',
);
const ofTheTwo = new RegExp(
  String.raw`(?<left>[^.;:]*?)\bthe (?<degree>${degree})\b(?<mid>[^.;:,]*?) (?:of|between) the two\b`,
  'i',
);
const placed = /(?<left>[^.;:]*?)\b(?<degree>above|below)\b(?<right>[^.;:]*)/i;
const times =
  /(?<left>[^.;:]*?)\b(?<degree>twice|double|triple|three times|half) (?:as much as |what |that of |the \w+ of )(?<right>[^.;:]*)/i;
/** "Accuracy rather than speed", "speed over accuracy". */
const preferred = /(?<left>[^.;:]*?)\b(?<degree>rather than|instead of|over)\b(?<right>[^.;:]*)/i;
const pairing = [preferred, than, comparedFirst, comparedLast, ofTheTwo, placed, times];
/** "Growth is slower for newcomers": than for whom is left open. */
const open = new RegExp(String.raw`(?<left>[^.;:]*?)\b(?<degree>${degree})\b(?<mid>[^.;:,]*)`, 'gi');

/** "Clinical Documentation Improvement (CDI) Specialist" is one name, and so is "HIM (health information management) managers". */
export const acronymBehind = / \((?:[A-Z][A-Za-z-]*|(?:[a-z]+ ){1,4}[a-z]+)\)(?= [a-zA-Z])/g;

/** "It is improved before coding begins", "coding comes first, and then it is improved": which of two things comes earlier. */
const order = [
  /(?<left>[^.;:]*?)\b(?<degree>before|after)\b(?<right>[^.;:]*)/i,
  /(?<left>[^.;:]*?)\b(?<degree>first)\b,?(?: and| then)*(?<right>[^.;:]*\b(?:then|afterwards?|later|next)\b[^.;:]*)/i,
];

const clauseStart = /^.*(?:[;:]|,? \b(?:while|whereas|but|although|though|because|since|and so|so)\b)/i;

/** "Higher in rural areas than in hubs": what stands behind the degree is compared where nothing of its kind stands before it. */
const setAgainst = (mid: Side, left: Side, right: Side): Subject[] =>
  mid.subjects.filter(
    one => right.subjects.some(other => other.kind === one.kind) && !left.subjects.some(other => other.kind === one.kind),
  );

/** The comparisons of a sentence. */
export const comparisonsIn = (sentence: string, subjectsIn: (text: string) => Subject[]): Comparison[] => {
  const text = sentence.replaceAll('**', '').replace(acronymBehind, '');
  const sideOf = (part: string): Side => ({ subjects: subjectsIn(part), stems: new Set(contentStems(part)) });
  const pairs = pairing.map(pattern => pattern.exec(text)).filter(match => match !== null);
  const ordered = order
    .map(pattern => pattern.exec(text)?.groups ?? {})
    // "After three to five years" tells how long, and not what comes first.
    .filter(({ right = '' }) => right && !/\b(?:years?|months?|weeks?)\b/i.test(right))
    .map(
      ({ left = '', degree: word, right = '' }): Comparison => ({
        left: sideOf(left.replace(clauseStart, '')),
        right: sideOf(right),
        isMore: word?.toLowerCase() !== 'after',
        measures: new Set(['time']),
        isOpen: false,
      }),
    );
  /** "Likely to augment the role than to replace it": the deeds are compared, not whom they befall. */
  const deedOf = (part: string): Side => {
    const [deed = ''] = words(part.replace(/^.*?\bto\b/i, '')).filter(word => !/ly$/.test(word));
    return { subjects: [], stems: new Set([stem(deed)]) };
  };
  const compared = (pairs.length > 0 ? pairs : [...text.matchAll(open)]).flatMap((match): Comparison[] => {
    const groups = match.groups ?? {};
    const word = (groups.degree ?? '').toLowerCase();
    const lead = (groups.left ?? text.slice(0, match.index)).replace(clauseStart, '');
    const mid = groups.mid ?? '';
    const said = [word, ...words(mid).slice(0, 3), ...words(lead).slice(-4), ...words(groups.right ?? '').slice(-2)];
    const known = said.flatMap(one => measureOf.get(one) ?? []);
    const own = measureOf.get(word) ?? { measure: 'size', isMore: word !== 'half' };
    const adjective = /^(?:more|less)$/.test(word) ? (words(mid)[0] ?? '') : '';
    const turned = measureOf.get(adjective)?.isMore === false;
    const measures = new Set(
      / |over/.test(word) && !/times/.test(word)
        ? ['preference']
        : known.map(one => one.measure).filter(one => !generic.has(one)),
    );
    if (adjective && !measureOf.has(adjective) && adjective.length > 3) measures.add(stem(adjective));
    // "More likely to augment than to replace" compares what follows it.
    const isOpen = pairs.length === 0;
    const isLikely = /^\s*likely to \w/.test(mid);
    const right = groups.right === undefined ? undefined : isLikely ? deedOf(groups.right) : sideOf(groups.right);
    const left = isLikely ? deedOf(mid) : isOpen ? sideOf(`${lead} ${mid}`) : sideOf(lead);
    return [
      {
        left: isLikely || !right ? left : { ...left, subjects: [...left.subjects, ...setAgainst(sideOf(mid), left, right)] },
        right,
        isMore: own.isMore !== turned,
        measures,
        isOpen,
      },
    ];
  });
  return [...compared, ...ordered];
};

const valuesOf = (side: Side, kind: string): Set<string> =>
  new Set(side.subjects.filter(one => one.kind === kind).map(one => one.value));
const meets = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean => [...a].some(one => b.has(one));

/** Kinds of two: newcomers and old hands, hubs and the country. */
const paired: ReadonlySet<string> = new Set(['stage', 'setting']);
/** Whether the same is measured of both: by its family, or by a word of theirs where it is just more or less. */
const isAlike = (said: Comparison, known: Comparison): boolean =>
  meets(said.measures, known.measures) ||
  (said.measures.size + known.measures.size === 0 && meets(said.left.stems, known.left.stems));

/** How a comparison lies to another: the same way round, crosswise, or about something else. */
export const orderOf = (said: Comparison, known: Comparison): 'same' | 'crossed' | undefined => {
  if (said.measures.size > 0 && known.measures.size > 0 && !meets(said.measures, known.measures)) return undefined;
  const turned = said.isMore !== known.isMore;
  const result = (isCrossed: boolean): 'same' | 'crossed' => (isCrossed !== turned ? 'crossed' : 'same');
  for (const kind of new Set(known.left.subjects.map(one => one.kind))) {
    const [a, c] = [valuesOf(said.left, kind), valuesOf(known.left, kind)];
    const b = said.right && valuesOf(said.right, kind);
    const d = known.right && valuesOf(known.right, kind);
    // Where a sentence leaves open than what, only things of which there are two kinds are each other's measure.
    if ((said.isOpen || known.isOpen) && !(paired.has(kind) && isAlike(said, known))) continue;
    if (a.size === 0 || (b && b.size === 0) || (d && d.size === 0)) continue;
    if (meets(a, c) && (!b || !d || meets(b, d))) return result(false);
    if ((b ? meets(b, c) : !meets(a, c)) && (d ? meets(a, d) : !meets(a, c))) return result(true);
  }
  if (!said.right || !known.right) return undefined;
  // Things that have no kind are told by their words.
  const shared = (one: Side, other: Side): number => [...one.stems].filter(stemmed => other.stems.has(stemmed)).length;
  const [left, right] = [shared(said.left, known.left), shared(said.right, known.right)];
  const crossed = [shared(said.left, known.right), shared(said.right, known.left)] as const;
  if (Math.min(...crossed) > 0 && crossed[0] + crossed[1] > 2 * (left + right)) return result(true);
  const isOrder = said.measures.has('time') && known.measures.has('time');
  return isOrder && Math.min(left, right) > 0 && left + right > 2 * (crossed[0] + crossed[1]) ? result(false) : undefined;
};
