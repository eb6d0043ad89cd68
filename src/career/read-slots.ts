import type { CareerMap, Credential, Role } from '../domain/career-map.js';
import type { Vocabulary } from '../domain/pack.js';
import { numberIn } from '../text/number-words.js';
import { createNameMatcher } from './alias-matcher.js';

/** What a question asks about, as far as its words tell; every field may be empty. */
export type Slots = {
  readonly roles: readonly Role[];
  readonly credentials: readonly Credential[];
  readonly countries: readonly string[];
  readonly group: 'entry' | 'mid' | 'experienced' | undefined;
  /** 1 to 99. */
  readonly percentile: number | undefined;
  readonly statistic: 'median' | 'mean' | undefined;
  readonly period: 'hour' | undefined;
  /** Years of experience. */
  readonly years: number | undefined;
  /** Organisations that issue credentials, as the career map writes them. */
  readonly issuers: readonly string[];
  readonly wants: ReadonlySet<Want>;
};

type Want =
  | 'pay'
  | 'growth'
  | 'openings'
  | 'new-jobs'
  | 'employment'
  | 'compare'
  | 'meaning'
  | 'issuer'
  | 'placement'
  | 'years'
  | 'next'
  | 'route'
  | 'duties'
  | 'range'
  | 'cost'
  | 'length';

/** How members ask for each thing. Word boundaries matter: "make" is pay only behind somebody who makes. */
const wantPatterns: Readonly<Record<Want, RegExp>> = {
  pay: /\b(pay(s|ing|check|checks|scale|band)?|paid|salar(y|ies)|wages?|earn(s|ed|ing|ings)?|income|compensat(ion|ed)|comp|remuneration|take home|bucks|six figures?|money|underpaid|lowball(ed)?|decile|quartile|percentile|annual band|pay band)\b|\b(coders?|managers?|supervisors?|directors?|auditors?|leads?|people|folks|they|we|i|you|he|she|juniors?|seniors?|specialists?|newbies?|beginners?) (really |actually |usually |typically |even |all )?(make|makes|making|bring home|clear|clears)\b(?! (it|sure|the (switch|jump|move|leap)|a (switch|jump|move|change|difference)|sense|mistakes?))|\b(make|making|clear) (more|most|less|\$?\d)/,
  growth:
    /\b(grow(s|ing|th)?( rate)?|outlook|project(ed|ion|ions)|forecast|expand(ing)?|shrink(ing)?|dying|demand|decade|job market)\b/,
  openings: /\b(openings?|vacanc(y|ies)|positions? (open|available)|jobs? (open|available)|slots?)\b/,
  'new-jobs':
    /\b(new (jobs?|positions?|roles?|posts?)|jobs? (added|created)|add(ed|ing)? (jobs|positions)|positions (added|created))\b/,
  employment: /\b(how many (people|coders|workers|folks|of us)|employed|workforce|headcount|number of (coders|people|workers))\b/,
  compare:
    /\b(vs|versus|compar(e|ed|ing|ison)|differ(ence|ences|ent|s)?|contrast|better|or|against|harder|easier|tougher|between)\b/,
  meaning:
    /\b(stands? for|mean(s|ing)?|short for|abbreviat(e|es|ed|ion)|acronym|long form|spell(ed)?( it| that)? out|spelled|expan(d|sion)|full name|write out|written out|letters|initials|what is|what's|whats|what are|define|explain)\b/,
  issuer:
    /\b(issue[sdr]?|confer(s|red)?|issuing|issuer|award(s|ed|ing)?|offer(s|ed)?|give(s|n)?|hand(s|ed)? out|grant(s|ed)?|behind|body|bodies|organi[sz]ation|who (runs|owns|does|makes)|come(s)? from|from whom|aapc or ahima|ahima or aapc|certif(y|ies|ying))\b/,
  placement:
    /\b(where (does|do|would|is|are)|sit(s)?|level|tier|rung|rank|stage|belong(s)?|fall(s)?|place(d|s|ment)?|ladder|step|count(s)? as|considered|entry|mid|advanced|master|senior|beginner|badge)\b/,
  years: /\b(how (long|many years|soon|much experience)|years?|yrs?|experience|when can|time (does|until|before))\b/,
  next: /\b(next|after|above|beyond|move up|moving up|step up|promot(e|ed|ion)|advance|climb|grow into|become of|then what|from here|go from)\b/,
  route:
    /\b(become|becoming|end up|get to|path|route|road|way (to|into|up)|how (do|can|would|does) (i|you|one|a|someone)( \w+)? (get|go|become|move|reach|end|make it|land|transition|switch)|from .+ to|into|move (in)?to|transition|work (my|your) way|aim(ing)? (for|at)|want to be|wanna be|boss people)\b/,
  duties:
    /\b(duties|duty|responsib(le|ility|ilities)|remit|day[- ]to[- ]day|tasks?|job description|in charge|handle[sd]?|work on|what would i be|handed|involve[sd]?)\b|\bwhat(s|'s)? ?(do|does|did|would|will|is|are|the)? .*\b(do|doing)\b(?! (i|you|we|they) (need|have|want))|\bbe doing\b/,
  range:
    /\b(range|spread|lowest|highest|low to high|bottom to top|minimum|maximum|from .+ to|ceiling|floor|min|max|top end|cap)\b/,
  cost: /\b(cost(s|ing)?|price[sd]?|tuition|expens(e|es|ive)|afford|set me back|how much|fees?|spend|cheap(er)?|budget)\b/,
  length: /\b(how long|length|months?|weeks?|duration|years? (does|to)|time|fast(est|er)?|quick(ly|est)?)\b/,
};

const percentileOf = (text: string): number | undefined => {
  const spoken =
    /\b(\d{1,2})(?:st|nd|rd|th)?[ -]?(?:percentile|%ile|pctile|pct)/.exec(text) ??
    /\b(\d{1,2})(?:st|nd|rd|th)\b(?! (grade|year|edition|century))/.exec(text);
  if (spoken) return Number(spoken[1]);
  if (/\b(bottom|lowest|worst) (decile|tenth|10|ten)\b|\btenth percentile\b|\bbottom 10/.test(text)) return 10;
  if (
    /\b(top|highest|best)[ -](paid |earning )?(decile|tenth|10|ten)\b|\bninetieth\b|\b(top|highest)[- ](earners?|paid|coders?)\b/.test(
      text,
    )
  )
    return 90;
  if (
    /\b(bottom|lower|lowest|first) (quarter|quartile|25)\b|\bquarter of (us|coders|people|them|all)\b.*\b(less|below|under)\b|\btwenty[- ]fifth\b/.test(
      text,
    )
  )
    return 25;
  if (
    /\b(top|upper|highest|third) (quarter|quartile|25)\b|\bseventy[- ]fifth\b|\bquarter of (us|coders|people|them|all)\b.*\b(more|above|over)\b/.test(
      text,
    )
  )
    return 75;
  return undefined;
};

const yearsOf = (text: string): number | undefined => {
  const match = /\b(\d{1,2})\+? ?(?:years?|yrs?)\b(?! (?:degree|program|school|ago|old))/.exec(text);
  const spelt =
    /\b(one|two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty) years?\b(?! (?:degree|program|school|ago|old))/.exec(
      text,
    );
  return match ? Number(match[1]) : spelt ? numberIn(spelt[1] ?? '') : undefined;
};

/** Builds the reader once for a pack; the returned function takes a normalised question. */
export const createSlotReader = (map: CareerMap, vocabulary: Vocabulary): ((question: string) => Slots) => {
  const matchRoles = createNameMatcher(
    map.roles.flatMap(role => [...(role.occupation ? [] : [role.title]), ...role.aliases].map(name => [name, role] as const)),
  );
  const matchCredentials = createNameMatcher(
    map.credentials.flatMap(credential =>
      [credential.name, credential.expansion ?? credential.name, ...credential.aliases].map(name => [name, credential] as const),
    ),
  );
  const matchCountries = createNameMatcher(Object.entries(vocabulary.countries));
  const matchLevels = createNameMatcher(Object.entries(vocabulary.levelWords));
  const issuers = [
    ...new Set(map.credentials.flatMap(credential => credential.mentions.flatMap(mention => mention.issuer ?? []))),
  ];
  const matchIssuers = createNameMatcher(issuers.map(issuer => [issuer, issuer] as const));
  const distinct = <T>(matches: readonly { value: T }[]): T[] => [...new Set(matches.map(match => match.value))];
  const names = new Set(
    map.credentials.flatMap(credential => [credential.name, ...credential.aliases].map(name => name.toLowerCase())),
  );
  /** "CPC-A" is not the CPC: a hyphenated name that is no credential's is kept from matching its first half. */
  const apart = (text: string): string =>
    text.replace(/\b[a-z]{2,5}-[a-z]{1,2}\b/g, name => (names.has(name) ? name : name.replace('-', '')));
  return question => {
    // A hiring manager hires coders; the role on the ladder is another.
    const text = apart(question.toLowerCase()).replace(/\b(hiring|recruiting|office|case) managers?\b/g, 'employer');
    return {
      roles: distinct(matchRoles(text)),
      credentials: distinct(matchCredentials(text)),
      countries: distinct(matchCountries(text)),
      group: matchLevels(text)[0]?.value,
      percentile: percentileOf(text),
      statistic: /\b(mean|average|avg)\b/.test(text)
        ? 'mean'
        : /\b(median|midpoint|middle|typical)\b/.test(text)
          ? 'median'
          : undefined,
      period: /\b(hourly|an hour|per hour|hour|hr)\b/.test(text) ? 'hour' : undefined,
      years: yearsOf(text),
      issuers: distinct(matchIssuers(text)),
      wants: new Set((Object.keys(wantPatterns) as Want[]).filter(want => wantPatterns[want].test(text))),
    };
  };
};
