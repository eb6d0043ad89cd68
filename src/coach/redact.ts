/*
 * What is taken out of a member's words before anything reads them: who they are never bears on the answer, and a model's provider must not
 * learn it. Patient data is declined as a whole before (patient-data.ts); this is the second net.
 */

const month = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*';

const rules: readonly (readonly [RegExp, string])[] = [
  // Mentions of Slack (<@U123|jo>, <#C1|name>, <!subteam^S1>) and Discord (<@!1>, <@&1>), and links with their labels.
  [/<[@#!][^>\s]{0,80}(?:\|[^>]{0,80})?>/g, ' '],
  [/(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, '[e-mail]'],
  // Social security numbers, then phone numbers: at least ten digits, or seven with a separator, never an amount.
  [/(?<![\d$£€₹.,])\d{3}-\d{2}-\d{4}(?!\d)/g, '[number]'],
  [/(?<![\d$£€₹.,])(?:\+\d{1,3}[ .-]?)?\(?\d{3}\)?[ .-]\d{3}[ .-]?\d{4}(?!\d)/g, '[phone]'],
  [/(?<![\w$£€₹.,])\+\d[\d ().-]{8,16}\d/g, '[phone]'],
  // Record, account and member numbers: named, or simply too long to be a salary.
  [
    /\b(mrn|record|chart|acct|account|encounter|member|policy|claim|employee|badge|certificate) ?(id|number|no\.?|#)? ?[:#]? ?(?!(?:19|20)\d\d-(?:19|20)\d\d)(?=[a-z]{0,3}\d)[a-z]{0,3}[\d-]{5,}/gi,
    '$1 [number]',
  ],
  [/(?<![\d$£€₹.,])\d{7,}(?![\d,])/g, '[number]'],
  [/\b((?:my|her|his|their) (?:full )?name(?:'s| is)|i am called) [A-Z][\p{L}'-]+(?: [A-Z][\p{L}.'-]*){0,2}/gu, '$1 [name]'],
];

/** Dates to the day become their year, which a question may be about and which tells nobody's birthday. */
const day = new RegExp(
  String.raw`\b(?:\d{1,2}[/.-]\d{1,2}[/.-](\d{2,4})|(\d{4})-\d{2}-\d{2}|${month}\.? \d{1,2}(?:st|nd|rd|th)?,? (\d{4})|\d{1,2}(?:st|nd|rd|th)? (?:of )?${month}\.?,? (\d{4}))\b`,
  'gi',
);
const yearOf = (written: string, ...years: readonly (string | undefined)[]): string => {
  const year = years.slice(0, 4).find(one => one?.length === 4);
  // Nobody was born tomorrow.
  return Number(year) > new Date().getFullYear() ? written : (year ?? '[date]');
};

/** A text without e-mail addresses, phone and record numbers, days, names given as one's own, and mentions. */
export const redact = (text: string): string =>
  rules.reduce((left, [pattern, instead]) => left.replace(pattern, instead), text.replace(day, yearOf));
