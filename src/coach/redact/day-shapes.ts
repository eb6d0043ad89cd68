import { lateYear, numberWord, ordinalWord } from '../../text/spoken-numbers.js';

/*
 * Days as they are written: in any order of day, month and year, with any separator, with months by name in the languages that members write, and in
 * words. Sources of patterns for flags `iu`.
 */

const english =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?';
const others =
  'enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep?tiembre|octubre|noviembre|diciembre|januar|jänner|februar|märz|mai|juni|juli|oktober|dezember|' +
  'janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre|janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|novembro|dezembro';
/** A month of any of these languages. */
export const anyMonth = `(?:${english}|${others})`;
/** "1962", "'62", "62". */
const year = String.raw`['’]?(?:\d{4}|\d{2})(?![\d%]|[.,/-]\d)`;
const yearInWords = `(?:(?:nineteen|twenty|two thousand)(?:[ -](?:and[ -])?${numberWord})?)`;
const of = String.raw`(?:,? ?(?:of|the|de|del|do|den)\b)?[ ,.-]{0,2}`;
const dayNumber = String.raw`(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th|er|º|\.)?`;
const dayInWords = `(?:${ordinalWord})`;

/** "Christmas Day 1939". */
const feast =
  "(?:christmas|new year['’]?s|halloween|thanksgiving|valentine['’]?s|independence|labou?r|memorial|veterans|easter|groundhog|mother['’]?s|father['’]?s)(?: (?:eve|day))*";
/** "Doce de marzo", "dritter Mai". */
const foreignDay =
  '(?:(?:veinti|treinta y )?(?:uno|un|dos|tr[eé]s|cuatro|cinco|s[eé]is|siete|ocho|nueve)|primero|diez|once|doce|trece|catorce|quince|dieci\\p{L}+|veinte|treinta|' +
  '(?:ersten?r?|zweite[nr]?|dritte[nr]?|vierte[nr]?|f[uü]nfte[nr]?|sechste[nr]?|siebte[nr]?|achte[nr]?|neunte[nr]?|zehnte[nr]?|elfte[nr]?|zw[oö]lfte[nr]?|\\p{L}+zehnte[nr]?|\\p{L}*zwanzigste[nr]?|\\p{L}*drei[sß]+igste[nr]?))';

/** With a year. */
const dayWithYear = [
  String.raw`\d{1,2} ?([/.-]) ?\d{1,2} ?\1 ?\d{2,4}(?![\d%]|[/.-]\d)`,
  String.raw`(?:19|20)\d{2}([/.-])\d{1,2}\1\d{1,2}(?:t\d{2}:?\d{2}\S*)?`,
  String.raw`\d{4}年 ?\d{1,2}月 ?\d{1,2}[日号]?`,
  String.raw`${dayNumber}${of}${anyMonth}\b${of}${year}`,
  String.raw`${anyMonth}\.?${of}${dayNumber}[ ,.-]{1,3}${year}`,
  String.raw`(?:${dayInWords}|${numberWord})${of}${anyMonth}\b${of}(?:${yearInWords}|${lateYear}|${year})`,
  `${anyMonth} (?:the )?(?:${dayInWords}|${numberWord})[ ,]{1,2}(?:${yearInWords}|${lateYear}|${year})`,
  String.raw`${feast},? (?:of )?(?:19|20)\d{2}(?!\d)`,
] as const;

/** Without one, where nothing else can be meant. */
const dayOfMonth = [
  String.raw`(?:\d{1,2}(?:st|nd|rd|th)|${dayInWords})(?: of)? ${anyMonth}\b`,
  String.raw`${anyMonth}\.? (?:the )?(?:\d{1,2}(?:st|nd|rd|th)|${dayInWords})(?!\p{L})`,
  String.raw`\d{1,2}\. ?${anyMonth}\b`,
  String.raw`${foreignDay}(?: de)? (?:${others})(?!\p{L})`,
] as const;

const notWithin = String.raw`(?<![\p{L}\d$£€₹/]|\d[.,-])`;

/** Patterns that name groups by number stand alone: none is joined to another. */
const patternsOf = (sources: readonly string[], flags: string): RegExp[] =>
  sources.map(source => new RegExp(`${notWithin}(?:on )?(?:the )?(?:${source})`, flags));
const ofDays = patternsOf([...dayWithYear, ...dayOfMonth], 'iu');

/** Whether a text names a day: its year alone, or its month, is none. */
export const holdsDay = (text: string): boolean => ofDays.some(pattern => pattern.test(text));
/** Where they stand; the same day may be found twice. */
export const daysIn = (text: string): { readonly start: number; readonly end: number }[] =>
  ofDays.flatMap(pattern =>
    [...text.matchAll(new RegExp(pattern, `g${pattern.flags}`))].map(({ index, 0: day }) => ({
      start: index,
      end: index + day.length,
    })),
  );
/** Each form of a day with its year. */
export const daysWithYear: readonly RegExp[] = patternsOf(dayWithYear, 'giu');
