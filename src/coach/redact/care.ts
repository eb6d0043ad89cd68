import { holdsAge, holdsAgeThenSex } from './patients/ages.js';
import { speaksLikeChart } from './patients/chart-text.js';
import { ailments, treatments } from './word-lists.js';

/*
 * Where somebody's care is spoken of, a word that is none is a name. Elsewhere it is as often a company or a program that a question is about.
 */

/** People in a bed, not the work and the departments that are called after them. */
const patient =
  /(?<![\p{L}\d])(?:pts?|patient|resident|newborn|twin)(?![\p{L}\d]|[ -](?:access|registration|registrar|advoca|care|experience|portal|schedul|financ|safety|services?|accounts?|facing|rep|person|charts|records|files|names|data|info))/iu;
/** What befalls them and what is done about it: by the ends of the words for it, and by their beginnings. */
const illness = [
  /\p{L}{3}(?<!acad)(?:itis|aemia|emia|ectomy|oscopy|ostomy|otomy|plasty|opathy|plegia|penia|uria)\b/iu,
  new RegExp(String.raw`(?<!\p{L})(?:${ailments}|${treatments})`, 'iu'),
  /\b(?:hiv|stds?|uti|dvt|afib|chf|stemi|nstemi|copd|aki|ckd|gsw|mva|rsv|tka|tkr|tha|ards|sids|nicu|picu|cva|tia)\b/i,
];
/** Somebody came, lay, went or died. */
const event =
  /\b(?:(?:came|brought|rushed|wheeled|carried) in|(?:re)?admit(?:s|ted)?|readmits?|discharged|dc'?d|expired|passed away|died|death|pass(?:es|ed) on|(?:was|is|has been|been) (?:seen (?:for|in|by|at|on|w)|hospitali[sz]ed|intubated|resuscitated)|presented with|presents with|in labor|gave birth|giving birth|gives birth|went home|found down|came back (?:at|pos|neg|high|low|malig|benign|abnormal|clean|invasive|clear)\p{L}*|delivered)\b/iu;
const ward =
  /\b(?:n?icu|picu|ventilator|(?:bed|room|rm|ward|station|zimmer|cama|cuarto) ?\d\w*|\d[nsew]-?\d{3}|intubated|(?:surgical|medical|maternity) (?:ward|floor)|med[ -]?surg)\b/iu;
/** What is kept of somebody, with whose it is. */
const keptOfSomebody =
  /\p{L}['’]s (?:\p{L}+ ){0,2}(?:chart|claim|record|bill|visit|stay|labs?|results?|report|surgery|procedure|diagnosis|encounter|mri|ct|dob|mrn)s?\b|\b(?:chart|record|claim|report|results?|labs?|visit|stay|encounter|mrn|dob|ssn|acct|enc|eob|remit|pathology|path|biopsy|specimen|scan|imaging|mammogram|bill|statement|superbill|auth|appeal|invoice)s? ?(?:for|of|on|=|:|#|\|)|\b(?:mrn|dob|ssn|csn|eob|remit|mychart|copay|worklist|phi|privacy|recuse|confidential|wristband|face ?sheet|d\.?o\.?i|date of injury|claimant|guarantor|subscriber|next of kin|emergency contact|work(?:er['’]?s)? comp(?:ensation)?|wc (?:file|claim|case)|los|sticker|sticky|whiteboard|home health|pat_?nm|chk|ck)\b|\b(?:the|my|our) \p{Lu}[\p{L}'’-]+ (?:chart|case|baby|account|appeal|denial|claim)\b|\bbox \d+[a-z]? \p{Lu}|\b(?:re|fw|fwd)[: ]|(?:queue|today|yesterday):/iu;
/** A row of a list, or the reason that a payer gives. */
const row =
  /(?:[|\t][^|\t\n]{1,40}){3}|(?:\t[^\t\n]{1,40}){2}|\p{Lu}\p{Ll}+ \d{1,2}:\d\d(?! ?[ap]\.?m)|\b(?:CO|PR|OA|PI)-\d{1,3}\b|\b(?:\d{5}|[A-Z]\d\d\.\w+)\b.*\b(?:paid|denied|allowed|rejected|posted|underpaid)\b|\bnotes?:|(?<!\w)x ?\d\b/iu;

/** Whether an illness is spoken of, or what is done about one, or that somebody was cared for: somebody's or in general. */
export const speaksOfIllness = (text: string): boolean =>
  event.test(text) || speaksLikeChart(text) || illness.some(pattern => pattern.test(text));

/** Whether somebody's care is spoken of, or what is kept of it. */
export const speaksOfCare = (text: string): boolean =>
  [patient, ward, keptOfSomebody, row].some(pattern => pattern.test(text)) ||
  holdsAgeThenSex(text) ||
  holdsAge(text) ||
  speaksOfIllness(text);
