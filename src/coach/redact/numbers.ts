import { digitWord, pause } from '../../text/spoken-numbers.js';
import { isIdentifierByItself } from './codes.js';
import { labelledIn } from './labelled.js';
import { apart, gone, takeOut, takeOutSpans } from './take-out.js';

const patterns: readonly RegExp[] = [
  // Social security numbers, then phone numbers of ten digits, with a separator or an area code in brackets.
  new RegExp(String.raw`${apart}\d{3}[- .]\d{2}[- .]\d{4}(?!\d)`, 'g'),
  new RegExp(
    String.raw`${apart}(?:\+?\d{1,3}[ .-]?)?(?:\(\d{3}\)[ ./-]{0,3}|\d{3}(?: ?[./-] ?| ))\d{3}(?: ?[./-] ?| )?\d{4}(?!\d)`,
    'g',
  ),
  /(?<![\w$£€₹.,])\+\d[\d ().-]{8,16}\d/g,
  // Ages above 89 tell who somebody is.
  new RegExp(String.raw`${apart}(?:9\d|1[01]\d)[ -]?(?:y\/?o|yrs?[- ]old|years?[- ]old)(?!\p{L})`, 'giu'),
  // Read out, or typed digit by digit.
  new RegExp(String.raw`(?<![\p{L}\d])(?:${digitWord}${pause}){5,}${digitWord}(?!\p{L})`, 'giu'),
  new RegExp(String.raw`${apart}(?:\d(?: ?[ .·•_*-] ?)){5,}\d(?![\d%,])`, 'g'),
];

/** "(614) five-five-five 0182": partly in words. */
const readOut = new RegExp(String.raw`(?:\(?(?:${digitWord}|\d{1,4})\b\)?${pause}){3,}(?:${digitWord}|\d{1,4})\b`, 'giu');
const oneWord = new RegExp(digitWord, 'giu');
const withoutReadOut = (text: string): string =>
  text.replace(readOut, written => ((written.match(oneWord)?.length ?? 0) >= 3 ? gone : written));

const local =
  /(?<![\d$£€₹.,/-])(\d{3})([-. ])(\d{4})(?![\d-]|[.,]\d| ?(?:%|k\b|usd|dollars|bucks|charts|claims|records|hours|hrs|per\b|an?\b|\/))/gi;
const namesPhone = /\b(?:call|text|phone|cell|mobile|tel|number|reach|ring|fax|dial|whatsapp)\b[^.?!]{0,25}$/i;

/** Seven digits are a phone number where one is spoken of, or where they make no range of round figures ("500-1000"). */
const withoutLocalPhones = (text: string): string =>
  text.replace(local, (written, first: string, separator: string, second: string, at: number) => {
    const isRange = !second.startsWith('0') && Number(first) < Number(second) && /[05]$/.test(first) && /[05]$/.test(second);
    return namesPhone.test(text.slice(0, at)) || (separator === '-' && !isRange) ? gone : written;
  });

const token = new RegExp(
  String.raw`${apart}(?<![\p{L}@-])(?:\p{L}{1,6}-)*(?:\p{L}{1,6} ?(?=\d))?[\p{L}\d]*\d[\p{L}\d]*(?:[-./][\p{L}\d]+)*(?![\w%]|,\d)`,
  'gu',
);
/** Numbers of records, accounts and members: named, or of a form that no amount, year or code has. */
const withoutIdentifiers = (text: string): string =>
  takeOutSpans(text, labelledIn(text)).replace(token, written =>
    isIdentifierByItself(written.replace(/^\p{L}+ /u, '')) ? gone : written,
  );

/** Phone, record, account and member numbers. */
export const withoutNumbers = (text: string): string =>
  withoutIdentifiers(withoutLocalPhones(withoutReadOut(takeOut(text, patterns))));
