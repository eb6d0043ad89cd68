import type { Quantity, Reading } from '../../text/quantities.js';
import type { Aspect, Mention } from './mentions.js';

/** What a text says a figure is of, as far as its words stand near enough to it to be meant. */
export type Attached = {
  readonly aspects: ReadonlyMap<Aspect, ReadonlySet<string>>;
  /** Years of the calendar, and lengths of experience in months, said of it. */
  readonly years: ReadonlySet<number>;
  readonly experience: ReadonlySet<number>;
};

/** Where a sentence turns to something else. */
const turn = /[;,:]|\b(?:and|but|while|whereas|or|versus|vs|compared|against|than|to)\b/i;
/** Where a sentence with one figure turns away from it. */
const clause = /;|,? (?:but|while|whereas|versus|vs|compared|against|than|so|though|although)\b|, (?:and|or|with|which|where)\b/i;
/** How far behind a figure a word may stand and still be said of it. */
const reach: Readonly<Record<Aspect, number>> = {
  role: 80,
  country: 60,
  group: 60,
  statistic: 26,
  measure: 40,
  period: 14,
  study: 60,
  pace: 30,
};

/** Figures that others are said of. Lengths of time are, where nothing else is counted. */
const anchorsOf = (quantities: readonly Quantity[]): Quantity[] => {
  const counted = quantities.filter(
    one => one.kind === 'money' || one.kind === 'percent' || (one.kind === 'count' && one.value >= 100),
  );
  return counted.length > 0 ? counted : quantities.filter(one => one.kind === 'time' && one.upTo === undefined);
};

/** Consecutive ends of a range belong together. */
const groupsOf = (anchors: readonly Quantity[]): Quantity[][] => {
  const groups: Quantity[][] = [];
  for (const one of anchors) {
    const last = groups.at(-1);
    if (last && one.range !== undefined && one.range === last.at(-1)?.start) last.push(one);
    else groups.push([one]);
  }
  return groups;
};

type Said = {
  readonly aspect: Aspect | 'year' | 'experience';
  readonly value: string;
  readonly start: number;
  readonly end: number;
};

/**
 * Says of each figure what the words near it make it: "a median of $100k for managers". Words before a figure, behind the figure before, are
 * meant for it unless they follow that one closely; what has no role or country of its own shares that of the figure before.
 */
export const attach = (reading: Reading, mentions: readonly Mention[]): ReadonlyMap<Quantity, Attached> => {
  const groups = groupsOf(anchorsOf(reading.quantities));
  const anchors = new Set(groups.flat());
  const said: Said[] = [
    ...mentions,
    ...reading.quantities.flatMap((one): Said[] => {
      if (anchors.has(one)) return [];
      // The second end of a range of years goes with the first.
      const place = { start: one.range ?? one.start, end: one.end };
      if (one.kind === 'year') return [{ aspect: 'year', value: String(one.value), ...place }];
      if (one.kind === 'percentile') return [{ aspect: 'statistic', value: `p${one.value}`, ...place }];
      if (one.kind === 'time' && one.upTo === undefined) return [{ aspect: 'experience', value: String(one.value), ...place }];
      return [];
    }),
  ].sort((a, b) => a.start - b.start);
  const taken = new Set<Said>();
  let inherited = new Map<Aspect, ReadonlySet<string>>();
  const result = new Map<Quantity, Attached>();
  for (const [at, group] of groups.entries()) {
    const start = group[0]?.start ?? 0;
    const end = group.at(-1)?.end ?? 0;
    const from = groups[at - 1]?.at(-1)?.end ?? 0;
    // Behind another number words are said of that one.
    const next = reading.quantities.find(
      one =>
        one.start >= end &&
        !group.includes(one) &&
        one.kind !== 'year' &&
        one.kind !== 'percentile' &&
        (one.kind !== 'time' || anchors.has(one)),
    );
    const until = next?.start ?? reading.text.length;
    const before = said.filter(one => one.start >= from && one.end <= start && !taken.has(one));
    const behind = said.filter(one => {
      if (one.start < end || one.end > until) return false;
      const between = reading.text.slice(end, one.start);
      const limit = one.aspect === 'year' || one.aspect === 'experience' ? 40 : reach[one.aspect];
      return between.length <= limit && !(groups.length === 1 ? clause : turn).test(between);
    });
    for (const one of behind) taken.add(one);
    const listed =
      /^[^.;:]{0,30}$/.test(reading.text.slice(from, start)) &&
      !/\b(?:twice|double|half|than|against|after|before|level)\b/i.test(reading.text.slice(from, start));
    const aspects = new Map<Aspect, ReadonlySet<string>>();
    for (const aspect of Object.keys(reach) as Aspect[]) {
      const values = (list: readonly Said[]): string[] => list.filter(one => one.aspect === aspect).map(one => one.value);
      const lead = values(before);
      // A statistic that leads up to the figure is the one that is meant; one behind it may belong to what follows.
      const own = aspect === 'statistic' && lead.length > 0 ? lead : [...lead, ...values(behind)];
      const whole = new Set(
        own.length > 0 ? own : listed && (aspect === 'role' || aspect === 'country') ? inherited.get(aspect) : [],
      );
      if (whole.size > 0) aspects.set(aspect, whole);
    }
    inherited = aspects;
    const numbers = (aspect: 'year' | 'experience'): Set<number> =>
      new Set([...before, ...behind].filter(one => one.aspect === aspect).map(one => Number(one.value)));
    for (const one of group) result.set(one, { aspects, years: numbers('year'), experience: numbers('experience') });
  }
  return result;
};
