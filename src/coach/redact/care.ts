import { speaksLikeChart } from './patients/chart-text.js';

/*
 * Where somebody's care is spoken of, a word that is none is a name. Elsewhere it is as often a company or a program that a question is about.
 */

/** People in a bed, not the work and the departments that are called after them. */
const patient =
  /(?<![\p{L}\d])(?:pts?|patient|resident|newborn|twin)(?![\p{L}\d]|[ -](?:access|registration|registrar|advoca|care|experience|portal|schedul|financ|safety|services?|accounts?|facing|rep|person|charts|records|files|names|data|info))/iu;
/** What befalls them, by the ends and beginnings of the words for it. */
const illness =
  /\p{L}{3}(?<!acad)(?:itis|aemia|emia|ectomy|oscopy|ostomy|otomy|plasty|opathy|plegia|penia)\b|\b(?:cancer|tumou?r|malignan|metasta|stroke|dementia|diabet|pregnan|miscarr|overdos|amputat|transplant|fractur|infect|septic|psych ward|hospice|bipolar|schizo|hiv\b|std\b|asthma|seizure|wound|vasect|abort|hemorrh|haemorrh|biops|explant|stent\b)\p{L}*/iu;
const ward = /\b(?:n?icu|picu|ventilator|(?:bed|room|rm|ward) ?\d\w*|admitted|readmi\p{L}*|intubated|expired)\b/iu;
/** What is kept of somebody, with whose it is. */
const keptOfSomebody =
  /\p{L}['’]s (?:\p{L}+ ){0,2}(?:chart|claim|record|bill|visit|stay|labs?|results?|report|surgery|procedure|diagnosis|encounter|mri|ct|dob|mrn)s?\b|\b(?:chart|record|claim|report|results?|labs?|visit|stay|encounter|mrn|dob|ssn|acct|enc|eob|remit)s? ?(?:for|of|on|=|:|#|\|)|\b(?:mrn|dob|ssn|csn|eob|remit|mychart)\b/iu;
/** A row of a list, or the reason that a payer gives. */
const row =
  /(?:[|\t][^|\t\n]{1,40}){3}|\b(?:CO|PR|OA|PI)-\d{1,3}\b|\b(?:\d{5}|[A-Z]\d\d\.\w+)\b.*\b(?:paid|denied|allowed|rejected|posted|underpaid)\b|\bnotes?:|(?<!\w)x ?\d\b/iu;

/** Whether somebody's care is spoken of. */
export const speaksOfCare = (text: string): boolean =>
  [patient, illness, ward, keptOfSomebody, row].some(pattern => pattern.test(text)) || speaksLikeChart(text);
