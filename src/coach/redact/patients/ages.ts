import { numberWord } from '../../../text/spoken-numbers.js';

/* Ages of others, in figures and in words, in either order with the sex: "67F", "54yo", "female, 51", "sixty-two year old man". */

/** "I'm a 45 year old nurse", "my 12-year-old": of the writer's own. */
const ownAge = String.raw`(?<!\b(?:[Ii] am|[Ii]['’]?m|[Ii] was|as|being|turn(?:ing|ed)?|at|over|under|by|age|my|we['’]?re)(?: an?| now| only| already)* )`;
const figure = String.raw`(?<![\p{L}\d$.,/-])\d{1,3}`;
const number = String.raw`(?:${figure}|(?<![\p{L}\d])(?:early |mid |late )?\d0['’]?s|(?<!\p{L})(?:(?:a )?hundred(?: and)? )?${numberWord})`;
const years = String.raw`(?:y\.?\/?o\.?|y\/?r?s?\.?(?:[ -]?old)?|years?[- ]old|years?(?= m| f))`;
const shorter = String.raw`(?:mos?\.?|m\/?o|months?|wks?|weeks?|w\/?o|days?|d\/?o|hours?)`;
const sex = 'male|female|man|woman|boy|girl|gentleman|lady|guy|dude|grandmother|grandfather';
/** "29F here, no degree", "52 male ex-paramedic": who writes of themselves. */
const ownBehind = String.raw`(?![-/&'’]|\)? ?,? ?(?:here\b|rn\b|lpn\b|cna\b|emt\b|nurse|mom\b|dad\b|ex-|former|looking|trying|from\b|with (?:a|no|my)\b|career|single\b|married|currently|laid|in (?:my|the) class|\p{L}+ here\b))`;
const own = String.raw`(?<!\b[Ii](?: am|['’]?m)\b[^?!\n]{0,40})`;

const ageAndSex: readonly RegExp[] = [
  new RegExp(String.raw`${own}${ownAge}(?!\dM\b)${number}[ -]?${years}?[ ,/-]{0,2}[MF]\b${ownBehind}`, 'u'),
  new RegExp(
    String.raw`${own}${ownAge}${number}[ -]?${years}[ ,/-]{0,2}(?:[\p{L}-]{3,} ){0,2}?(?:[mf]|${sex})(?!\p{L})${ownBehind}`,
    'iu',
  ),
  new RegExp(String.raw`${own}${ownAge}${number} (?:male|female)\b${ownBehind}`, 'iu'),
  new RegExp(String.raw`${number}[ -]?${shorter}[- ]?(?:old)?[ ,]{1,2}(?:[mf]|${sex}|infant|baby)(?!\p{L})`, 'iu'),
  /^\W*\d{1,3} ?[mf] (?!here|rn|lpn|cna|nurse|mom|dad|looking|trying|from)\p{L}/u,
];
/** "Elderly gentleman, 88", "M/64", "(F, 33 yrs)". */
const sexFirst: readonly RegExp[] = [
  new RegExp(String.raw`${own}(?<!\p{L})(?:${sex}),? (?:aged? )?\d{1,3}\b(?![%\d.])`, 'iu'),
  new RegExp(String.raw`${own}(?<![\p{L}\d&-])[MF](?:[/,]|, | )\d{1,3}\b(?![%\d./,-])(?! ?(?:hours?|charts?|k\b))`, 'u'),
  new RegExp(String.raw`${own}(?<![\p{L}'’])[mf] \d{2}(?: (?:y\/?o|yrs?|years|for|with|w\/)|[,)])`, 'iu'),
];
const yearsAlone = new RegExp(
  String.raw`${own}${ownAge}(?<!\p{L})${number}[ -]?(?:y\.?\/?o\.?|yrs? old|years?[- ]old|a[ñn]os|jahre(?: alt)?|j[aä]hrig\p{L}*|ans|anni|anos)(?!\p{L})`,
  'iu',
);
const childs = new RegExp(
  String.raw`(?<!my )(?<!\p{L})${number}[- ](?:months?|weeks?|days?|hours?)[- ]old\b|\bday[- ]old\b`,
  'iu',
);

/** Whether an age stands with a sex, and in which order. */
export const holdsAgeThenSex = (text: string): boolean => ageAndSex.some(pattern => pattern.test(text));
export const holdsSexThenAge = (text: string): boolean => sexFirst.some(pattern => pattern.test(text));
/** "Six-year-old twin": said of somebody; "60 years old" writers say of themselves. */
const attributive = new RegExp(
  String.raw`${own}${ownAge}(?<!\p{L})${number}[ -](?:y\/?o|yr|year|month|week|day)[- ]old(?= \p{L})${ownBehind}`,
  'iu',
);
export const holdsAgeOfSomebody = (text: string): boolean => attributive.test(text);
/** Whether an age stands with its unit: "54yo". */
export const holdsAge = (text: string): boolean => yearsAlone.test(text) || childs.test(text);
