/** How exact a figure claims to be: `over` and `under` say on which side of the true one it lies. */
export type Hedge = 'none' | 'about' | 'over' | 'under';
/** "At least", "more than", "or more"; "up to", "less than", "at most". */
export type Bound = 'over' | 'under';

const before = (words: string): RegExp =>
  new RegExp(String.raw`(?:${words})(?:\s+(?:the|a|an|that|some|of|is|about))?[\s(~]*$`, 'i');
const over = before(
  'over|above|more than|north of|upwards of|exceed(?:s|ing)?|past|beyond|a (?:bit|little|touch|shade) (?:over|above|more than|past)|top(?:s|ping)|at least|better than|higher than',
);
const under = before(
  'under|below|less than|fewer than|shy of|nearly|almost|nearing|close to|approaching|short of|up to|not quite|lower than',
);
const about = before(
  'about|around|roughly|approximately|approx\\.?|some|near|circa|c\\.|in the region of|in the neighbou?rhood of|somewhere around|more or less|give or take|say|ballpark|broadly|typically around',
);
const afterAbout =
  /^\s*(?:a (?:year|month) )?(?:or so|or thereabouts|give or take|-ish|ish|,? more or less|,? roughly|,? approximately)\b/i;

/** How exact the words around a figure make it. */
export const hedgeOf = (text: string, start: number, end: number): Hedge => {
  const lead = text.slice(Math.max(0, start - 40), start);
  if (/[~≈]\s*$/.test(lead)) return 'about';
  if (over.test(lead)) return 'over';
  if (under.test(lead)) return /(?:close to|approaching|nearing)\W*$/i.test(lead) ? 'about' : 'under';
  return about.test(lead) || afterAbout.test(text.slice(end, end + 40)) ? 'about' : 'none';
};

const boundBefore = {
  over: before(
    'over|above|(?<!no )more than|north of|upwards of|exceed(?:s|ing)?|past|beyond|top(?:s|ping)|at least|no (?:less|fewer) than|a minimum of|better than|higher than|(?<!no )longer than|starts? at|starting at',
  ),
  under: before(
    'under|below|(?<!no )less than|(?<!no )fewer than|up to|at most|no more than|no longer than|a maximum of|as much as|capped at|lower than|shorter than',
  ),
} as const;
const boundBehind = {
  over: /^(?:\+| (?:a (?:year|month) )?(?:or|and) (?:more|up|upwards?|beyond|better|higher|above|over|longer)\b| plus\b)/i,
  under: /^ (?:a (?:year|month) )?(?:or (?:less|fewer|under|below|lower|shorter)|at (?:the )?most|max(?:imum)?|tops)\b/i,
} as const;
/** On which side of a figure the words around it put what it is of. */
export const boundOf = (text: string, start: number, end: number): Bound | undefined => {
  const lead = text.slice(Math.max(0, start - 40), start);
  const rest = /\+/.test(text.slice(start, end)) ? '+' : text.slice(end, end + 24);
  if (boundBefore.over.test(lead) || boundBehind.over.test(rest)) return 'over';
  return boundBefore.under.test(lead) || boundBehind.under.test(rest) ? 'under' : undefined;
};
