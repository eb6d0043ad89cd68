import { type Bound, boundOf, type Hedge, hedgeOf } from './bounds.js';
import { digitsForWords } from './number-words.js';
import { vagueAmountsIn } from './vague-amounts.js';

type QuantityKind = 'money' | 'percent' | 'time' | 'percentile' | 'year' | 'count';

/** A number with what it measures, read from a text in any of the ways that people write it. */
export type Quantity = {
  readonly kind: QuantityKind;
  /** Dollars and the like as they are, percent as percent, time in months, percentiles 1 to 99, years of the calendar. */
  readonly value: number;
  /** ISO code; undefined when the text names none ("42k"). */
  readonly currency?: string;
  /** How exact it claims to be: `over` and `under` say on which side of the true figure it lies. */
  readonly hedge: Hedge;
  /** On which side of it the true figure is said to lie: "at least", "more than", "or more", "up to", "under". */
  readonly bound?: Bound;
  /** Where a vague one ends: "six figures" is 100,000 to 999,999, "a few months" two to five. */
  readonly upTo?: number;
  /** Place in `text` of the reading. */
  readonly start: number;
  readonly end: number;
  /** Which range it is an end of, by place in the reading; single numbers have none. */
  readonly range?: number;
};

export type Reading = { readonly text: string; readonly quantities: readonly Quantity[] };

const currencies: Readonly<Record<string, string>> = {
  $: 'USD',
  us$: 'USD',
  usd: 'USD',
  dollar: 'USD',
  'us dollar': 'USD',
  buck: 'USD',
  c$: 'CAD',
  ca$: 'CAD',
  cad: 'CAD',
  cad$: 'CAD',
  'canadian dollar': 'CAD',
  a$: 'AUD',
  au$: 'AUD',
  aud: 'AUD',
  aud$: 'AUD',
  'australian dollar': 'AUD',
  '£': 'GBP',
  gbp: 'GBP',
  pound: 'GBP',
  quid: 'GBP',
  '€': 'EUR',
  eur: 'EUR',
  euro: 'EUR',
  '₹': 'INR',
  inr: 'INR',
  rs: 'INR',
  rupee: 'INR',
  'indian rupee': 'INR',
};

const monthsOf: Readonly<Record<string, number>> = {
  decade: 120,
  year: 12,
  yr: 12,
  month: 1,
  mo: 1,
  week: 12 / 52,
  wk: 12 / 52,
  day: 12 / 365,
  hour: 12 / 8760,
  hr: 12 / 8760,
};

const number = String.raw`\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?`;
const sign = String.raw`(?:US|CAD?|AUD?|C|A)\$|(?:AUD|INR|USD|CAD|EUR|GBP|Rs)\b\.?|[$£€₹]`;
const scale = String.raw`\s?(?:k|thousand|grand|million|lakhs?)(?![\p{L}])`;
const tail = String.raw`(?<percent>\s?(?:%|per\s?cent(?!ile)|percentage points?))|(?<percentile>\s?(?:st|nd|rd|th)?[- ]?(?:(?:US|national|BLS) )?(?:percentiles?|%ile))|(?<time>\+?(?:\s|-)?(?:full |further |more |or more )?(?:decade|year|yr|month|mo|week|wk|day|hour|hr)s?\b)|(?<money>\s?(?:US dollar|Canadian dollar|Australian dollar|Indian rupee|dollar|buck|pound|quid|euro|rupee|USD|CAD|AUD|GBP|EUR|INR)s?\b)`;
const pattern = new RegExp(
  String.raw`(?<![\p{L}\d.,])(?<sign>${sign})?\s?(?<digits>${number})(?<ordinal>(?:st|nd|rd|th)\b)?(?<scale>${scale})?(?:${tail})?(?!\d)`,
  'giu',
);

const singular = (unit: string): string =>
  unit
    .trim()
    .toLowerCase()
    .replace(/^[+\s-]*(?:full |further |more |or more )?/, '')
    .replace(/\.$/, '')
    .replace(/s$/, word => (unit.trim().toLowerCase() === 'rs' ? word : ''));

const scaleOf = (text: string | undefined): number => {
  const name = text?.trim().toLowerCase().charAt(0);
  return name === 'm' ? 1_000_000 : name === 'l' ? 100_000 : name ? 1000 : 1;
};

/** "Step 2", "level 3", "option 1" and "two things" count what is spoken of; they measure nothing. */
const structural = /\b(?:step|option|phase|part|point|tip|number|no\.?|question|stage|tier|page|chapter)\s*$/i;
const structuralNoun =
  /^\s*(?:main |key |big |other |different |separate |good |common )?(?:things?|ways?|options?|steps?|points?|reasons?|sources?|guides?|figures?|numbers?|parts?|paths?|routes?|tracks?|sides?|answers?|medians?|counts?|facts?|questions?)\b/i;

type Found = Omit<Quantity, 'range' | 'hedge' | 'bound'> & { readonly scaled: boolean; readonly raw: number };

const readOne = (match: RegExpMatchArray, text: string): Found | undefined => {
  const groups = match.groups ?? {};
  const { digits = '' } = groups;
  const start = (match.index ?? 0) + (/^\s*/.exec(match[0])?.[0].length ?? 0);
  const end = (match.index ?? 0) + match[0].length;
  const lead = text.slice(0, start);
  // Digits of a code name (ICD-10) are no figure.
  if (/\p{L}-$/u.test(lead) && !groups.sign && !/\b(?:mid|late|early|low|high)-$/i.test(lead)) return undefined;
  // "-7%" is a fall; a dash behind a number or before a blank is none.
  const isNegative = /(?:^|[\s(])[-–−]$/.test(lead);
  const plain = Number(digits.replace(/[,\s]/g, '')) * (isNegative ? -1 : 1);
  const value = plain * scaleOf(groups.scale);
  const currency =
    currencies[singular(groups.sign ?? groups.money ?? '')] ?? (/lakh/i.test(groups.scale ?? '') ? 'INR' : undefined);
  const base = { start, end, raw: plain, scaled: groups.scale !== undefined };
  if (groups.sign || groups.money) return { ...base, kind: 'money', value, ...(currency ? { currency } : {}) };
  if (groups.percent) return { ...base, kind: 'percent', value };
  if (groups.percentile) return { ...base, kind: 'percentile', value };
  if (groups.time && !(plain >= 1900 && plain < 2100))
    return { ...base, kind: 'time', value: value * (monthsOf[singular(groups.time)] ?? 1) };
  if (/lakh/i.test(groups.scale ?? '')) return { ...base, kind: 'money', value, currency: 'INR' };
  if (/k|grand/i.test(groups.scale ?? '')) return { ...base, kind: 'money', value };
  if (/^(?:19|20)\d\d$/.test(digits)) return { ...base, kind: 'year', value };
  if (/\b(?:years?|yrs?)(?: of (?:coding |work )?experience| in)?\s*:?\s*$/i.test(lead) && value < 60)
    return { ...base, kind: 'time', value: value * 12 };
  if (groups.ordinal) return undefined;
  if (structural.test(lead) || (value <= 20 && structuralNoun.test(text.slice(end)))) return undefined;
  if (
    /^\s*(?:a|per|an|\/)\s?(?:year|yr|hour|hr)\b|^\s*(?:annually|yearly|hourly)\b/.test(text.slice(end)) &&
    value > 12 &&
    !/\b(?:openings?|jobs?|positions?|vacanc)/i.test(text)
  )
    return { ...base, kind: 'money', value };
  return { ...base, kind: 'count', value };
};

const connector =
  /^\s*(?:-|–|to|and|or|through|versus|vs\.?|\/|,)\s*(?:about |around |roughly |the |nearly |over )*(?:[$£€₹]|US\$|C\$|A\$)?\s*$/i;
const rangeConnector = /^\s*(?:-|–|to|through|or|and)\s*(?:about |around |roughly |the |nearly |over )*$/i;

/**
 * Reads every figure of a text with its unit, in order: "$42K", "42 000 dollars", "forty-two thousand", "7 per cent", "between six and 12
 * months", "half a year to a year", "the tenth percentile", "2024-34". What stands before or behind the second end of a range holds for
 * the first too. Places are those of the reading's own text, in which number words are digits.
 */
export const readQuantities = (original: string): Reading => {
  const text = digitsForWords(
    original
      .replaceAll('**', '')
      .replace(/[‐‑‒–—]/g, '–')
      .replace(
        /\b((?:19|20)\d\d)\s*[–/-]\s*(\d\d)(?!\d|[,.]\d|\s?(?:%|per|k\b))/g,
        (_, from: string, to: string) => `${from}–${from.slice(0, 2)}${to}`,
      ),
  );
  const matches = [...text.matchAll(pattern)];
  const found = matches.flatMap(match => readOne(match, text) ?? []);
  // The second end's unit holds for the first: "3 to 5 years", "10th and 25th percentile".
  const shared = found.map((one, at): Found => {
    const next = found[at + 1];
    if (!next) return one;
    const between = text.slice(one.end, next.start);
    const joined = connector.test(between);
    if (!joined) return one;
    if (one.kind === 'count' && next.kind === 'time') {
      const size = next.raw === 0 ? 12 : next.value / next.raw;
      return { ...one, kind: 'time', value: one.value * size };
    }
    if (one.kind === 'count' && (next.kind === 'percent' || next.kind === 'percentile')) return { ...one, kind: next.kind };
    if ((one.kind === 'count' || one.kind === 'money') && next.kind === 'money' && rangeConnector.test(between)) {
      const scaled = !one.scaled && next.scaled && one.raw < 1000 ? one.value * (next.value / next.raw) : one.value;
      return { ...one, kind: 'money', value: scaled, ...(one.currency || !next.currency ? {} : { currency: next.currency }) };
    }
    return one;
  });
  // ... and the first end's for a second that has none: "AUD 50,000–75,000", "Years: 3-5".
  for (let at = 1; at < shared.length; at++) {
    const [first, one] = [shared[at - 1], shared[at]];
    if (
      !first ||
      one?.kind !== 'count' ||
      !/^\s*(?:–|-|to|through|(?:and |or )?up to)\s*$/.test(text.slice(first.end, one.start))
    )
      continue;
    if (first.kind === 'money') shared[at] = { ...one, kind: 'money', ...(first.currency ? { currency: first.currency } : {}) };
    else if (first.kind === 'time')
      shared[at] = { ...one, kind: 'time', value: one.value * (first.raw === 0 ? 12 : first.value / first.raw) };
  }
  // "10th to 25th percentile": an ordinal is read only beside a percentile.
  const withOrdinals: Found[] = [...shared, ...ordinalsBeside(text, shared), ...vagueAmountsIn(text, monthsOf)].sort(
    (a, b) => a.start - b.start,
  );
  const quantities: Quantity[] = [];
  for (const [at, one] of withOrdinals.entries()) {
    const previous = withOrdinals[at - 1];
    const last = quantities.at(-1);
    const inRange =
      previous !== undefined && last !== undefined && previous.kind === one.kind && isRange(text, previous.end, one.start);
    // "$41,600 to 64,070": what was read of the first end holds for the second.
    const carried =
      previous && inRange && one.kind === 'money' && !one.currency && previous.currency ? { currency: previous.currency } : {};
    const own = hedgeOf(text, one.start, one.end);
    const hedge = own === 'none' && inRange ? last.hedge : own;
    const { kind, value, start, end, currency, upTo } = one;
    const bound = boundOf(text, start, end);
    quantities.push({
      kind,
      value,
      start,
      end,
      hedge,
      ...(bound ? { bound } : {}),
      ...(upTo === undefined ? {} : { upTo }),
      ...(currency ? { currency } : {}),
      ...carried,
      ...(inRange ? { range: last.start } : {}),
    });
  }
  return { text, quantities };
};

/** Whether what stands between two figures makes them the ends of a range; "and" does only behind "between". */
const isRange = (text: string, from: number, to: number): boolean => {
  const between = text.slice(from, to);
  if (/^\s*(?:a year |years? )?(?:–|-|to|up to|through)\s*(?:about |around |roughly |the |nearly |over )*$/.test(between))
    return true;
  return /^\s*and\s*(?:the )?$/.test(between) && /\bbetween\b[^.;]{0,40}$/i.test(text.slice(0, from));
};

/** Where a text speaks of percentiles, every ordinal in digits is one: "$41,600 (25th)". */
const ordinalsBeside = (text: string, found: readonly Found[]): Found[] =>
  /percentile/i.test(text)
    ? [...text.matchAll(/(?<![\p{L}\d.,])(\d{1,2})(?:st|nd|rd|th)\b(?! (?:year|month|edition|century|grade))/gu)]
        .filter(match => !found.some(one => one.start <= match.index && one.end > match.index))
        .map(match => {
          const value = Number(match[1]);
          return { kind: 'percentile', value, raw: value, start: match.index, end: match.index + match[0].length, scaled: false };
        })
    : [];
