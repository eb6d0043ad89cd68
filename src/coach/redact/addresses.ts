import { apart } from './take-out.js';

/** Mentions, e-mail addresses and pages: where somebody is found on a network. */
export const networkAddresses: readonly RegExp[] = [
  // Mentions of Slack (<@U123|jo>, <#C1|name>, <!subteam^S1>) and Discord (<@!1>, <@&1>, <:wave:1>), and links with their labels.
  /<(?:[@#!]|a?:\w{1,32}:|(?:https?|mailto|tel):)[^>\s]{0,300}(?:\|[^>]{0,80})?>/gi,
  /(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g,
  /(?<![\w.+-])[\w.+-]{1,64} ?[([{] ?at ?[)\]}] ?[\w-]{1,64}(?: ?(?:\.|[([{] ?dot ?[)\]}]) ?[\w-]{1,64}){1,4}/gi,
  /(?<![\w.+-])[\w.+-]{1,64} at [\w-]{1,64} dot (?:com|org|net|edu|gov|io|co)\b/gi,
  // "@jane.doe" as one types it; "@25/hr" is pay.
  /(?<![\w@])@\p{L}[\w.-]*/gu,
  // Discord's older names end in four digits.
  /(?<![\w#.])[a-z_][\w.]{1,31}#\d{4}(?!\d)/gi,
  /\b(?:https?:\/\/|www\.)\S+/gi,
  // A page of somebody's, without "https". A site as a whole ("example.com") is something to ask about.
  /(?<![\w.@-])(?:[\w-]{1,63}\.){1,4}(?:com|org|net|edu|gov|me|io|co|us|uk|ca|au|in|info|app|dev|page|site)\/[\w@~%?#][^\s)>\]]*/gi,
  /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?!\d|\.\d)/g,
];

const kinds =
  'street|st|avenue|ave|road|rd|boulevard|blvd|lane|ln|drive|dr|court|ct|place|pl|terrace|parkway|pkwy|highway|hwy|way';
/** What else a street may be called, where a number stands before it and capitals tell it. */
const rarer =
  'Hill|Pt|Point|Run|Ridge|View|Crossing|Trail|Trl|Loop|Path|Row|Sq|Square|Mews|Close|Gardens|Circle|Cir|Ter|Bend|Hollow|Landing|Estates|Mansions|Heights|Crescent|Alley|Turnpike|Pike';
const titledKinds = kinds.replace(/\b[a-z]/g, letter => letter.toUpperCase()).concat('|', rarer);
const flat = String.raw`(?:,? (?:apt|apartment|unit|suite|ste|Apt|Apartment|Unit|Suite|Ste|#)\.? ?#?\w{1,5}\b)?`;
const postcode = String.raw`(?:,? \d{5}(?:-\d{4})?\b)?`;
const titledCity = String.raw`(?: [NSEW]{1,2}\b)?(?:,? \p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+)?(?=,| \p{Lu}{2}\b| \d{5}|[.;!?]|$))?(?:,? \p{Lu}{2}\b)?${postcode}`;
const anyCity = String.raw`(?:,? \p{L}+(?: \p{L}+)?(?=,| \d{5}|[.;!]|$))?(?:,? \p{L}{2}(?= \d{5}))?${postcode}`;
/** Roads lead elsewhere too: "20 minutes down the road", "10 jobs on the way". */
const notCounting = String.raw`(?!(?:minutes?|mins?|miles?|km|blocks?|years?|yrs?|months?|weeks?|days?|hours?|hrs?|people|of|different|other|more)\b)`;

const street = '(?:Street|Avenue|Ave|Lane|Circle|Court|Terrace|Drive|Road|Boulevard|Blvd|Place|Crescent|Parkway|Crossing)';
/** Where somebody lives, house number first. */
export const homeAddresses: readonly RegExp[] = [
  // Capitals tell the name of a street; else "live at" does, or a word that is nothing but a street.
  new RegExp(
    String.raw`${apart}\b\d{1,5}[a-z]? (?:[NSEW]\.? )?(?:\p{Lu}\p{Ll}[\p{L}'-]*|\d{1,3}(?:st|nd|rd|th)) (?:\p{Lu}[\p{L}'-]* ){0,2}(?:${titledKinds})\b\.?${flat}${titledCity}`,
    'gu',
  ),
  new RegExp(
    String.raw`(?<keep>\b(?:live|living|lives|address|home)(?: is| at|:)?) (?:at )?\d{1,5}[a-z]? ${notCounting}(?:[\p{L}\d'-]+ ){1,3}?(?:${kinds})\b\.?${flat}${anyCity}`,
    'giu',
  ),
  new RegExp(
    String.raw`${apart}\b\d{1,5}[a-z]? ${notCounting}[\p{L}'-]+ (?:street|avenue|boulevard|blvd)\b\.?${flat}${anyCity}`,
    'giu',
  ),
  new RegExp(
    String.raw`(?<keep>\b(?:live|living|lives|address|home|street)(?: is| at| on|:)?) (?:\d{1,3}(?:st|nd|rd|th)|[\p{L}'-]+) (?:${kinds})\b\.?,? (?:number|no\.?|#) ?\d{1,5}${flat}`,
    'giu',
  ),
  // Whatever the street is called, where somebody is said to live there.
  new RegExp(
    String.raw`(?<keep>\b(?:lives? at|living at|resid(?:es|ing)(?: at)?|addr(?:ess)?(?: is|:))) \d{1,5}[a-z]? ${notCounting}[\p{L}\d'#-]+(?:,? [\p{L}\d'#-]+){0,7}?(?:,? \d{5}\b|(?=[.;!?\n]|$))`,
    'giu',
  ),
  // A number, and a city with its state and postcode behind.
  new RegExp(String.raw`${apart}\b\d{1,5}[a-z]? (?:\p{Lu}[\p{L}'-]*\.?,? ){1,5}\p{Lu}{2},? \d{5}(?:-\d{4})?\b`, 'gu'),
  // A street without its number, and a flat with one.
  new RegExp(
    String.raw`(?<keep>\b(?:on|from|at|to|of|near|in|behind|around)) (?:the )?(?:corner of )?(?:\p{Lu}[\p{L}'’-]+ ){1,2}${street}\b`,
    'gu',
  ),
  /\b(?:rural|county|state) (?:route|road|rd|rte|highway|hwy) \d+(?:,? box \d+)?/gi,
  /\b(?:apt|apartment|flat)\.? ?#?\w{1,5},? \d{1,5} \p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+)?/giu,
  /(?<=\b[A-Z]{2},? )\d{5}(?:-\d{4})?\b(?! ?(?:and|or|vs|is|code|with|for|on|,? \d{5})\b)/g,
  /\bp\.? ?o\.? box \d+/gi,
  /\b(?:zip(?: ?code)?|post(?:al)? ?code)(?: is|:)? (?=[a-z]{0,2}\d)[a-z\d-]{3,10}(?: \d[a-z]{2}\b)?/gi,
  new RegExp(String.raw`${apart}\b\d{5}-\d{4}(?![\d-])`, 'g'),
];
