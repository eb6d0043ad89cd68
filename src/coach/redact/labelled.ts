import { isEnglish } from '../../text/english-words.js';
import { digitWord } from '../../text/spoken-numbers.js';
import { digitsIn, isCode, isYears } from './codes.js';

/*
 * Identifiers by their label: whatever token with digits stands beside one. The law names them (45 CFR 164.514(b)(2)); the labels are those of charts,
 * face sheets, claims and cards, in the languages that members write.
 */

/** Of a patient's record, visit, claim or cover: nothing else is called so. */
const ofPatients = [
  String.raw`m\.? ?r\.? ?n\.?s?|m\.?r\.? ?#|record (?:number|no\.?|#)`,
  String.raw`(?:nm1|ref|clm|dmg|sbr)0?\d{1,2}`,
  String.raw`med(?:ical)?\.? ?rec(?:ord)?s?`,
  String.raw`(?:hosp(?:ital)?|facility|unit|visit|case|chart|encounter|claim|specimen|account|acct)\.? ?(?:number|num|no\.?|nbr|nr|#|ids?)`,
  String.raw`(?:pt|patient)['’]?s? ?(?:id|number|no\.?|#|acct|account)`,
  String.raw`acct\.?|accession|csn|h\.?a\.?r\.?|icn|dcn|tcn|hicn?|mbi|cin`,
  'subscriber|policy ?holder|insured|beneficiary|recipient|enrollee|guarantor',
  String.raw`(?:medicare|medicaid|medi-cal|tricare|insurance|group|(?:prior |pre-?)?auth(?:orization)?|pre-?cert|referral|bcbs|plan|payer|check|chk|rx|prescription)\.? ?(?:ids?|number|num|no\.?|#|card)`,
  String.raw`s\.? ?s\.? ?n\.?|ss ?(?:#|no\.?|number)|ss(?= end)|soc(?:ial)?\.? sec(?:urity)?\.?|social(?: security)?(?:['’]s)?|passport|driver['’]?s? licen[sc]e|(?:license |licence )?plate(?:[ (:]{1,3}(?:is )?\p{L}{4,}(?= \p{L}{0,3} ?\d))?|serial|vin`,
  String.raw`nhs (?:number|no\.?)|health card|(?:implant|device|payer control|wc|kiosk|wristband|imei)\.? ?(?:number|num|no\.?|nbr|#|ids?|file)|s\/n|udi|subs?\.? ?id|mbr\.? ?(?:id|no\.?|#)`,
  // The boxes of a claim form.
  String.raw`(?:box|fl|field|item) ?\d{1,2}[a-e]?`,
  `expediente|historia cl[ií]nica|n[uú]mero de (?:seguro(?: social)?|paciente|p[oó]liza|afiliad[oa])|p[oó]liza|afiliad[oa]|c[eé]dula|curp|dni`,
  String.raw`(?:kranken)?versich(?:erten|erungs)?(?:nummer|-?nr\.?)|(?:patienten|fall|akten|kassen)(?:nummer|zeichen|-?nr\.?)`,
  `num[eé]ro de (?:dossier|patient|s[eé]curit[eé](?: sociale)?)|n° ?(?:de )?(?:dossier|s[eé]cu)|prontu[aá]rio|carteirinha`,
  '病历号|病歷號|住院号|身份证号?|医保号|カルテ番号|診察券番号?|보험번호|полис|снилс|номер карты',
];
/** Words for more than a number of somebody's: only what looks like nothing else counts beside them. */
const alsoWords = [
  'clm',
  'claim',
  'fin',
  'auth',
  'encounter',
  'medicare',
  'medicaid',
  'chart',
  'account',
  'record',
  'group',
  'specimen',
  'case',
];
/** Members of an association have such numbers too. */
const ofMembers = String.raw`(?:member|membership|policy|customer)\.? ?(?:ids?|number|num|no\.?|nbr|#)?`;
/** Of whoever works or learns somewhere. */
const ofWorkers = String.raw`(?:certificate|employee|badge|license|licence|student|order|lot|batch|tracking|invoice|statement|confirmation|control|reference|ref|file|model)\.? ?(?:ids?|number|num|no\.?|nbr|#)?|ids?\b|npi`;

const joint = String.raw`(?:\s|\b(?:last|first|final) (?:three|four|five|six|\d)\b(?: digits)?|\b(?:for|of|on) (?:her|him|his|this|that|my|the) ?(?:patient|pt|one|claim)?(?!\p{L})|[:=#.,(\-–"'“]|\b(?:number|num|no\.?|nr\.?|nbr|ids?|code|is|was|ends?(?: in)?|ending(?: in)?|lautet|es|est|ist|n[.º°]|№)(?![\p{L}\d]))`;
const beside = (labels: readonly string[]): RegExp =>
  new RegExp(String.raw`(?<![\p{L}\d])(?:${labels.join('|')})(?!\p{L})${joint}{0,8}`, 'giu');
const [strong, weak, own, worker] = [beside(ofPatients), beside(alsoWords), beside([ofMembers]), beside([ofWorkers])];
/** Tokens that hold a digit, in a row, with what parts or leads them: "XJH 882 19 4402", "9 4 4 1", "RT-55-2091". */
const value =
  /(?:(?<lead>\p{Ll}{1,5}) |(?:\p{Lu}{1,5}[ /-]){1,2}|(?:\p{Ll}{1,5}-){1,2})?\p{L}{0,5}\d[\p{L}\d]*(?:[ ./-]?\p{Lu}{0,3}\d[\p{Lu}\d]*(?!\p{Ll})|[ -]\p{Lu}{1,4}\d*(?![\p{L}]))*/uy;
const inWords = new RegExp(`(?:${digitWord}[ -]){2,}${digitWord}`, 'iuy');
/** The value comes first: "00482913 is the MRN". */
const ahead =
  /(?<![\p{L}\d$.,])\p{L}{0,4}\d[\d-]{4,}[ ,(=]{1,3}(?:is |was )?(?:(?:the|her|his|their|a|an) )?(?:(?:patient|pt)['’]?s? )?(?:mrn|medical record|subscriber|ssn|member id|medicare number|acct|account number|claim number)(?!\p{L})/giu;
/** "Encounter ending -4417". */
const ending =
  /(?<!\bmy )\b(?:account|acct|encounter|claim|chart|record|mrn|visit|case|policy)s? (?:number |no\.? |# ?)?(?:ending|ends|ended)(?: in| with)? ?[-#*x]{0,4}\d{3,}/giu;
/** "Last four 9087 of his social". */
const lastFour = /\blast (?:four|4)\b\D{0,40}?\d{4}(?!\d)/giu;

const isInWords = (text: string): boolean => digitsIn(text) === 0;

const isIdentifier = (text: string): boolean => !isYears(text) && (isInWords(text) || digitsIn(text) >= 3);
const looksLikeNothingElse = (text: string): boolean =>
  isIdentifier(text) && !isCode(text) && !/^\d{1,3}(?:,\d{3})*$/.test(text) && (digitsIn(text) >= 6 || /\p{L}/u.test(text));
const looksLikeNumber = (text: string): boolean => isIdentifier(text) && digitsIn(text) >= 5 && !isCode(text);
/** "My ABCD member ID": the member's own, of an association. */
const isOwn = (before: string): boolean =>
  /(?<!\w)(?:[Mm]y|[Oo]ur|[A-Z]{4,6}|exam|chapter|certification|student)(?: \w+)? ?$/.test(before);
const isMine = (before: string): boolean => /\b(?:my|our) (?:[A-Z]{3,6} |own )?$/i.test(before);

type Labelled = { readonly start: number; readonly end: number; readonly isPatients: boolean };

/** The value that begins at a place, with where it ends; a word of English in small letters leads no number. */
const valueAt = (text: string, at: number): { readonly text: string; readonly end: number } | undefined => {
  for (const pattern of [value, inWords]) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match && !(match.groups?.lead && isEnglish(match.groups.lead))) return { text: match[0], end: at + match[0].length };
  }
  return undefined;
};

const find = (
  text: string,
  labels: RegExp,
  holds: (value: string) => boolean,
  isPatients: (before: string) => boolean,
): Labelled[] =>
  [...text.matchAll(labels)].flatMap(match => {
    const start = match.index + match[0].length;
    const found = valueAt(text, start);
    const before = text.slice(Math.max(0, match.index - 40), match.index);
    return found && holds(found.text) ? [{ start, end: found.end, isPatients: isPatients(before) }] : [];
  });
const findWhole = (text: string, pattern: RegExp, isPatients: boolean): Labelled[] =>
  [...text.matchAll(pattern)].map(({ index, 0: whole }) => ({ start: index, end: index + whole.length, isPatients }));

/** The value of every identifier that a label tells, with whether it is a patient's. */
export const labelledIn = (text: string): Labelled[] => [
  ...find(text, strong, isIdentifier, before => !isMine(before)),
  ...find(text, weak, looksLikeNothingElse, () => true),
  ...find(text, own, looksLikeNumber, before => !isOwn(before)),
  ...find(text, worker, looksLikeNumber, () => false),
  ...findWhole(text, ahead, true),
  ...findWhole(text, ending, true),
  ...findWhole(text, lastFour, /social|\bssn\b/i.test(text)),
];
