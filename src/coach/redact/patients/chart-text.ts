import { holdsAge, holdsAgeThenSex, holdsSexThenAge } from './ages.js';

/*
 * The shorthand of a chart. One sign is a word of the trade, used all day; three of them, one of which is about a person, are somebody's
 * chart.
 */

const ofAPerson: readonly RegExp[] = [
  /\b(?:patient|pt)\b[ ,:]+(?:is|was|has|had|states?|denies|reports?|complains?|presents?|presented|came|seen|admitted|with)\b|\b(?:patient|pt) (?:w\/|c\/o|s\/p|y\/o)/i,
  /\b(?:bp|hr|rr|spo2|o2 sats?|temp|bmi)\W{0,2}(?:is |of )?\d{2,3}(?:\/\d{2,3})?\b/i,
  /\b(?:h&p|hpi|cc|pmh|psh|ros|a\/p|assessment(?: and|\/) ?plan|chief complaint|impression|discharge summary|pre-?op(?:erative)? dx|post-?op(?:erative)? dx)\s*:/i,
  /\b\d+(?:\.\d+)? ?(?:mg|mcg|ml|units|meq)\b/i,
  /\b(?:bnp|trop(?:onin)?s?|ef|a1c|hgb|wbc|creat(?:inine)?|inr|lactate|ekg|ecg|cxr)\W{0,2}(?:is |was |of )?(?:neg(?:ative)?|pos(?:itive)?|elevated|wnl|\d+(?:\.\d+)?)/i,
  /\b(?:K|Na|Cl|Cr|BUN|Mg|Ca|pH|Plts?|Glu) \d{1,3}\.\d+\b/,
  /\b(?:on|iv|po|takes?|taking|given) (?:iv |po )?\p{L}{4,14} \d{1,4}\b(?! ?(?:charts?|claims?|hours?|days?|weeks?|months?|years?|jobs?|questions?|people|k\b))/iu,
];
const shorthand: readonly RegExp[] = [
  /\b(?:c\/o|s\/p|h\/o|p\/w|w\/u|nkda|d\/c(?:'?d)?)(?![\p{L}\d])/iu,
  /\b(?:dx|hx|rx|tx|fx|sob|exac(?:erbation)?)\b/i,
  /\b(?:presents?|presented|admitted|discharged|transferred|came in|came from|brought in|fell|underwent) (?:w\/|with|to|for|on|from|by|off|down|home|a |an |the |ed\b|er\b|the )/i,
  /\b\d{2} ?w(?:ks?|eeks)?\b|\b(?:c-?section|nsvd|[sap]rom|breech|gravida)\b/i,
  /\b(?:consult|etoh|gtt|bipap|cpap|foley|picc|abx|nebs|staples|sutures?|intubat\p{L}*)\b/iu,
  /\b(?:bid|tid|qid|qhs|prn|q\d{1,2}h)\b/i,
  /\b(?:copd|chf|hfref|afib|sepsis|nstemi|stemi|cva|tia|dvt|uti|aki|ckd|esrd|htn|t?2?dm2?|gdm|pneumonia|pna|ams|dnr|trach|peg|hnp|cabg|pci|bka|aka|tka|tha|orif|egd|lap chole|wound vac)\b/i,
  /\b(?:chest|back|abd(?:ominal)?|flank|knee|hip|ear) pain\b|\bradiat(?:es|ing)\b|\bulcer\b|\bedema\b|\b(?:left|right|bilat(?:eral)?|l|r) (?:knee|hip|leg|arm|shoulder|foot|ankle|hand|wrist|eye|ear|breast|lung|kidney)\b/i,
  /\b(?:mri|ct|cxr|ekg|ecg|us|xray|x-ray) (?:[lct]\d|of|showed|shows|neg|chest|abd|brain|head)/i,
];

/** "G2P1": so many pregnancies and births. */
const births = /(?<!\w)g\d{1,2} ?p\d{1,2}(?!\w)/i;

/** Whether one sign of a chart stands in a text, ages aside: less than a chart. */
export const speaksLikeChart = (text: string): boolean =>
  births.test(text) || [...ofAPerson, ...shorthand].some(sign => sign.test(text));

const count = (signs: readonly RegExp[], text: string): number => signs.filter(sign => sign.test(text)).length;

/** Whether a text reads like a chart. */
export const holdsChartText = (text: string): boolean => {
  const isSexed = holdsAgeThenSex(text);
  const persons =
    (births.test(text) || holdsSexThenAge(text) ? 2 : 0) + (isSexed ? 2 : holdsAge(text) ? 1 : 0) + count(ofAPerson, text);
  return persons > 0 && persons + count(shorthand, text) >= 3;
};
