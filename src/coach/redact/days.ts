import { daysWithYear } from './day-shapes.js';
import { gone } from './take-out.js';

const month =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const ordinal = String.raw`\d{1,2}(?:st|nd|rd|th)`;

/** With a year: all of it is written in one. */
const yearOf = (written: string): string => {
  const [year] = /(?<!\d)(?:19|20)\d{2}(?!\d)/.exec(written) ?? [];
  // Nobody was born tomorrow.
  if (Number(year) > new Date().getFullYear()) return written;
  return year === undefined ? gone : /^on /i.test(written) ? `in ${year}` : year;
};

/** A birthday goes as a whole: its year would be one that the question is about. */
const birthday = new RegExp(
  String.raw`\b(?:(?:my|her|his|their|our) )?(?:birthday|birthdate|bday)(?: is| was|:)? (?:on )?(?=[a-z]{3,9}\.? \d|\d)[a-z]{0,9}\.? ?\d[\da-z/.-]*(?: (?:of )?${month})?(?:,? \d{4})?\b`,
  'gi',
);

/** Without a year. "May 5 years be enough?" and "7 may do" are no days: there an ordinal or a word before has to tell. */
const monthFirst = new RegExp(
  String.raw`(?<lead>\b(?:on|by|since|until|before|after|born) )?\b(?<month>${month})\.? (?:the )?(?<day>\d{1,2}(?:st|nd|rd|th)?)\b(?![\d%]|[.,/:-]?\d| ?(?:k|years?|yrs?|months?|weeks?|days?|hours?|percent)\b)`,
  'gi',
);
const dayFirst = new RegExp(String.raw`\b(?<day>\d{1,2}(?:st|nd|rd|th)?)(?<of> of)? (?<month>${month})\b\.?(?!,? \d{4})`, 'gi');
type Groups = { lead?: string; of?: string; month: string; day: string };
const isDay = ({ lead, of, month: name, day }: Groups): boolean =>
  Number.parseInt(day, 10) <= 31 &&
  (!/^(?:may|mar|dec|sep)$/i.test(name) ||
    lead !== undefined ||
    of !== undefined ||
    new RegExp(`^${ordinal}$`, 'i').test(day) ||
    /^[A-Z]/.test(name));
const withoutDay = (written: string, ...rest: readonly unknown[]): string => {
  const groups = rest.at(-1) as Groups;
  return isDay(groups) ? `${groups.lead ?? ''}${groups.month}` : written;
};

/** "On 7/14"; not "3/4 of us" or "24/7". */
const slashed =
  /\b(on|by|since|until|born|birthday(?: is)?|birthdate(?: is)?|bday(?: is)?) (?!24\/7)(?:0?[1-9]|1[0-2])\/(?:0?[1-9]|[12]\d|3[01])\b(?![/\d%s]| ?(?:of|shifts?|schedules?|hours?|th)\b)/gi;

/** Dates to the day become their year or, where none is given, their month, which a question may be about and which tells nobody's birthday. */
export const withoutDays = (text: string): string =>
  daysWithYear
    .reduce((left, day) => left.replace(day, yearOf), text.replace(birthday, gone))
    .replace(monthFirst, withoutDay)
    .replace(dayFirst, withoutDay)
    .replace(slashed, `$1 ${gone}`);
