import { apart, gone, takeOut } from './take-out.js';

const patterns: readonly RegExp[] = [
  // Social security numbers, then phone numbers of ten digits, with a separator or an area code in brackets.
  new RegExp(String.raw`${apart}\d{3}[- ]\d{2}[- ]\d{4}(?!\d)`, 'g'),
  new RegExp(String.raw`${apart}(?:\+?\d{1,3}[ .-]?)?(?:\(\d{3}\)[ ./-]?|\d{3}[ ./-])\d{3}[ ./-]?\d{4}(?!\d)`, 'g'),
  /(?<![\w$£€₹.,])\+\d[\d ().-]{8,16}\d/g,
  // Record, account and member numbers: named, or simply too long to be a salary.
  /\b(?<keep>mrn|record|chart|acct|account|encounter|member|policy|claim|employee|badge|certificate|id)(?: ?(?:id|number|no\.?|#)(?: is)?)? ?[:#]? ?(?!(?:19|20)\d\d-(?:19|20)\d\d)(?=[a-z]{0,3}\d)[a-z]{0,3}[\d-]{5,}/gi,
  new RegExp(String.raw`${apart}\d{7,}(?![\d,])`, 'g'),
];

const local =
  /(?<![\d$£€₹.,/-])(\d{3})([-. ])(\d{4})(?![\d-]|[.,]\d| ?(?:%|k\b|usd|dollars|bucks|charts|claims|records|hours|hrs|per\b|an?\b|\/))/gi;
const namesPhone = /\b(?:call|text|phone|cell|mobile|tel|number|reach|ring|fax|dial|whatsapp)\b[^.?!]{0,25}$/i;

/** Seven digits are a phone number where one is spoken of, or where they make no range of round figures ("500-1000"). */
const withoutLocalPhones = (text: string): string =>
  text.replace(local, (written, first: string, separator: string, second: string, at: number) => {
    const isRange = !second.startsWith('0') && Number(first) < Number(second) && /[05]$/.test(first) && /[05]$/.test(second);
    return namesPhone.test(text.slice(0, at)) || (separator === '-' && !isRange) ? gone : written;
  });

/** Phone, record, account and member numbers. */
export const withoutNumbers = (text: string): string => withoutLocalPhones(takeOut(text, patterns));
